import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, call, read, type Answer } from "@duibiao/client";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import {
  Button,
  DataTable,
  Page,
  showDue,
  showMoment,
  showPeriod,
  SYNTHETIC,
  Tag,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { useRights } from "../roles.ts";
import type { CollectionsSearch } from "./search.ts";
import { stateOf, type Listed } from "./state.ts";
import "./collections.css";

type Period = Answer<typeof api.periods.listPeriods>["items"][number];
type Row = Listed & { period: Period };
type Planned = Answer<typeof api.plannedCollections.listPlanned>["items"][number];

/** 采集任务: what was asked, by which notice and until when; and what the year's plan will open. */
export function CollectionsPage() {
  const t = useText();
  const rights = useRights();
  const listed = useQuery(read(api.collections.listCollections, {}));
  const periods = useQuery(read(api.periods.listPeriods, {}));
  return (
    <Page
      title={t("采集任务", "Collections")}
      actions={
        <>
          <Link className="btn" to="/burden">
            {t("填报负担", "Burden")}
          </Link>
          {rights.openCollections ? (
            <Link className="btn btn-primary" to="/collections/open">
              {t("开启采集任务", "Open a collection")}
            </Link>
          ) : null}
        </>
      }
    >
      <Loaded of={listed}>
        {({ items }) => <Loaded of={periods}>{(known) => <Table collections={items} periods={known.items} />}</Loaded>}
      </Loaded>
      {rights.openCollections ? <PlannedTable /> : null}
    </Page>
  );
}

function Table({ collections, periods }: { collections: readonly Listed[]; periods: readonly Period[] }) {
  const t = useText();
  const { language } = useLanguage();
  const [search, change] = useAddress<CollectionsSearch>();
  const rows = useMemo(() => {
    const byId = new Map(periods.map((period) => [period.id, period]));
    return collections
      .flatMap((collection): Row[] => {
        const period = byId.get(collection.periodId);
        return period === undefined || collection.origin !== "report" ? [] : [{ ...collection, period }];
      })
      .sort((a, b) => b.period.end.localeCompare(a.period.end) || b.id - a.id);
  }, [collections, periods]);
  const yearOf = ({ period }: Row) => Number(period.end.slice(0, 4));
  const years = [...new Set(rows.map(yearOf))];
  // What was cancelled is found in its year, and decides for no other.
  const newest = rows.find(({ cancelledAt }) => cancelledAt === null) ?? rows[0];
  const year = search.year ?? (newest && yearOf(newest));
  const shown = rows.filter((row) => yearOf(row) === year);
  const due = (
    key: "opensAt" | "dueUnit" | "dueCounty" | "dueCity" | "dueProvince",
    zh: string,
    en: string,
  ): Column<Row> => ({
    key,
    header: { zh, en },
    value: (row) => (key === "opensAt" ? showMoment : showDue)(row[key], language),
    sortBy: (row) => row[key],
    width: "m",
  });
  const columns: Column<Row>[] = [
    {
      key: "name",
      header: { zh: "任务", en: "Collection" },
      value: ({ name }) => name,
      cell: ({ id, name }) => (
        <Link to="/collections/$collection" params={{ collection: String(id) }}>
          {name}
        </Link>
      ),
      head: true,
      width: "fill",
    },
    {
      key: "period",
      header: { zh: "报告期", en: "Period" },
      value: ({ period }) => showPeriod(period, language),
      sortBy: ({ period }) => period.end,
      width: "m",
    },
    {
      key: "document",
      header: { zh: "布置文号", en: "Notice" },
      value: ({ documentNo }) => documentNo || null,
      width: "l",
    },
    {
      key: "state",
      header: { zh: "状态", en: "State" },
      value: (row) => t(stateOf(row, new Date())),
      cell: (row) => {
        const state = stateOf(row, new Date());
        return <Tag tone={state.tone}>{t(state)}</Tag>;
      },
      width: "s",
    },
    due("opensAt", "开始", "Opens"),
    due("dueUnit", "单位期限", "Units due"),
    due("dueCounty", "县审期限", "County due"),
    due("dueCity", "市审期限", "City due"),
    due("dueProvince", "省接收期限", "Province due"),
  ];
  return (
    <DataTable
      title={t("采集任务", "Collections")}
      columns={columns}
      rows={shown}
      rowKey={({ id }) => id}
      empty={t("还没有采集任务。由分析员开启第一个。", "No collections yet; an analyst opens the first.")}
      about={{ stamps: shown.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : [], notes: [] }}
      tools={
        <label className="inline-field">
          {t("报告期所在年", "Year of the period")}
          <select
            className="input"
            value={year ?? ""}
            onChange={({ target }) => change({ year: Number(target.value) })}
          >
            {years.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      }
    />
  );
}

const plannedStates = {
  waiting: { zh: "等待开启", en: "Waiting", tone: "info" },
  opened: { zh: "已开启", en: "Opened", tone: "success" },
  failed: { zh: "未能开启", en: "Not opened", tone: "error" },
  discarded: { zh: "已撤下", en: "Taken back", tone: undefined },
} as const;

/** 全年计划. */
function PlannedTable() {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const planned = useQuery(read(api.plannedCollections.listPlanned, {}));
  const discarding = useMutation({
    mutationFn: (id: number) => call(api.plannedCollections.discardPlanned, { params: { id }, body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: [api.plannedCollections.listPlanned.id] }),
  });
  const columns: Column<Planned>[] = [
    {
      key: "name",
      header: { zh: "拟开任务", en: "Planned" },
      value: ({ name }) => name,
      cell: ({ name, collectionId }) =>
        collectionId === null ? (
          name
        ) : (
          <Link to="/collections/$collection" params={{ collection: String(collectionId) }}>
            {name}
          </Link>
        ),
      head: true,
      width: "fill",
    },
    {
      key: "opens",
      header: { zh: "开启时间", en: "Opens" },
      value: ({ opensAt }) => showMoment(opensAt, language),
      sortBy: ({ opensAt }) => opensAt,
      width: "m",
    },
    {
      key: "due",
      header: { zh: "单位期限", en: "Units due" },
      value: ({ dueUnit }) => showDue(dueUnit, language),
      sortBy: ({ dueUnit }) => dueUnit,
      width: "m",
    },
    {
      key: "state",
      header: { zh: "状态", en: "State" },
      value: ({ state }) => t(plannedStates[state]),
      cell: ({ state }) => <Tag tone={plannedStates[state].tone}>{t(plannedStates[state])}</Tag>,
      width: "s",
    },
    {
      key: "problem",
      header: { zh: "为何未能开启", en: "Why not" },
      value: ({ problem }) => t(problem) || null,
      width: "xl",
    },
    { key: "by", header: { zh: "计划人", en: "Planned by" }, value: ({ createdBy }) => createdBy, width: "s" },
    {
      key: "do",
      header: { zh: "办理", en: "Do" },
      value: () => null,
      cell: ({ id, state }) =>
        state === "waiting" || state === "failed" ? (
          <Button small busy={discarding.isPending} onClick={() => discarding.mutate(id)}>
            {t("撤下", "Take back")}
          </Button>
        ) : null,
      screenOnly: true,
      sortBy: false,
      width: "s",
    },
  ];
  return (
    <section className="card">
      <h2>{t("全年计划", "The year's plan")}</h2>
      {discarding.isError ? <ProblemBox error={discarding.error} /> : null}
      <Loaded of={planned}>
        {({ items }) => (
          <DataTable
            title={t("全年计划", "The year's plan")}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            empty={t(
              "还没有拟开任务。开启任务时可一次列入几期，到开始时间由平台自动开启。",
              "Nothing planned. Several periods can be planned at once; each opens by itself at its time.",
            )}
          />
        )}
      </Loaded>
    </section>
  );
}
