import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { addressOf, api, read, type Answer } from "@duibiao/client";
import { cellKey, lineName, type Compiled, type FormLine } from "@duibiao/indicators";
import {
  Alert,
  DataTable,
  groupDigits,
  NameTag,
  nameOf,
  Page,
  roles,
  severities,
  showMoment,
  showPeriod,
  StateTag,
  undecided,
  useLanguage,
  useText,
  type Column,
  SYNTHETIC,
  sourceText,
} from "@duibiao/ui";
import { useCompiled } from "../catalogue/compiled.ts";
import { EvidenceList } from "../evidence/evidence-list.tsx";
import { Loaded } from "../problem-box.tsx";
import "./sheet.css";

type Revision = Answer<typeof api.submissions.readRevision>;
type Collection = Answer<typeof api.collections.readCollection>;

type Props = {
  submission: number;
  revision: number;
  cell?: string | undefined;
  /** The calculation sheet one came from: evaluation, region and indicator, joined by dashes. */
  sheet?: string | undefined;
};

/** One revision as it was signed: read only, the cell one came for marked. */
export function RevisionView({ submission, revision, cell, sheet }: Props) {
  const found = useQuery({
    ...read(api.submissions.readRevision, { params: { id: submission, revision } }),
    staleTime: Infinity,
  });
  return <Loaded of={found}>{(data) => <WithForm revision={data} cell={cell} sheet={sheet} />}</Loaded>;
}

function WithForm({ revision, cell, sheet }: Pick<Props, "cell" | "sheet"> & { revision: Revision }) {
  const { collectionId } = revision.pointers;
  const collection = useQuery({
    ...read(api.collections.readCollection, { params: { id: collectionId } }),
    staleTime: Infinity,
  });
  const compiled = useCompiled(collection.data?.catalogueId);
  return (
    <Loaded of={collection}>
      {(of) => (
        <Loaded of={compiled}>
          {(catalogue) => <Opened {...{ revision, cell, sheet, catalogue }} collection={of} />}
        </Loaded>
      )}
    </Loaded>
  );
}

type OpenedProps = Pick<Props, "cell" | "sheet"> & { revision: Revision; collection: Collection; catalogue: Compiled };
type Row = { line: FormLine; key: string; given: Revision["observations"][number] | undefined };

function Opened({ revision, collection, catalogue, cell, sheet }: OpenedProps) {
  const t = useText();
  const form = catalogue.forms.get(collection.formKey);
  const units = useQuery(read(api.units.listUnits, { query: { region: revision.regionId } }));
  const unit = units.data?.items.find(({ id }) => id === revision.unitId);
  const given = new Map(revision.observations.map((cell) => [cellKey(cell.measure, cell.member), cell]));
  const rows: Row[] = (form?.sections ?? []).flatMap(({ lines }) =>
    lines.map((line) => {
      const key = cellKey(line.measure, line.member ?? "total");
      return { line, key, given: given.get(key) };
    }),
  );
  const name = unit?.name ?? t("填报单位", "Unit");
  const unknown = cell !== undefined && !rows.some(({ key }) => key === cell);
  useEffect(() => {
    document.querySelector(".sheet-cell")?.scrollIntoView({ block: "center" });
  }, [cell, rows.length]);
  const stamps = revision.synthetic ? [t(SYNTHETIC)] : [];
  const title = `${form ? t(form.name) : collection.name} · ${name} · ${t(`第 ${revision.revision} 版次`, `revision ${revision.revision}`)}`;
  return (
    <Page
      title={title}
      crumbs={crumbsOf(sheet, cell, rows, catalogue, t)}
      stamps={stamps}
      actions={
        <a
          className="btn"
          target="_blank"
          rel="noreferrer"
          href={addressOf(api.submissions.printRevision, { id: revision.submissionId, revision: revision.revision })}
        >
          {t("打印本版次", "Print this revision")}
        </a>
      }
    >
      {unknown ? (
        <Alert
          tone="warning"
          title={t("本报表没有所指的单元格，下面是整张报表。", "The form has no such cell; the whole form is below.")}
        />
      ) : null}
      <Paper revision={revision} collection={collection} />
      <DataTable
        title={title}
        columns={columnsOf(catalogue, t)}
        rows={rows}
        rowKey={({ line }) => line.row}
        rowClass={({ key }) => (key === cell ? "sheet-cell" : undefined)}
        empty={t("报表没有行。", "The form has no lines.")}
        about={{ stamps, notes: [`${t("版次哈希", "revision hash")} ${revision.hash}`] }}
      />
      <Findings revision={revision} />
      <Papers revision={revision} catalogue={catalogue} />
    </Page>
  );
}

/** The way down from the index, where one came that way. */
function crumbsOf(
  sheet: string | undefined,
  cell: string | undefined,
  rows: readonly Row[],
  catalogue: Compiled,
  t: ReturnType<typeof useText>,
) {
  const [, evaluation, region, key] = /^(\d+)-(\d+)-(\w+)$/.exec(sheet ?? "") ?? [];
  const indicator = catalogue.indicators.get(key ?? "");
  if (evaluation === undefined || region === undefined || indicator === undefined) return [];
  const to = { to: "/sheet/$evaluation/$region", params: { evaluation, region } };
  const line = rows.find((row) => row.key === cell)?.line;
  return [
    <Link key="index" {...to}>
      {t("指数", "Index")}
    </Link>,
    <Link key="indicator" {...to} search={{ indicator: indicator.key } as never}>
      {t(indicator.name)}
    </Link>,
    <span key="cell">{line === undefined ? t("单元格", "Cell") : t(lineName(catalogue, line))}</span>,
  ];
}

