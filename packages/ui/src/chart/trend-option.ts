import type { EChartsCoreOption } from "echarts/core";
import type { Text } from "@duibiao/indicators";
import { showNumber } from "../format.ts";
import { segments } from "./segments.ts";
import type { LegendItem } from "./shapes.ts";
import { axisRange } from "./strip-layout.ts";
import { tooltip, type Room } from "./use-chart.ts";

export type TrendPoint = {
  value: number | null;
  /** Not every unit answered. */
  complete: boolean;
  estimated?: boolean;
  /** Why there is no value. */
  reason?: string | null;
};

/** One region over the periods: one point per period of the chart. */
export type TrendLine = {
  key: string | number;
  name: string;
  own?: boolean;
  points: readonly TrendPoint[];
  /** The series breaks before the period at `at`; what was before is not comparable with what follows. */
  breaks: readonly { at: number; text: string }[];
};

export type Trend = {
  periods: readonly string[];
  lines: readonly TrendLine[];
  uom: string;
  decimals: number | null | undefined;
};

type Say = { (text: Text): string; (zh: string, en: string): string };

/** Of the 320 pixels in chart.css, without the periods below and the unit above. */
const plotHeight = 244;
const signs = ["circle", "rect", "triangle"] as const;
const legendSigns = { circle: "dot", rect: "square", triangle: "triangle" } as const;
const cross = "path://M0 0 L8 8 M8 0 L0 8";

/** Own region: its fixed colour and diamond; others: a colour and one of three signs, in the order given. */
function styleOf({ lines }: Trend, line: TrendLine) {
  if (line.own) return { colour: "own", sign: "diamond", legend: "diamond" } as const;
  const place = lines.filter(({ own }) => !own).indexOf(line);
  const sign = signs[place % signs.length]!;
  return { colour: `series-${(place % 9) + 1}`, sign, legend: legendSigns[sign] } as const;
}

export function trendLegend(trend: Trend, t: Say): LegendItem[] {
  const points = trend.lines.flatMap((line) => line.points);
  const item = (there: boolean, shape: "hollow" | "cross" | "dash", zh: string, en: string): LegendItem[] =>
    there ? [{ shape, colour: "text-2", label: t(zh, en) }] : [];
  return [
    ...trend.lines.map((line): LegendItem => {
      const { colour, legend } = styleOf(trend, line);
      return { shape: legend, colour, label: line.name };
    }),
    ...item(
      points.some((point) => point.estimated),
      "hollow",
      "空心：含暂估",
      "Hollow: partly estimated",
    ),
    ...item(
      points.some((point) => point.value !== null && !point.complete),
      "cross",
      "叉号：数据不全",
      "Cross: incomplete figures",
    ),
    ...item(
      trend.lines.some(({ breaks }) => breaks.length > 0),
      "dash",
      "竖线：断点，前后不可比",
      "Upright line: break, before and after do not compare",
    ),
    ...(points.some((point) => point.value === null) ? [{ label: t("线断处：无数", "Gap in a line: no value") }] : []),
    { label: t("纵轴不一定从 0 起", "The upright axis need not start at 0") },
  ];
}

/** What stands at a period, one line per region: tooltip, line below the chart, screen reader. */
export function periodSentences({ periods, lines, uom, decimals }: Trend, at: number, t: Say): string[] {
  return [
    periods[at]!,
    ...lines.map((line) => {
      const point = line.points[at]!;
      const broken = line.breaks.find((found) => found.at === at);
      const remarks = [
        point.value === null
          ? (point.reason ?? t("无数", "no value"))
          : `${showNumber(point.value, decimals)} ${uom}`.trim(),
        point.estimated ? t("含暂估", "partly estimated") : "",
        point.value !== null && !point.complete ? t("数据不全", "incomplete") : "",
        broken ? t(`断点：${broken.text}`, `break: ${broken.text}`) : "",
      ];
      return `${line.name}${t("：", ": ")}${remarks.filter(Boolean).join(t("，", ", "))}`;
    }),
  ];
}

