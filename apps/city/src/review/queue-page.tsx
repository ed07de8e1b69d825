import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import {
  assignmentStates,
  DataTable,
  nameOf,
  Button,
  Page,
  Segments,
  showDay,
  showMoment,
  showPercent,
  showPeriod,
  StateTag,
  useLanguage,
  useText,
  type Column,
  SYNTHETIC,
} from "@duibiao/ui";
import { useAddress } from "@duibiao/screens/address";
import { AcceptClean } from "../board/accept-clean.tsx";
import { daysLeft, isClean, type Board, type Collection } from "../board/board-rows.ts";
import { PeriodSelect } from "../board/choices.tsx";
import { collectionsQuery, periodsOf } from "../board/collections.ts";
import { daysText } from "../board/state-cell.tsx";
import { WithBoard } from "../board/with-board.tsx";
import type { QueueSearch } from "./search.ts";
import { inTab, queueOf, tabOf, type QueueItem, type Tab } from "./queue.ts";
import { Said } from "../said.tsx";
import { usePaperLink } from "./use-paper-link.tsx";
import { useWeights } from "./weights.ts";
import "../board/board.css";
import "./review.css";

/** 审核台: what waits, the doubtful and the heavy first. */
export function QueuePage() {
  const t = useText();
  const [search, change] = useAddress<QueueSearch>();
  const listed = useQuery(collectionsQuery).data ?? [];
  return (
    <Page
      title={t("审核台", "Review desk")}
      stamps={listed.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : []}
      actions={
        <PeriodSelect periods={periodsOf(listed)} value={search.period} onChange={(period) => change({ period })} />
      }
    >
      <Said />
      <WithBoard period={String(search.period ?? "")}>
        {(board, collections) => <Queue board={board} collections={collections} search={search} change={change} />}
      </WithBoard>
    </Page>
  );
}

type QueueProps = {
  board: Board;
  collections: readonly Collection[];
  search: QueueSearch;
  change: (next: QueueSearch) => void;
};

function Queue({ board, collections, search, change }: QueueProps) {
  const t = useText();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { weightOf, by } = useWeights(collections, board.units);
  const link = usePaperLink(search);
  const [chosen, choose] = useState<number | null>(null);
  const [accepting, setAccepting] = useState(false);
  const { scope } = search;
  const all = queueOf(board, collections, scope !== "sent", weightOf);
  const tab = tabOf(all, search.tab);
  const rows = all.filter(({ cell }) => inTab[tab](cell));
  const count = (of: Tab) => all.filter(({ cell }) => inTab[of](cell)).length;
  const open = (id: number) =>
    void navigate({ to: "/review/$submission", params: { submission: String(id) }, search: search as never });
  const clean = all.filter(({ cell }) => isClean(cell));
  const measured = by.map((name) => t(name)).join(t("、", ", "));
  return (
    <>
      <DataTable
        title={t("审核台", "Review desk")}
        columns={columnsOf(t, language, board.now, link)}
        rows={rows}
        rowKey={({ id }) => id}
        about={{
          stamps: collections.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : [],
          notes: [t(`数据截至 ${showMoment(board.now, "zh")}`, `As of ${showMoment(board.now, "en")}`)],
        }}
        sort={search.sort ?? ""}
        onSort={(sort) => change({ sort })}
        choice={{ key: chosen ?? rows[0]?.id ?? null, onChange: ({ id }) => choose(id), onOpen: ({ id }) => open(id) }}
        empty={
          all.length === 0
            ? t("没有等您审核的报送。", "Nothing waits for you.")
            : t("这一类没有报送，请看其他页签。", "Nothing of this kind; see the other tabs.")
        }
        tools={
          <>
            <Segments<Tab>
              label={t("核验结果", "Findings")}
              value={tab}
              options={[
                { value: "fails", label: t(`不成立 ${count("fails")}`, `Do not hold ${count("fails")}`) },
                { value: "undecided", label: t(`无法判定 ${count("undecided")}`, `Undecided ${count("undecided")}`) },
                { value: "asked", label: t(`核实单未答 ${count("asked")}`, `Questions open ${count("asked")}`) },
                { value: "clean", label: t(`无问题 ${count("clean")}`, `Clean ${count("clean")}`) },
              ]}
              onChange={(value) => change({ tab: value })}
            />
            <Segments<"mine" | "sent">
              label={t("范围", "Scope")}
              value={scope ?? "mine"}
              options={[
                { value: "mine", label: t("待我审", "Mine to pass") },
                { value: "sent", label: t("全部已报", "All sent") },
              ]}
              onChange={(value) => change({ scope: value === "sent" ? "sent" : undefined })}
            />
            <span className="grow" />
            {clean.length > 0 ? (
              <Button small look="primary" onClick={() => setAccepting(true)}>
                {t(`批量通过无问题的（${clean.length}）`, `Accept the clean ones (${clean.length})`)}
              </Button>
            ) : null}
          </>
        }
        footer={
          <>
            {t(
              "排序：不成立的多者在前，其次无法判定，再次占合计比重，最后按期限。",
              "Order: most findings that do not hold, then undecided, then share of the total, then due.",
            )}
            {measured === ""
              ? null
              : t(` 比重按各表首项计：${measured}。`, ` Share by the first figure of each form: ${measured}.`)}{" "}
            {t("数据截至", "As of")} {showMoment(board.now, language)}
          </>
        }
      />
      {accepting ? <AcceptClean items={clean} onClose={() => setAccepting(false)} /> : null}
    </>
  );
}

