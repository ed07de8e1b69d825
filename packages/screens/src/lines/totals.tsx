import { useQuery } from "@tanstack/react-query";
import { api, call, read, type Answer } from "@duibiao/client";
import { cellKey, refName, type Compiled } from "@duibiao/indicators";
import {
  DataTable,
  groupDigits,
  lenses,
  nameOf,
  Segments,
  showPeriod,
  SYNTHETIC,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { useCompiled } from "../catalogue/compiled.ts";
import { Loaded } from "../problem-box.tsx";
import { sharesInWords } from "../region-changes/words.ts";
import { partsOf, partsToday, type Part } from "./parts.ts";
import "./lines.css";

/** By the regions of the period, by those of today (可比口径), or by line of ministry. */
export type Split = "region" | "today" | "line";
type Totals = Answer<typeof api.lines.readLines>;

/** What stands in the address: how the total is split (default by region), and which figure, as its cell key. */
export type TotalsSearch = { by?: Split | undefined; figure?: string | undefined };

type Props = TotalsSearch & {
  collection: number;
  /** Absent: the region that owns the collection. */
  region?: number | undefined;
  lens: keyof typeof lenses;
  change: (patch: TotalsSearch) => void;
};

/** 条块合计: one figure of a region, by region (块) or by 主管部门 (条), reconciled with its roll-up. */
export function LineTotals(props: Props) {
  const { collection, region, lens } = props;
  const query = { lens, ...(region === undefined ? {} : { region }) };
  const totals = useQuery(read(api.lines.readLines, { params: { id: collection }, query }));
  const compiled = useCompiled(totals.data?.collection.catalogueId, totals.data?.period.end);
  return (
    <Loaded of={totals}>
      {(data) => <Loaded of={compiled}>{(names) => <Shown {...props} totals={data} compiled={names} />}</Loaded>}
    </Loaded>
  );
}

function Shown({ totals, compiled, by = "region", figure, change }: Props & { totals: Totals; compiled: Compiled }) {
  const t = useText();
  const { language } = useLanguage();
  const keyOf = (item: Totals["items"][number]) => cellKey(item.measure, item.member);
  const lines = compiled.compiledForms.get(totals.collection.formKey)!.lines;
  const place = new Map(lines.map(({ measure, member = "total" }, at) => [cellKey(measure, member), at]));
  const items = totals.items.toSorted((a, b) => place.get(keyOf(a))! - place.get(keyOf(b))!);
  const item = items.find((one) => keyOf(one) === figure) ?? items[0];
  const named = (one: Totals["items"][number]) => refName(compiled, { ...one, lag: 0 });
  const uom = item && compiled.measures.get(item.measure)?.uom;
  const form = compiled.forms.get(totals.collection.formKey)!;
  const how = hows[by];
  const today = useToday({ totals, measure: by === "today" ? item?.measure : undefined });
  const compared = item && today.data && todayOf(totals, today.data, item);
  const figureName = item ? named(item) : { zh: "", en: "" };
  const said = item === undefined ? null : by === "today" ? (compared?.said ?? null) : agreement(item, by);
  const title = t(
    `${totals.region.name}${form.name.zh}${showPeriod(totals.period, "zh")}：${figureName.zh}${how.zh}`,
    `${totals.region.name}, ${form.name.en} ${showPeriod(totals.period, "en")}: ${figureName.en} ${how.en}`,
  );
  return (
    <section className="card line-totals">
      <h2>
        {t("条块合计", "Totals by region and by line")}{" "}
        <span className="quiet">
          {t(form.name)} {showPeriod(totals.period, language)}
        </span>
      </h2>
      <DataTable
        title={title}
        columns={columnsOf(by, uom, t)}
        rows={item === undefined ? [] : by === "today" ? (compared?.parts ?? []) : partsOf(item, by)}
        rowKey={({ key }) => key}
        empty={
          item === undefined
            ? t("这张报表没有可加总的数据项。", "This form has no figure that is summed.")
            : today.isFetching
              ? t("正在推算…", "Working it out…")
              : t("按今日区划还没有汇总值。", "Nothing is rolled up on today's boundaries yet.")
        }
        about={{
          stamps: totals.synthetic ? [t(SYNTHETIC)] : [],
          notes: [
            t(`口径：${nameOf(lenses, totals.lens).zh}`, `Lens: ${nameOf(lenses, totals.lens).en}`),
            ...(said === null ? [] : [t(said)]),
          ],
        }}
        tools={
          <>
            <label className="inline-field">
              {t("数据项", "Figure")}
              <select
                className="input"
                value={item ? keyOf(item) : ""}
                onChange={({ target }) => change({ figure: target.value })}
              >
                {items.map((one) => (
                  <option key={keyOf(one)} value={keyOf(one)}>
                    {named(one)[language]}
                  </option>
                ))}
              </select>
            </label>
            <Segments<Split>
              label={t("分法", "Split")}
              value={by}
              options={[
                { value: "region", label: t("按地区", "By region") },
                { value: "today", label: t("按今日区划（可比口径）", "By today's regions (comparable)") },
                { value: "line", label: t("按主管部门", "By line") },
              ]}
              onChange={(value) => change({ by: value === "region" ? undefined : value })}
            />
          </>
        }
        footer={
          <>
            {totals.reason ? t(totals.reason) : said === null ? null : t(said)}{" "}
            {by === "today" && today.isError
              ? t("今日区划的数没有取到，请刷新。", "Today's figures did not arrive; reload.")
              : null}
            {totals.pending
              ? t(
                  "有新的报送正在汇总，数值稍后更新。",
                  "New submissions are being added up; the figures follow shortly.",
                )
              : null}
          </>
        }
      />
    </section>
  );
}

const hows: Record<Split, { zh: string; en: string }> = {
  region: { zh: "按地区", en: "by region" },
  today: { zh: "按今日区划（可比口径）", en: "by today's regions (comparable)" },
  line: { zh: "按主管部门", en: "by line" },
};

type Item = Totals["items"][number];
type RollUps = Answer<typeof api.consolidations.readRollUps>;

/** Roll-ups of one measure on today's boundaries: of the region, and of what hangs below it. */
function useToday({ totals, measure }: { totals: Totals; measure: string | undefined }) {
  const { collection, period, lens, region } = totals;
  return useQuery({
    queryKey: ["totals on today's boundaries", collection.id, region.id, lens, measure],
    enabled: measure !== undefined,
    queryFn: async ({ signal }) => {
      const query = {
        period: period.id,
        collection: collection.id,
        lens,
        measure: measure!,
        boundaries: "today",
      } as const;
      const [own, below] = await Promise.all([
        call(api.consolidations.readRollUps, { query: { ...query, region: region.id }, signal }),
        call(api.consolidations.readRollUps, { query: { ...query, parent: region.id }, signal }),
      ]);
      return { own, below };
    },
  });
}

function todayOf(totals: Totals, { own, below }: { own: RollUps; below: RollUps }, { member, total: then }: Item) {
  const total = own.items.find((one) => one.member === member);
  if (total === undefined) return null;
  const parts = partsToday(
    totals.region,
    total,
    below.items.filter((one) => one.member === member),
  );
  if (total.sum === null)
    return { parts, said: total.reason ?? { zh: "尚无汇总值。", en: "There is no roll-up yet." } };
  const before = then?.sum ?? null;
  return {
    parts,
    said: {
      zh: `${own.treeDate} 的区划：合计 ${groupDigits(total.sum)}${before === null ? "" : `，当期区划为 ${groupDigits(before)}`}。份额小于 1 的沿革按份额推算并标明；数值只作比较，不改变报送和汇总。`,
      en: `On the boundaries of ${own.treeDate}: ${groupDigits(total.sum)}${before === null ? "" : `, on those of the period ${groupDigits(before)}`}. Where only a share of a region went over it is estimated and marked; for comparison only, nothing reported or consolidated changes.`,
    },
  };
}

/** Whether the parts add up to the roll-up, with the difference, 0 included. */
function agreement(item: Item, by: "region" | "line") {
  const difference = by === "line" ? item.lineDifference : item.regionDifference;
  const total = item.total?.sum ?? null;
  if (total === null || difference === null)
    return { zh: "尚无汇总值可核对。", en: "There is no roll-up to compare yet." };
  const [zh, en] = difference === "0" ? ["相符", "agrees"] : ["≠ 不符", "≠ does not agree"];
  return {
    zh: `汇总值 ${groupDigits(total)}，各部分合计与之差额 ${groupDigits(difference)}，${zh}。`,
    en: `Roll-up ${groupDigits(total)}; the parts differ from it by ${groupDigits(difference)}: ${en}.`,
  };
}

type T = ReturnType<typeof useText>;

function columnsOf(by: Split, uom: string | undefined, t: T): Column<Part>[] {
  return [
    by === "line"
      ? {
          key: "name",
          header: { zh: "主管部门", en: "Line" },
          width: "fill",
          head: true,
          value: ({ name }) => (name === "" ? t("未归口", "no line") : name),
        }
      : {
          key: "name",
          header: { zh: "地区", en: "Region" },
          width: "fill",
          head: true,
          value: ({ name, own }) => (own ? t(`${name}（本级）`, `${name} (own level)`) : name),
        },
    ...(by === "today"
      ? [
          {
            key: "boundary",
            header: { zh: "区划推算", en: "Boundaries" },
            width: "xl",
            value: ({ sum, boundaryShares }) => {
              if (sum === null) return null;
              if (boundaryShares.length === 0) return t("原数", "as reported");
              const { zh, en } = sharesInWords(boundaryShares);
              return t(`▲ 推算：含${zh}`, `▲ estimated, with ${en}`);
            },
          } satisfies Column<Part>,
        ]
      : []),
    {
      key: "sum",
      header: { zh: "合计", en: "Total" },
      uom,
      type: "number",
      width: "l",
      highFirst: true,
      value: ({ sum }) => sum,
    },
    {
      key: "share",
      header: { zh: "占比%", en: "Share %" },
      type: "number",
      decimals: 1,
      width: "s",
      highFirst: true,
      value: ({ share }) => share,
    },
    {
      key: "estimated",
      header: { zh: "其中暂估", en: "of which estimated" },
      uom,
      type: "number",
      width: "m",
      value: ({ estimatedSum }) => estimatedSum,
    },
    {
      key: "answered",
      header: { zh: "已答/应答", en: "Answered" },
      width: "s",
      value: ({ nAnswered, nExpected }) => `${nAnswered}/${nExpected}`,
      sortBy: ({ nAnswered, nExpected }) => nAnswered - nExpected,
    },
  ];
}