export function trendOption(trend: Trend, t: Say, { width, look }: Room): EChartsCoreOption {
  const { periods, lines, uom } = trend;
  // Names at the line's end where there is room; the legend names them anyway.
  const named = width > 560;
  const every = Math.max(1, Math.ceil(periods.length / Math.max(2, Math.floor((width - 150) / 84))));
  const ticks = periods.map((_period, at) => at).filter((at) => (periods.length - 1 - at) % every === 0);
  const breaks = new Map<number, Set<string>>();
  for (const line of lines)
    for (const { at, text } of line.breaks) breaks.set(at, (breaks.get(at) ?? new Set()).add(text));

  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
  const range = values.length > 0 ? axisRange(values) : { min: 0, max: 1 };

  return {
    grid: {
      top: 44,
      bottom: 8,
      left: 12,
      right: named ? 120 : 24,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: {
      type: "value",
      min: -0.5,
      max: periods.length - 0.5,
      axisLabel: {
        customValues: ticks,
        formatter: (at: number) => periods[at] ?? "",
        color: look("text-2"),
        hideOverlap: true,
      },
      axisTick: { customValues: ticks },
      splitLine: { show: false },
      axisLine: { show: true, onZero: false, lineStyle: { color: look("text-3") } },
    },
    yAxis: {
      type: "value",
      ...range,
      name: uom,
      nameTextStyle: { color: look("text-2"), align: "left" },
      axisLine: { onZero: false },
      axisLabel: { color: look("text-2"), showMinLabel: false, showMaxLabel: false },
      splitLine: { lineStyle: { color: look("line-2") } },
    },
    tooltip: {
      ...tooltip(look, (found: { value: [number, number] }[]) =>
        found.length > 0 ? periodSentences(trend, Math.round(found[0]!.value[0]), t).join("\n") : "",
      ),
      trigger: "axis",
      axisPointer: { type: "line", snap: true, label: { show: false } },
    },
    series: [
      ...lines.flatMap((line) => lineSeries(trend, line, look)),
      // On dots without a colour, so that they lie over all lines.
      {
        id: "names",
        type: "scatter",
        silent: true,
        symbolSize: 8,
        itemStyle: { color: "transparent", opacity: 1 },
        data: named ? namesAtEnd(trend, range, look) : [],
      },
      {
        id: "breaks",
        type: "line",
        data: [],
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: look("text-2"), type: "dashed", width: 1 },
          label: { position: "end", color: look("text-2"), formatter: ({ name }: { name: string }) => name },
          data: [...breaks].map(([at, texts]) => ({
            xAxis: at - 0.5,
            name: texts.size === 1 && named ? shorten([...texts][0]!) : t("断点", "Break"),
          })),
        },
      },
    ],
  };
}

const shorten = (text: string) => (text.length > 24 ? `${text.slice(0, 23)}…` : text);

/** Each region's name beside its last value, moved up or down where names would lie on each other. */
function namesAtEnd(trend: Trend, { min, max }: { min: number; max: number }, look: Room["look"]) {
  const ends = trend.lines.flatMap((line) => {
    const at = line.points.findLastIndex(({ value }) => value !== null);
    return at < 0 ? [] : [{ line, at, value: line.points[at]!.value! }];
  });
  const heights = ends.map(({ value }) => ((max - value) / (max - min)) * plotHeight);
  const apart = spread(heights, 15, plotHeight);
  return ends.map(({ line, at, value }, place) => ({
    value: [at, value],
    label: {
      show: true,
      position: "right",
      offset: [0, apart[place]! - heights[place]!],
      color: look(styleOf(trend, line).colour),
      fontWeight: line.own ? 600 : 400,
      width: 108,
      overflow: "truncate",
      formatter: line.name,
    },
  }));
}

/** Places at least `gap` apart and within `room`, each as near to where it was as those before it allow. */
export function spread(places: readonly number[], gap: number, room: number): number[] {
  const order = places.map((_place, at) => at).toSorted((a, b) => places[a]! - places[b]!);
  const moved = [...places];
  order.forEach((at, nth) => {
    if (nth > 0) moved[at] = Math.max(moved[at]!, moved[order[nth - 1]!]! + gap);
  });
  let limit = room;
  for (const at of order.toReversed()) {
    moved[at] = Math.min(moved[at]!, limit);
    limit = moved[at]! - gap;
  }
  return moved;
}

/** A region's line as one series per run of comparable, present values: nothing is drawn across a gap or a break. */
function lineSeries(trend: Trend, line: TrendLine, look: Room["look"]) {
  const { colour, sign } = styleOf(trend, line);
  const runs = segments(
    line.points.map(({ value }) => value),
    new Set(line.breaks.map(({ at }) => at)),
  );
  return runs.map((run, place) => ({
    id: `${line.key}/${place}`,
    type: "line",
    color: look(colour),
    lineStyle: { width: line.own ? 3 : 1.75 },
    z: line.own ? 4 : 2,
    symbol: sign,
    symbolSize: line.own ? 9 : 6,
    showAllSymbol: true,
    showSymbol: true,
    emphasis: { disabled: true },
    data: run.map((at) => {
      const point = line.points[at]!;
      return {
        value: [at, point.value],
        ...(!point.complete && {
          symbol: cross,
          symbolSize: 8,
          itemStyle: { borderColor: look(colour), borderWidth: 2 },
        }),
        ...(point.estimated &&
          point.complete && {
            symbolSize: 8,
            itemStyle: { color: look("paper"), borderColor: look(colour), borderWidth: 2 },
          }),
      };
    }),
  }));
}
