import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, read } from "@duibiao/client";
import {
  DataTable,
  NameTag,
  Page,
  Segments,
  showDue,
  showMoment,
  Tag,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { Loaded } from "../problem-box.tsx";
import type { MatterItem } from "./matter.ts";
import type { MattersSearch } from "./search.ts";
import { matterKinds, matterStates, turnOf } from "./words.ts";

/** 办件: corrections and objections that one may see, what waits first. */
export function MattersPage() {
  const t = useText();
  const found = useQuery(read(api.matters.listMatters, {}));
  return (
    <Page title={t("办件：更正与异议", "Matters: corrections and objections")}>
      <Loaded of={found}>{({ items }) => <Matters items={items} />}</Loaded>
    </Page>
  );
}

function Matters({ items }: { items: readonly MatterItem[] }) {
  const t = useText();
  const { language } = useLanguage();
  const [search, change] = useAddress<MattersSearch>();
  const { kind = "all", show = "open", sort = "" } = search;
  const ofKind = useMemo(() => items.filter((item) => kind === "all" || item.kind === kind), [items, kind]);
  const shown = useMemo(() => ofKind.filter(shows[show]), [ofKind, show]);
  const columns = useMemo<Column<MatterItem>[]>(() => columnsOf(t, language, search), [t, language, search]);
  const late = ofKind.filter(({ overdue }) => overdue).length;
  const own = ofKind.filter(({ mine }) => mine).length;
  return (
    <DataTable
      title={t("办件：更正与异议", "Matters")}
      columns={columns}
      rows={shown}
      rowKey={({ id }) => id}
      sort={sort}
      onSort={(next) => change({ sort: next || undefined }, { replace: true })}
      empty={t(
        "没有符合条件的办件。锁定后数有误，在任务里办理“锁定后更正”；对评估结果有异议，在结果页提出。",
        "None. A figure wrong after the lock: ask for a correction on the task; an objection: raise it on the result.",
      )}
      tools={
        <>
          <Segments<"all" | "correction" | "objection">
            label={t("种类", "Kind")}
            value={kind}
            options={[
              { value: "all", label: t("全部", "All") },
              { value: "correction", label: t("更正", "Corrections") },
              { value: "objection", label: t("异议", "Objections") },
            ]}
            onChange={(value) => change({ kind: value === "all" ? undefined : value })}
          />
          <Segments<Show>
            label={t("状态", "State")}
            value={show}
            options={[
              { value: "open", label: t("办理中", "Open") },
              { value: "mine", label: t(`待我办 ${own}`, `Mine ${own}`) },
              { value: "overdue", label: t(`逾期 ${late}`, `Overdue ${late}`) },
              { value: "done", label: t("已办结", "Done") },
              { value: "all", label: t("全部", "All") },
            ]}
            onChange={(value) => change({ show: value === "open" ? undefined : value })}
          />
        </>
      }
    />
  );
}

type Show = "open" | "mine" | "overdue" | "done" | "all";

const isOpen = ({ state }: MatterItem) => state === "open" || state === "returned";

const shows: Record<Show, (item: MatterItem) => boolean> = {
  open: isOpen,
  mine: ({ mine }) => mine,
  overdue: ({ overdue }) => overdue,
  done: (item) => !isOpen(item),
  all: () => true,
};

const columnsOf = (
  t: ReturnType<typeof useText>,
  language: "zh" | "en",
  search: MattersSearch,
): Column<MatterItem>[] => [
  {
    key: "number",
    header: { zh: "编号", en: "Number" },
    head: true,
    width: "m",
    value: ({ number }) => number,
    sortBy: ({ id }) => id,
    // Whoever comes back from a matter finds the list as it was.
    cell: ({ id, number }) => (
      <Link to={`/matters/${id}`} search={search as never}>
        {number}
      </Link>
    ),
  },
  { key: "kind", header: { zh: "种类", en: "Kind" }, width: "s", value: ({ kind }) => t(matterKinds[kind]) },
  { key: "asker", header: { zh: "提出单位", en: "Asked by" }, width: "l", value: ({ unit, region }) => unit ?? region },
  { key: "about", header: { zh: "内容", en: "About" }, width: "fill", value: ({ about }) => t(about) },
  {
    key: "state",
    header: { zh: "状态", en: "State" },
    width: "s",
    value: ({ state }) => t(matterStates[state]),
    cell: ({ state }) => <NameTag name={matterStates[state]} />,
  },
  {
    key: "turn",
    header: { zh: "轮到", en: "Turn" },
    width: "l",
    value: (item) => (item.mine ? t("待我办", "mine") : t(turnOf(item))),
    cell: (item) =>
      item.mine ? (
        <>
          <Tag tone="warning">{t("! 待我办", "! mine")}</Tag> {t(turnOf(item))}
        </>
      ) : (
        t(turnOf(item))
      ),
  },
  {
    key: "due",
    header: { zh: "办理期限", en: "Due" },
    width: "l",
    value: ({ dueAt, overdue, escalated }) =>
      dueAt === null
        ? null
        : `${showDue(dueAt, language)}${escalated ? t(`（已逾期上报${escalated.to}）`, ` (overdue, ${escalated.to} was told)`) : overdue ? t("（逾期）", " (overdue)") : ""}`,
    sortBy: ({ dueAt }) => dueAt,
    cell: ({ dueAt, overdue, escalated }) =>
      dueAt === null ? null : (
        <>
          {showDue(dueAt, language)}{" "}
          {escalated ? (
            <Tag tone="error">{t(`⇧ 已逾期上报${escalated.to}`, `⇧ overdue, ${escalated.to} was told`)}</Tag>
          ) : overdue ? (
            <Tag tone="error">{t("✕ 逾期", "✕ overdue")}</Tag>
          ) : null}
        </>
      ),
  },
  {
    key: "created",
    header: { zh: "提出时间", en: "Asked" },
    width: "l",
    value: ({ createdAt }) => showMoment(createdAt, language),
    sortBy: ({ createdAt }) => createdAt,
  },
];
