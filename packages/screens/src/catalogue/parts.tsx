import { Fragment, type ReactNode } from "react";
import type { Dated, Sourced, Text } from "@duibiao/indicators";
import { nameOf, NameTag, Page, sourceStatuses, useText, type Column } from "@duibiao/ui";
import { kinds, tabOf, tabs, type Kind } from "./kinds.ts";
import { useOpened, VersionLine } from "./opened.tsx";
import { CatalogueLink } from "./catalogue-link.tsx";
import { inWords, validity } from "./words.ts";

export type Named = Sourced & { key: string; name: Text };

/** How far it may be trusted, in word and sign; nothing where nothing is stated. */
export const StatusTag = ({ of: { status } }: { of: Sourced }) =>
  status === undefined ? null : <NameTag name={nameOf(sourceStatuses, status)} />;

/** The page of one entry: what it is, its key, where it stands. */
export function EntryPage({ kind, entry, children }: { kind: Kind; entry: Named; children: ReactNode }) {
  const t = useText();
  return (
    <Page
      title={
        <>
          {t(entry.name)} <code className="quiet">{entry.key}</code>
        </>
      }
      crumbs={[
        <CatalogueLink key="all" tab={undefined}>
          {t("目录", "Catalogue")}
        </CatalogueLink>,
        <CatalogueLink key="tab" tab={tabOf[kind]}>
          {t(tabs[tabOf[kind]])}
        </CatalogueLink>,
      ]}
      actions={<StatusTag of={entry} />}
    >
      <div className="stack catalogue catalogue-entry">{children}</div>
      <p className="quiet">
        {t(kinds[kind])} · <VersionLine />
      </p>
    </Page>
  );
}

/** Terms and what stands behind them; what is null is left out. */
export function Facts({ of: facts }: { of: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([label, value]) =>
        value === null || value === undefined || value === "" ? null : (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}

/** A formula in words, and below it as it is written. */
export function FormulaWords({ text }: { text: string }) {
  const t = useText();
  const { compiled } = useOpened();
  return (
    <>
      <div className="catalogue-formula">{t(inWords(compiled, text))}</div>
      <code className="quiet">{text}</code>
    </>
  );
}

/** Source, days and note of an entry; a source that is not stated is said so. Its status stands beside its name. */
export function SourceFacts({ of: entry }: { of: Sourced & Dated }) {
  const t = useText();
  const valid = validity(entry);
  return (
    <Facts
      of={[
        [t("来源", "Source"), entry.source ?? t("未注明", "not stated")],
        [t("有效期", "In force"), valid === null ? null : t(valid)],
        [t("说明", "Note"), entry.note],
      ]}
    />
  );
}

/** The column that says how far a row may be trusted. */
export const statusColumn = <Row,>(of: (row: Row) => Sourced, t: (name: Text) => string): Column<Row> => ({
  key: "status",
  header: { zh: "可信程度", en: "Status" },
  value: (row) => {
    const { status } = of(row);
    return status === undefined ? null : t(nameOf(sourceStatuses, status));
  },
  cell: (row) => <StatusTag of={of(row)} />,
  width: "m",
});
