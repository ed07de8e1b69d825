import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Text } from "@duibiao/indicators";
import {
  assignmentStates,
  DataTable,
  nameOf,
  Button,
  Page,
  Segments,
  showDay,
  showMoment,
  showPeriod,
  StateTag,
  useLanguage,
  useText,
  type Column,
  SYNTHETIC,
} from "@duibiao/ui";
import { useAddress } from "@duibiao/screens/address";
import { AcceptClean } from "../board/accept-clean.tsx";
import { daysLeft, isClean, type Board, type BoardCell, type Collection } from "../board/board-rows.ts";
import { PeriodSelect } from "../board/choices.tsx";
import { collectionsQuery, periodsOf } from "../board/collections.ts";
import { daysText } from "../board/state-cell.tsx";
import { WithBoard } from "../board/with-board.tsx";
import type { QueueSearch } from "./search.ts";
import { inTab, tabs, type QueueItem, type Tab } from "./queue.ts";
import { QueueFilters } from "./queue-filters.tsx";
import { Said } from "../said.tsx";
import { usePaperLink } from "./use-paper-link.tsx";
import { useKeys } from "./use-keys.ts";
import { useQueue } from "./use-queue.ts";
import { whyOf, type Weighed } from "./weighed.ts";
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
        <>
          <Link className="btn" to="/second-reviews">
            {t("复核要求", "Second reviews")}
          </Link>
          <PeriodSelect periods={periodsOf(listed)} value={search.period} onChange={(period) => change({ period })} />
        </>
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
  change: (next: QueueSearch, how?: { replace?: boolean }) => void;
};

function Queue({ board, collections, search, change }: QueueProps) {
  const t = useText();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const link = usePaperLink(search);
  const [accepting, setAccepting] = useState(false);
  const { queue, all, tab, rows, weighed } = useQueue(board, collections, search);
  const { scope, last } = search;
  const count = (of: Tab) => all.filter(({ cell }) => inTab[of](cell)).length;
  const choose = (id: number) => change({ last: id }, { replace: true });
  const open = (id: number) =>
    void navigate({
      to: "/review/$submission",
      params: { submission: String(id) },
      search: { ...search, last: id } as never,
    });
  const at = Math.max(
    rows.findIndex(({ id }) => id === last),
    0,
  );
  const chosen = rows[at];
  const step = (by: number) => {
    const to = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (to !== undefined) choose(to.id);
  };
  const passed = all.filter(({ cell }) => isClean(cell));
  const kept = all.filter(({ cell }) => cell.mine && !isClean(cell));
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    o: () => chosen !== undefined && open(chosen.id),
    p: () => passed.length > 0 && setAccepting(true),
    ...Object.fromEntries(tabs.map((value, place) => [String(place + 1), () => change({ tab: value })])),
  });
  const columns = useMemo(
    () => columnsOf(t, language, board.now, link, weighed),
    [t, language, board.now, link, weighed],
  );
  return (
    <>
      <DataTable
        title={t("审核台", "Review desk")}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        about={{
          stamps: collections.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : [],
          notes: [
            t(`数据截至 ${showMoment(board.now, "zh")}`, `As of ${showMoment(board.now, "en")}`),
            ...(weighed === undefined ? [] : [t(weightNote(weighed))]),
          ],
        }}
        sort={search.sort ?? ""}
        onSort={(sort) => change({ sort })}
        choice={{ key: chosen?.id ?? null, onChange: ({ id }) => choose(id), onOpen: ({ id }) => open(id) }}
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
                { value: "all", label: t(`全部 ${count("all")}`, `All ${count("all")}`) },
                { value: "undecided", label: t(`无法判定 ${count("undecided")}`, `Undecided ${count("undecided")}`) },
                { value: "fails", label: t(`不成立 ${count("fails")}`, `Do not hold ${count("fails")}`) },
                { value: "asked", label: t(`核实单未答 ${count("asked")}`, `Questions open ${count("asked")}`) },
                { value: "clean", label: t(`无问题 ${count("clean")}`, `Clean ${count("clean")}`) },
              ]}
              onChange={(value) => change({ tab: value })}
            />
            <Segments<"mine" | "sent">
              label={t("范围", "Scope")}
              value={scope ?? "mine"}
              options={[
                { value: "mine", label: t("待我审", "Mine") },
                { value: "sent", label: t("全部已报", "All sent") },
              ]}
              onChange={(value) => change({ scope: value === "sent" ? "sent" : undefined })}
            />
            <QueueFilters queue={queue} search={search} change={change} />
            <span className="grow" />
            <Button
              small
              look={passed.length > 0 ? "primary" : "plain"}
              disabled={passed.length === 0}
              onClick={() => setAccepting(true)}
            >
              {t(`批量通过无问题的（${passed.length}）`, `Accept the clean ones (${passed.length})`)}
            </Button>
          </>
        }
        footer={
          <>
            {t(
              "排序：无法判定的在前，其次按分量，再按不成立的多少，最后按期限。J、K 移动，O 打开，P 批量通过，1 至 5 换页签。",
              "Order: what is undecided, then by weight, then by what does not hold, then due. J and K move, O opens, P accepts the clean ones, 1 to 5 are the tabs.",
            )}{" "}
            {weighed === undefined ? null : t(weightNote(weighed))} {t("数据截至", "As of")}{" "}
            {showMoment(board.now, language)}
          </>
        }
      />
      {accepting ? (
        <AcceptClean items={passed} kept={kept} whyOf={doubtIn(weighed)} onClose={() => setAccepting(false)} />
      ) : null}
    </>
  );
}

