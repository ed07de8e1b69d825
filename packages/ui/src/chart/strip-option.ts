import type { EChartsCoreOption } from "echarts/core";
import type { Text } from "@duibiao/indicators";
import { showNumber } from "../format.ts";
import { quartiles } from "../names.ts";
import type { LegendItem, shapes } from "./shapes.ts";
import { axisRange, dotSize, stackDots } from "./strip-layout.ts";
import { tooltip, type Room } from "./use-chart.ts";

/** One region on the strip. */
export type StripDot = {
  key: string | number;
  name: string;
  value: number;
  /** Places it shares with equal values; null where the indicator ranks nobody. */
  rank: number | null;
  rankTo: number | null;
  own?: boolean;
  /** Of the comparison group: outlined. */
  peer?: boolean;
  /** Not every unit answered: hollow. */
  incomplete?: boolean;
};

/** An absolute standard: a target, a limit. Drawn apart from the quarters, which are relative. */
export type StripLine = { value: number; label: string };

export type Strip = {
  dots: readonly StripDot[];
  cuts: { p25: number; p50: number; p75: number } | null;
  lines: readonly StripLine[];
  /** higher, lower: the quarters are read from best to worst; else from high to low, without a judgement. */
  direction: string;
  uom: string;
  decimals: number | null | undefined;
  /** What those outlined have in common; peers of the own region where nothing is said. */
  peers?: Text | undefined;
  /** How many were ranked, where only a part of them is drawn. */
  nRanked?: number | undefined;
};

type Say = { (text: Text): string; (zh: string, en: string): string };

export const stripHeight = 250;
const [top, bottom, side] = [26, 44, 16];

/** Quarters from the low end of the axis to the high end, each with its colour and its words. */
export function quarters(direction: string): { colour: string; name: Text }[] {
  const neutral = [
    { zh: "数值最低的四分之一", en: "Lowest quarter" },
    { zh: "偏低", en: "Below the median" },
    { zh: "偏高", en: "Above the median" },
    { zh: "数值最高的四分之一", en: "Highest quarter" },
  ];
  if (direction !== "higher" && direction !== "lower")
    return neutral.map((name, at) => ({ colour: at % 2 ? "quarter-4" : "quarter-3", name }));
  const best = ([1, 2, 3, 4] as const).map((quarter) => ({ colour: `quarter-${quarter}`, name: quartiles[quarter] }));
  return direction === "lower" ? best : best.toReversed();
}

/** Name, value and place of a dot in one sentence: for the tooltip, the line below and the screen reader. */
export function sentence(dot: StripDot, { uom, decimals, dots, nRanked, peers }: Strip, t: Say): string {
  const of = nRanked ?? dots.filter(({ rank }) => rank !== null).length;
  const place =
    dot.rank === null
      ? ""
      : dot.rankTo !== null && dot.rankTo > dot.rank
        ? t(`并列第 ${dot.rank}–${dot.rankTo} 位（共 ${of}）`, `shares places ${dot.rank}–${dot.rankTo} of ${of}`)
        : t(`第 ${dot.rank} 位（共 ${of}）`, `place ${dot.rank} of ${of}`);
  const marks = [
    place,
    dot.own ? t("本地区", "own region") : "",
    dot.peer ? t(peers ?? { zh: "同组", en: "peer" }) : "",
    dot.incomplete ? t("数据不全", "incomplete") : "",
  ];
  return [`${dot.name} ${showNumber(dot.value, decimals)} ${uom}`.trim(), ...marks].filter(Boolean).join(t("，", ", "));
}

/** What stands on this strip: only signs that are drawn. */
export function stripLegend({ dots, cuts, lines, direction, peers }: Strip, t: Say): LegendItem[] {
  const item = (there: boolean, shape: keyof typeof shapes, colour: string, zh: string, en: string) =>
    there ? [{ shape, colour, label: t(zh, en) }] : [];
  return [
    ...item(
      dots.some((dot) => dot.own),
      "diamond",
      "own",
      "本地区",
      "Own region",
    ),
    ...item(
      dots.some((dot) => dot.peer),
      "ring",
      "peer",
      peers?.zh ?? "同组地区",
      peers?.en ?? "Peers",
    ),
    ...item(true, "dot", "dot", "其他地区", "Other regions"),
    ...item(
      dots.some((dot) => dot.incomplete),
      "hollow",
      "dot",
      "数据不全",
      "Incomplete figures",
    ),
    ...(cuts
      ? [
          ...quarters(direction).map(({ colour, name }) => ({ shape: "band" as const, colour, label: t(name) })),
          {
            label: t(
              "底色只表示相对位次，不表示是否达标",
              "The ground shows relative position only, never whether a standard is met",
            ),
          },
        ]
      : []),
    ...item(lines.length > 0, "dash", "target", "目标值、参考值（绝对标准）", "Targets and references (absolute)"),
  ];
}

