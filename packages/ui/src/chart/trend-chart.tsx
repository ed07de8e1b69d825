import { useCallback, useEffect, useMemo, useState, type KeyboardEvent } from "react";
import { useText } from "../language.tsx";
import { useFrame } from "./frame.ts";
import { Legend } from "./legend.tsx";
import { periodSentences, trendLegend, trendOption, type Trend, type TrendLine } from "./trend-option.ts";
import { useChart, type Room } from "./use-chart.ts";

type Props = {
  title: string;
  /** In words, oldest first. */
  periods: readonly string[];
  /** Up to ten. */
  lines: readonly TrendLine[];
  uom: string;
  decimals?: number | null | undefined;
};

/** Regions over time: no line runs over a gap or a break; arrow keys walk from period to period. */
export function TrendChart({ title, periods, lines, uom, decimals }: Props) {
  const t = useText();
  const trend = useMemo((): Trend => ({ periods, lines, uom, decimals }), [periods, lines, uom, decimals]);
  const [at, stand] = useState<number | null>(null);
  const option = useCallback((room: Room) => trendOption(trend, t, room), [trend, t]);
  const { holder, chart, width } = useChart(option);
  const legend = useMemo(() => trendLegend(trend, t), [trend, t]);
  const below = useMemo(() => breakSentences(trend, t), [trend, t]);
  useFrame(
    useCallback(() => {
      const canvas = holder.current?.querySelector("canvas");
      return canvas ? { canvas, legend, below } : null;
    }, [holder, legend, below]),
  );

  useEffect(() => {
    if (!chart || chart.isDisposed()) return;
    if (at === null) {
      chart.dispatchAction({ type: "hideTip" });
      return;
    }
    const drawn = chart.getOption()["series"] as { data: { value: [number, number] }[] }[];
    for (const [seriesIndex, { data }] of drawn.entries()) {
      const dataIndex = data.findIndex(({ value }) => value[0] === at);
      if (dataIndex < 0) continue;
      chart.dispatchAction({ type: "showTip", seriesIndex, dataIndex });
      return;
    }
    chart.dispatchAction({ type: "hideTip" });
  }, [chart, at, option, width]);

  function onKeyDown(event: KeyboardEvent) {
    const last = periods.length - 1;
    const steps: Record<string, number> = {
      ArrowRight: at === null ? 0 : at + 1,
      ArrowLeft: at === null ? last : at - 1,
      Home: 0,
      End: last,
    };
    const to = steps[event.key];
    if (to !== undefined) stand(Math.min(Math.max(to, 0), last));
    else if (event.key === "Escape") stand(null);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div
        ref={holder}
        className="chart-canvas chart-trend"
        role="application"
        aria-label={t(
          `${title}：折线图，${lines.length} 个地区，${periods.length} 期。左右键逐期查看`,
          `${title}: lines of ${lines.length} regions over ${periods.length} periods. Arrow keys go from period to period`,
        )}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => stand(null)}
      />
      <p className="chart-said" aria-live="polite">
        {at === null
          ? t("← → 逐期查看", "← → from period to period")
          : periodSentences(trend, at, t).join(t("；", "; "))}
      </p>
      <Legend items={legend} />
      {below.length > 0 ? (
        <div className="chart-missing">
          {below.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      ) : null}
    </>
  );
}

/** Each break in words: where, whose, why. */
function breakSentences({ periods, lines }: Trend, t: (zh: string, en: string) => string): string[] {
  const found = lines.flatMap((line) => line.breaks.map(({ at, text }) => ({ at, text, name: line.name })));
  const texts = new Map<string, { at: number; text: string; names: string[] }>();
  for (const { at, text, name } of found) {
    const same = texts.get(`${at}/${text}`);
    if (same) same.names.push(name);
    else texts.set(`${at}/${text}`, { at, text, names: [name] });
  }
  return [...texts.values()]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, text, names }) =>
      t(
        `断点：${periods[at]}起，${names.length === lines.length ? "全部地区" : names.join("、")}，${text}`,
        `Break: from ${periods[at]}, ${names.length === lines.length ? "all regions" : names.join(", ")}: ${text}`,
      ),
    );
}
