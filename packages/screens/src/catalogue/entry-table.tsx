import { useMemo, type ReactNode } from "react";
import { DataTable, useText, type Column } from "@duibiao/ui";
import { useAddress } from "../address.ts";
import type { Kind } from "./kinds.ts";
import { EntryLink, useOpened } from "./opened.tsx";
import { statusColumn, type Named } from "./parts.tsx";
import type { CatalogueSearch } from "./search.ts";

type Props<Row> = {
  title: string;
  rows: readonly Row[];
  kind: (row: Row) => Kind;
  /** Between name and key. */
  columns: readonly Column<Row>[];
  tools?: ReactNode;
  rowClass?: (row: Row) => string | undefined;
};

/** A list of entries: found by name or key, each with its own address, exported as it stands. */
export function EntryTable<Row extends Named>({ title, rows, kind, columns, tools, rowClass }: Props<Row>) {
  const t = useText();
  const { document, head } = useOpened();
  const [{ text = "", sort }, change] = useAddress<CatalogueSearch>();
  const sought = text.trim().toLowerCase();
  const found = useMemo(
    () => rows.filter(({ key, name }) => [key, name.zh, name.en].some((word) => word.toLowerCase().includes(sought))),
    [rows, sought],
  );
  const all = useMemo<Column<Row>[]>(
    () => [
      {
        key: "name",
        header: { zh: "名称", en: "Name" },
        value: ({ name }) => t(name),
        cell: (row) => (
          <EntryLink kind={kind(row)} id={row.key}>
            {t(row.name)}
          </EntryLink>
        ),
        head: true,
        width: "l",
      },
      ...columns,
      {
        key: "key",
        header: { zh: "键", en: "Key" },
        value: ({ key }) => key,
        cell: ({ key }) => <code>{key}</code>,
        width: "l",
      },
      statusColumn((row: Row) => row, t),
    ],
    [columns, kind, t],
  );
  return (
    <DataTable
      title={title}
      columns={all}
      rows={found}
      rowKey={(row) => `${kind(row)} ${row.key}`}
      rowClass={rowClass ?? (() => undefined)}
      empty={
        rows.length === 0
          ? t(`本版目录没有${title}。`, `This version holds no such entries (${title}).`)
          : t(`没有名称或键含“${text}”的条目。`, `No entry whose name or key holds "${text}".`)
      }
      sort={sort ?? ""}
      onSort={(next) => change({ sort: next || undefined }, { replace: true })}
      about={{
        notes: [t(`${document.name.zh} ${head.version}`, `${document.name.en} ${head.version}`), head.hash],
      }}
      tools={
        <>
          <label className="inline-field">
            {t("查找", "Find")}
            <input
              className="input"
              type="search"
              placeholder={t("名称或键", "name or key")}
              value={text}
              onChange={(event) => change({ text: event.target.value || undefined }, { replace: true })}
            />
          </label>
          {tools}
        </>
      }
      footer={rows.length === found.length ? undefined : t(`全部 ${rows.length} 条`, `${rows.length} in all`)}
    />
  );
}