/** The strip at a width. */
export function stripOption(strip: Strip, t: Say, { width, look }: Room): EChartsCoreOption {
  const { dots, cuts, lines, uom, decimals } = strip;
  const { min, max } = axisRange([...dots.map(({ value }) => value), ...lines.map(({ value }) => value)]);
  const room = stripHeight - top - bottom - 8;
  const size = dotSize(dots.length);
  const across = width - 2 * side;
  const heights = stackDots(
    dots.map(({ key, value }) => ({ key, x: ((value - min) / (max - min)) * across })),
    size,
    room,
  );
  const data = (wanted: (dot: StripDot) => boolean) =>
    dots.flatMap((dot, at) =>
      wanted(dot)
        ? [{ value: [dot.value, heights[at]], dot, ...(dot.incomplete && { itemStyle: { color: look("paper") } }) }]
        : [],
    );
  const series = (id: string, wanted: (dot: StripDot) => boolean, more: object) => ({
    id,
    type: "scatter",
    symbolSize: size,
    emphasis: { disabled: true },
    data: data(wanted),
    ...more,
  });
  const edges = cuts ? [min, cuts.p25, cuts.p50, cuts.p75, max] : [];

  return {
    grid: { top, bottom, left: side, right: side },
    xAxis: {
      type: "value",
      min,
      max,
      name: uom,
      nameLocation: "middle",
      nameGap: 26,
      nameTextStyle: { color: look("text-2") },
      axisLabel: { showMinLabel: false, showMaxLabel: false, color: look("text-2"), hideOverlap: true },
      splitLine: { show: false },
      axisLine: { show: true, lineStyle: { color: look("text-3") } },
      axisTick: { show: true },
    },
    yAxis: { type: "value", min: -room / 2 - 4, max: room / 2 + 4, show: false },
    tooltip: tooltip(look, ({ data: at }: { data: { dot?: StripDot } }) => (at.dot ? sentence(at.dot, strip, t) : "")),
    series: [
      series("others", (dot) => !dot.own && !dot.peer && !dot.incomplete, {
        itemStyle: { color: look("dot"), opacity: 0.75 },
        markArea: {
          silent: true,
          label: { position: "insideTop", color: look("text-2"), fontSize: 11, distance: 2 },
          data: (cuts ? quarters(strip.direction) : []).map(({ colour, name }, at) => [
            {
              // A band too narrow for its words leaves them to the legend.
              name: ((edges[at + 1]! - edges[at]!) / (max - min)) * across > 72 ? t(name) : "",
              xAxis: edges[at],
              itemStyle: { color: look(colour) },
            },
            { xAxis: edges[at + 1] },
          ]),
        },
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: look("target"), width: 1.5, type: "dashed" },
          label: {
            position: "end",
            color: look("target"),
            formatter: ({ name, value }: { name: string; value: number }) => `${name} ${showNumber(value, decimals)}`,
          },
          data: lines.map(({ value, label }) => ({ xAxis: value, name: label })),
        },
      }),
      series("incomplete", (dot) => !dot.own && !dot.peer && dot.incomplete === true, {
        itemStyle: { borderColor: look("dot"), borderWidth: 1.5, opacity: 1 },
      }),
      series("peers", (dot) => !dot.own && dot.peer === true, {
        symbolSize: size + 3,
        itemStyle: { color: look("dot"), borderColor: look("peer"), borderWidth: 2.5, opacity: 1 },
        z: 3,
      }),
      series("own", (dot) => dot.own === true, {
        symbol: "diamond",
        symbolSize: Math.max(size + 8, 15),
        itemStyle: { color: look("own"), borderColor: look("paper"), borderWidth: 1.5, opacity: 1 },
        label: {
          show: true,
          position: "top",
          fontWeight: 600,
          color: look("own"),
          textBorderColor: look("paper"),
          textBorderWidth: 3,
          formatter: ({ data: at }: { data: { dot: StripDot } }) =>
            `${at.dot.name} ${showNumber(at.dot.value, decimals)}`,
        },
        z: 5,
      }),
    ],
  };
}
