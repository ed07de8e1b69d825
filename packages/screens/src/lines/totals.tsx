import { useQuery } from "@tanstack/react-query";
import { api, read, type Answer } from "@duibiao/client";
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
import { partsOf, type Part } from "./parts.ts";
import "./lines.css";

export type Split = "region" | "line";
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
  const how = by === "line" ? { zh: "按主管部门", en: "by line" } : { zh: "按地区", en: "by region" };
  const figureName = item ? named(item) : { zh: "", en: "" };
  const title = t(
    `${totals.region.name}${form.name.zh}${showPeriod(totals.period, "zh")}：${figureName.zh}${how.zh}`,
    `${totals.region.name}, ${form.name.en} ${showPeriod(totals.period, "en")}: ${figureName.en} ${how.en}`,
  );
  return (
    <section className="card line-totals">
      <h2>{t("条块合计", "Totals by region and by line")}</h2>
      <DataTable
        title={title}
        columns={columnsOf(by, uom, t)}
        rows={item ? partsOf(item, by) : []}
        rowKey={({ key }) => key}
        empty={t("这张报表没有可加总的数据项。", "This form has no figure that is summed.")}
        about={{
          stamps: totals.synthetic ? [t(SYNTHETIC)] : [],
          notes: [
            t(`口径：${nameOf(lenses, totals.lens).zh}`, `Lens: ${nameOf(lenses, totals.lens).en}`),
            ...(item ? [t(agreement(item, by))] : []),
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
                { value: "line", label: t("按主管部门", "By line") },
              ]}
              onChange={(value) => change({ by: value === "region" ? undefined : value })}
            />
          </>
        }
        footer={
          <>
            {totals.reason ? t(totals.reason) : item ? t(agreement(item, by)) : null}{" "}
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

/** Whether the parts add up to the roll-up, with the difference, 0 included. */
function agreement(item: Totals["items"][number], by: Split) {
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