/** 存疑 beyond this share of a total is not passed in bulk unless it is ticked. */
const HEAVY = 0.05;

/** Why a submission without findings is not ticked from the start; null: it is. */
function doubtIn(weighed: Weighed | undefined) {
  const weights = new Map(weighed?.items.map((weight) => [weight.submissionId, weight]));
  return ({ cell }: { cell: BoardCell }): Text | null => {
    const weight = cell.submissionId === null ? undefined : weights.get(cell.submissionId);
    if (weight === undefined) return null;
    const isHeavy = weight.total !== null && weight.total > HEAVY;
    return isHeavy ? whyOf(weight, weighed!) : null;
  };
}

/** What a weight is made of, and against whose totals and which scheme. */
function weightNote({ against, scheme, changeLimit }: Weighed): Text {
  const limit = `${Math.round(changeLimit * 100)}%`;
  const [zh, en] = [scheme?.name.zh, scheme?.name.en];
  return {
    zh: `分量 = 存疑数占${against?.name ?? "合计"}合计的最大份额 + 所影响的指标在${zh === undefined ? "方案" : `《${zh}》`}中的权重份额；同比变动超 ${limit} 未说明的也计入。`,
    en: `Weight: the largest share of a total of ${against?.name ?? "the region"} in doubt, plus the share of the index${en === undefined ? "" : ` (${en})`} that it feeds; changes beyond ${limit} without a word count too.`,
  };
}

type T = ReturnType<typeof useText>;

function columnsOf(
  t: T,
  language: "zh" | "en",
  now: string,
  link: ReturnType<typeof usePaperLink>,
  weighed: Weighed | undefined,
): Column<QueueItem>[] {
  return [
    {
      key: "unit",
      header: { zh: "填报单位", en: "Unit" },
      head: true,
      width: "l",
      value: ({ unit }) => unit.name,
      cell: ({ id, unit }) => link(id, unit.name),
    },
    {
      key: "form",
      header: { zh: "报表", en: "Form" },
      width: "l",
      value: ({ collection }) => `${t(collection.formName)} ${showPeriod(collection.period, language)}`,
    },
    {
      key: "weight",
      header: { zh: "分量", en: "Weight" },
      type: "number",
      width: "s",
      highFirst: true,
      decimals: 1,
      value: ({ weight }) => (weight === undefined || weight.weight === null ? null : weight.weight * 100),
    },
    {
      key: "why",
      header: { zh: "缘由", en: "Why" },
      width: "fill",
      sortBy: false,
      value: ({ weight }) => (weighed === undefined ? "" : t(whyOf(weight, weighed))),
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
