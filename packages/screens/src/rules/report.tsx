import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { api, read, type Answer } from "@duibiao/client";
import {
  Button,
  DataTable,
  Empty,
  nameOf,
  NameTag,
  Page,
  Segments,
  severities,
  showPeriod,
  SYNTHETIC,
  Tag,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { useAddress, wanted } from "../address.ts";
import { Loaded } from "../problem-box.tsx";
import { Hits, type CellPlace } from "./hits-table.tsx";
import type { RulesSearch } from "./search.ts";

type Answered = Answer<typeof api.rules.readRules>;
type Item = Answered["items"][number];
type Props = { placeOf: (hit: CellPlace) => { to: string; params: Record<string, string>; search: object } };

/** 规则执行情况: what each rule of a form struck, and what came of it. */
export function RulesReport({ placeOf }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const given = useParams({ strict: false }) as { collection?: string };
  const id = wanted.id(given.collection);
  const [search, change] = useAddress<RulesSearch>();
  const rules = useQuery({
    ...read(api.rules.readRules, { params: { id: id! }, query: { periods: Number(search.periods ?? 1) } }),
    enabled: id !== undefined,
  });
  const periods = (
    <Segments
      label={t("期数", "Periods")}
      value={search.periods ?? "1"}
      options={[
        { value: "1", label: t("本期", "This one") },
        { value: "4", label: t("近4期", "Last 4") },
        { value: "12", label: t("近12期", "Last 12") },
      ]}
      onChange={(value) => change({ periods: wanted.oneOf(value, ["4", "12"] as const) })}
    />
  );
  return (
    <Page title={t("规则执行情况", "How the rules fared")} stamps={rules.data?.synthetic ? [t(SYNTHETIC)] : []}>
      {id === undefined ? (
        <Empty>{t("地址有误：没有这项采集任务。", "Wrong address: no such collection.")}</Empty>
      ) : null}
      <Loaded of={rules}>
        {(data) => (
          <>
            <p className="quiet">
              {t(data.formName)}{" "}
              {data.collections.map(({ period }) => showPeriod(period, language)).join(t("、", ", "))}
            </p>
            <Table data={data} tools={periods} />
            {search.rule === undefined ? null : (
              <Hits data={data} rule={search.rule} periods={Number(search.periods ?? 1)} placeOf={placeOf} />
            )}
            <Inactive data={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Table({ data, tools }: { data: Answered; tools: ReactNode }) {
  const t = useText();
  const { language } = useLanguage();
  const [search, change] = useAddress<RulesSearch>();
  const columns = useMemo(() => columnsOf(t, (rule) => change({ rule })), [t, change]);
  const [newest] = data.collections;
  const when = newest ? showPeriod(newest.period, language) : "";
  return (
    <DataTable
      title={t(`${data.formName.zh}${when}规则执行情况`, `${data.formName.en} ${when}: how the rules fared`)}
      columns={columns}
      rows={data.items}
      rowKey={({ rule }) => rule}
      rowClass={({ rule }) => (rule === search.rule ? "dt-own" : undefined)}
      sort={search.sort ?? ""}
      onSort={(sort) => change({ sort })}
      empty={t("这张报表没有校验规则。", "This form has no rules.")}
      about={{ stamps: data.synthetic ? [t(SYNTHETIC)] : [], notes: [t(MEANING)] }}
      tools={tools}
      footer={t(MEANING)}
    />
  );
}

const MEANING = {
  zh: "按每期已报的单位计。命中：报送过的任一版次不成立；采纳：审核退回时点到所涉单元格，或以后版次改了其中的数；放过：审核通过时仍不成立，数也没有改；未结：还没有通过。强制性规则在报送前已拦下，不会命中。命中超过两成单位的，标“规则过严”。",
  en: "Counted over the units that reported in each period. Hits: some revision sent did not hold. Upheld: a return named one of its cells, or a later revision has another figure there. Waved through: accepted with the finding standing and the figures unchanged. Open: not accepted yet. Block rules stop a report before it is sent and have no hits. A rule that strikes more than a fifth of the units is marked as too strict.",
};

type T = ReturnType<typeof useText>;

function columnsOf(t: T, open: (rule: string) => void): Column<Item>[] {
  const number = (key: "asked" | "upheld" | "waved" | "open" | "undecided", zh: string, en: string): Column<Item> => ({
    key,
    header: { zh, en },
    type: "number",
    width: "s",
    highFirst: true,
    value: (item) => item[key],
  });
  return [
    { key: "rule", header: { zh: "规则", en: "Rule" }, width: "l", value: ({ rule }) => rule },
    { key: "name", header: { zh: "名称", en: "Name" }, width: "fill", head: true, value: ({ name }) => t(name) },
    {
      key: "severity",
      header: { zh: "级别", en: "Severity" },
      width: "s",
      value: ({ severity }) => t(nameOf(severities, severity)),
      cell: ({ severity }) => <NameTag name={nameOf(severities, severity)} />,
    },
    number("asked", "已报", "Reported"),
    {
      key: "hits",
      header: { zh: "命中", en: "Hits" },
      type: "number",
      width: "s",
      highFirst: true,
      value: ({ hits }) => hits,
      cell: ({ rule, hits }) =>
        hits === 0 ? (
          "0"
        ) : (
          <Button small onClick={() => open(rule)}>
            {hits}
          </Button>
        ),
    },
    {
      key: "share",
      header: { zh: "命中占比%", en: "Share %" },
      type: "number",
      decimals: 1,
      width: "s",
      highFirst: true,
      value: ({ share }) => (share === null ? null : share * 100),
    },
    number("upheld", "采纳", "Upheld"),
    number("waved", "放过", "Waved through"),
    number("open", "未结", "Open"),
    number("undecided", "无法判定", "Undecided"),
    {
      key: "strict",
      header: { zh: "提示", en: "Remark" },
      width: "m",
      value: ({ strict }) => (strict ? t("规则过严", "Too strict") : ""),
      cell: ({ strict }) => (strict ? <Tag tone="warning">▲ {t("规则过严", "Too strict")}</Tag> : null),
    },
  ];
}

/** What is not asked, and why: never counted as passed. */
function Inactive({ data }: { data: Answered }) {
  const t = useText();
  if (data.inactive.length === 0) return null;
  return (
    <section className="card">
      <h2>{t(`未启用的规则（${data.inactive.length}）`, `Rules not in use (${data.inactive.length})`)}</h2>
      <p className="quiet">{t("不核验任何数据，也不计为通过。", "They check nothing, and never count as passed.")}</p>
      <DataTable
        title={t("未启用的规则", "Rules not in use")}
        columns={[
          { key: "rule", header: { zh: "规则", en: "Rule" }, width: "m", value: ({ rule }) => rule },
          { key: "name", header: { zh: "名称", en: "Name" }, width: "xl", head: true, value: ({ name }) => t(name) },
          {
            key: "because",
            header: { zh: "原因", en: "Why" },
            width: "fill",
            value: ({ because }) => t(because),
          },
        ]}
        rows={data.inactive}
        rowKey={({ rule }) => rule}
        empty=""
      />
    </section>
  );
}
