import type { Text } from "@duibiao/indicators";
import { DataTable, showPeriod, Tag, useLanguage, useText, type Column } from "@duibiao/ui";
import type { CleanItem } from "./clean-items.ts";

/** `again`: nothing was heard of it, so that the same may be asked again; else the server refused it. */
export type Outcome = "running" | "done" | { failed: Text; again: boolean };

type TableProps = {
  list: readonly CleanItem[];
  out: ReadonlySet<number>;
  doubts: ReadonlyMap<number, Text>;
  outcomes: ReadonlyMap<number, Outcome>;
  locked: boolean;
  toggle: (id: number) => void;
};

/** Drawn row by row as it is scrolled: a province passes thousands at once. */
export function CleanTable({ list, out, doubts, outcomes, locked, toggle }: TableProps) {
  const t = useText();
  const { language } = useLanguage();
  const idOf = ({ cell }: CleanItem) => cell.submissionId!;
  const columns: Column<CleanItem>[] = [
    {
      key: "pass",
      header: { zh: "通过", en: "Accept" },
      width: "xs",
      value: (item) => (out.has(idOf(item)) ? t("否", "no") : t("是", "yes")),
      cell: (item) => (
        <input
          type="checkbox"
          checked={!out.has(idOf(item))}
          disabled={locked}
          aria-label={`${item.unit.name} ${t(item.collection.formName)} ${showPeriod(item.collection.period, language)}`}
          onChange={() => toggle(idOf(item))}
        />
      ),
    },
    { key: "unit", header: { zh: "填报单位", en: "Unit" }, width: "l", head: true, value: ({ unit }) => unit.name },
    {
      key: "outcome",
      header: { zh: "结果", en: "Outcome" },
      width: "fill",
      value: (item) => outcomeText(outcomes.get(idOf(item)), t),
      cell: (item) => {
        const outcome = outcomes.get(idOf(item));
        return outcome === undefined ? null : <OutcomeTag outcome={outcome} />;
      },
    },
    {
      key: "form",
      header: { zh: "报表", en: "Form" },
      width: "m",
      value: ({ collection }) => t(collection.formName),
    },
    {
      key: "period",
      header: { zh: "报告期", en: "Period" },
      width: "s",
      value: ({ collection }) => showPeriod(collection.period, language),
      sortBy: ({ collection }) => collection.period.end,
    },
    {
      key: "care",
      header: { zh: "留意", en: "Note" },
      width: "m",
      value: (item) => notes(item).map(t).join(t("；", "; ")),
      cell: (item) =>
        notes(item).map((text) => (
          <Tag key={text.en} tone="warning">
            {t(text)}
          </Tag>
        )),
    },
    {
      key: "hash",
      header: { zh: "内容哈希", en: "Content hash" },
      width: "s",
      sortBy: false,
      value: ({ cell }) => cell.contentHash!,
      cell: ({ cell }) => <code>{cell.contentHash!.slice(0, 8)}</code>,
    },
  ];
  function notes(item: CleanItem): Text[] {
    const doubt = doubts.get(idOf(item));
    return [
      ...(doubt === undefined ? [] : [doubt]),
      ...(item.cell.awaitingScan ? [{ zh: "待补扫描件", en: "Scan owed" }] : []),
    ];
  }
  return (
    <div className="clean-list">
      <DataTable
        title={t("将通过的报送", "Submissions to accept")}
        columns={columns}
        rows={list}
        rowKey={idOf}
        empty={t("没有可以批量通过的报送。", "Nothing can be accepted in bulk.")}
      />
    </div>
  );
}

function outcomeText(outcome: Outcome | undefined, t: ReturnType<typeof useText>): string {
  if (outcome === undefined) return "";
  if (outcome === "running") return t("正在通过…", "Working…");
  return outcome === "done" ? t("已通过", "Accepted") : `${t("未通过", "Failed")} ${t(outcome.failed)}`;
}

function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const t = useText();
  if (outcome === "running") return <Tag>{t("正在通过…", "Working…")}</Tag>;
  if (outcome === "done") return <Tag tone="success">✓ {t("已通过", "Accepted")}</Tag>;
  return (
    <>
      <Tag tone="error">✕ {t("未通过", "Failed")}</Tag> {t(outcome.failed)}
    </>
  );
}