function columnsOf(catalogue: Compiled, t: ReturnType<typeof useText>): Column<Row>[] {
  const states = { na: t("不适用", "n/a"), missing: t("暂缺", "missing") };
  return [
    { key: "row", header: { zh: "行次", en: "Line" }, value: ({ line }) => line.row, width: "xs" },
    {
      key: "measure",
      header: { zh: "指标", en: "Measure" },
      value: ({ line }) => t(lineName(catalogue, line)),
      head: true,
      width: "xl",
    },
    {
      key: "uom",
      header: { zh: "计量单位", en: "Unit of measure" },
      value: ({ line }) => catalogue.measures.get(line.measure)?.uom ?? null,
      width: "s",
    },
    {
      key: "value",
      header: { zh: "本期", en: "This period" },
      type: "number",
      value: ({ given }) => given?.value ?? null,
      cell: ({ given }) => {
        if (given === undefined) return <span className="quiet">{t("未填", "blank")}</span>;
        if (given.state !== "number") return states[given.state];
        return `${groupDigits(given.value!)}${given.estimated ? t("（暂估）", " (estimated)") : ""}`;
      },
      width: "l",
    },
    {
      key: "note",
      header: { zh: "原因与说明", en: "Reason and note" },
      value: ({ given }) => {
        const source = given === undefined ? null : sourceText(given.source);
        return [given?.reason, given?.note, source && t(source)].filter(Boolean).join(t("；", "; ")) || null;
      },
      width: "fill",
    },
  ];
}

/** Who signed and submitted it, when, and the hash that the receipt names. */
function Paper({ revision, collection }: { revision: Revision; collection: Collection }) {
  const t = useText();
  const { language } = useLanguage();
  const kinds = {
    report: t("报送", "report"),
    correction: t("更正", "correction"),
    system: t("平台生成", "made by the platform"),
    history: t("历史数据", "history"),
  };
  return (
    <section className="card">
      <dl className="facts">
        <dt>{t("采集任务", "Collection")}</dt>
        <dd>
          {collection.name} {collection.documentNo}
        </dd>
        <dt>{t("报告期", "Period")}</dt>
        <dd>{showPeriod({ key: revision.period }, language)}</dd>
        <dt>{t("状态", "State")}</dt>
        <dd>
          <StateTag state={revision.state} /> {kinds[revision.kind]}
          {revision.pointers.lastRev > revision.revision
            ? t(`，最新为第 ${revision.pointers.lastRev} 版次`, `, the latest is revision ${revision.pointers.lastRev}`)
            : ""}
        </dd>
        <dt>{t("签署人", "Signers")}</dt>
        <dd>
          {revision.signers.length === 0
            ? t("无（导入或系统签署）", "none (imported)")
            : revision.signers
                .map(({ name, as, at }) => `${name} (${t(nameOf(roles, as))}, ${showMoment(at, language)})`)
                .join(t("；", "; "))}
        </dd>
        <dt>{t("报送", "Submitted")}</dt>
        <dd>
          {revision.by} · {showMoment(revision.submittedAt, language)}
          {revision.onTime === false ? t("，迟报", ", late") : ""}
        </dd>
        {revision.reason ? (
          <>
            <dt>{t("更正原因", "Reason")}</dt>
            <dd>{revision.reason}</dd>
          </>
        ) : null}
        <dt>{t("回执哈希", "Receipt hash")}</dt>
        <dd>
          <code>{revision.hash}</code>
        </dd>
      </dl>
    </section>
  );
}

/** 佐证 by cell. */
function Papers({ revision: { evidence }, catalogue }: { revision: Revision; catalogue: Compiled }) {
  const t = useText();
  const cells = new Map<string, typeof evidence>();
  for (const paper of evidence) {
    const key = cellKey(paper.measure, paper.member);
    cells.set(key, [...(cells.get(key) ?? []), paper]);
  }
  if (cells.size === 0) return null;
  return (
    <section className="card">
      <h2>{t("佐证", "Papers")}</h2>
      {[...cells].map(([key, papers]) => (
        <div key={key}>
          <h3>{t(lineName(catalogue, papers[0]!))}</h3>
          <EvidenceList papers={papers} />
        </div>
      ))}
    </section>
  );
}

function Findings({ revision }: { revision: Revision }) {
  const t = useText();
  if (revision.findings.length === 0)
    return <p className="quiet">{t("本版次没有核验结果。", "No findings on this revision.")}</p>;
  return (
    <section className="card">
      <h2>{t("核验结果", "Findings")}</h2>
      <ul>
        {revision.findings.map((finding) => (
          <li key={`${finding.rule}/${finding.cells.map(({ measure, member }) => cellKey(measure, member)).join()}`}>
            <NameTag
              name={
                finding.verdict === "undecided" ? undecided : severities[finding.severity as keyof typeof severities]
              }
            />{" "}
            {t(finding.text)}
            {finding.explanation ? t(` 说明：${finding.explanation}`, ` Explanation: ${finding.explanation}`) : ""}
          </li>
        ))}
      </ul>
    </section>
  );
}