type T = ReturnType<typeof useText>;

function columnsOf(
  t: T,
  language: "zh" | "en",
  now: string,
  link: ReturnType<typeof usePaperLink>,
): Column<QueueItem>[] {
  return [
    {
      key: "unit",
      header: { zh: "填报单位", en: "Unit" },
      head: true,
      width: "fill",
      value: ({ unit }) => unit.name,
      cell: ({ id, unit }) => link(id, unit.name),
    },
    {
      key: "form",
      header: { zh: "报表", en: "Form" },
      width: "xl",
      value: ({ collection }) => `${t(collection.formName)} ${showPeriod(collection.period, language)}`,
    },
    {
      key: "state",
      header: { zh: "状态", en: "State" },
      width: "m",
      value: ({ cell }) => t(nameOf(assignmentStates, cell.state)),
      cell: ({ cell }) => <StateTag state={cell.state} />,
    },
    {
      key: "false",
      header: { zh: "不成立", en: "Do not hold" },
      type: "number",
      width: "s",
      highFirst: true,
      decimals: 0,
      value: ({ cell }) => cell.findings.false,
    },
    {
      key: "undecided",
      header: { zh: "无法判定", en: "Undecided" },
      type: "number",
      width: "s",
      highFirst: true,
      decimals: 0,
      value: ({ cell }) => cell.findings.undecided,
    },
    {
      key: "questions",
      header: { zh: "未答核实单", en: "Open questions" },
      type: "number",
      width: "m",
      highFirst: true,
      decimals: 0,
      value: ({ cell }) => cell.openQuestions,
    },
    {
      key: "weight",
      header: { zh: "占合计", en: "Share of total" },
      uom: "%",
      type: "number",
      width: "s",
      highFirst: true,
      value: ({ weight }) => (weight === null ? null : weight * 100),
      cell: ({ weight }) =>
        weight === null ? <span className="quiet">–</span> : showPercent(weight * 100).replace("+", ""),
    },
    {
      key: "due",
      header: { zh: "审核期限", en: "Due" },
      width: "l",
      value: ({ due }) => (due === null ? null : showDay(due, language)),
      sortBy: ({ due }) => due,
      cell: ({ cell, collection, due }) => {
        const days = daysLeft(cell, collection, now);
        if (due === null || days === null) return <span className="quiet">–</span>;
        return (
          <>
            {showDay(due, language)} <span className={days < 0 ? "board-late" : "quiet"}>{t(daysText(days))}</span>
          </>
        );
      },
    },
  ];
}
