import type { EChartsCoreOption } from "echarts/core";
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useText } from "../language.tsx";
import { useFrame } from "./frame.ts";
import { Legend } from "./legend.tsx";
import { MissingList, missingSentences, type Missing } from "./missing-list.tsx";
import { sentence, stripLegend, stripOption, type Strip, type StripDot, type StripLine } from "./strip-option.ts";
import { useChart, type Room } from "./use-chart.ts";

type Props = {
  /** What is compared, for the screen reader. */
  title: string;
  /** Regions with a value. */
  dots: readonly StripDot[];
  /** Regions without one, each with its reason; listed below, never drawn as zero. */
  missing: readonly Missing[];
  cuts: Strip["cuts"];
  lines?: readonly StripLine[];
  direction: string;
  uom: string;
  decimals?: number | null | undefined;
  nRanked?: number | undefined;
  peers?: Strip["peers"];
  /** Enter or a click on a region. */
  onOpen?: (key: string | number) => void;
};

const none: readonly StripLine[] = [];

/** Every region a dot on the axis of its value, over the quarters of all; arrow keys walk from region to region. */
export function StripPlot(props: Props) {
  const t = useText();
  return (
    <>
      {props.dots.length > 0 ? (
        <Dots {...props} />
      ) : (
        <p className="empty">
          {t("没有一个地区有可用数值，见下方原因。", "No region has a usable value; see the reasons below.")}
        </p>
      )}
      <MissingList missing={props.missing} />
    </>
  );
}

function Dots({ title, dots, missing, cuts, lines = none, direction, uom, decimals, nRanked, peers, onOpen }: Props) {
  const t = useText();
  const strip = useMemo(
    (): Strip => ({ dots, cuts, lines, direction, uom, decimals, nRanked, peers }),
    [dots, cuts, lines, direction, uom, decimals, nRanked, peers],
  );
  const order = useMemo(() => dots.toSorted((a, b) => a.value - b.value), [dots]);
  const [at, stand] = useState<number | null>(null);
  const here = at === null ? undefined : order[at];

  const spots = useRef<Map<StripDot["key"], Spot>>(new Map());
  const option = useCallback(
    (room: Room) => {
      const made = stripOption(strip, t, room);
      spots.current = spotsOf(made);
      return made;
    },
    [strip, t],
  );
  const { holder, chart, width } = useChart(option);
  const legend = useMemo(() => stripLegend(strip, t), [strip, t]);
  const below = useMemo(() => missingSentences(missing, t), [missing, t]);
  useFrame(
    useCallback(() => {
      const canvas = holder.current?.querySelector("canvas");
      return canvas ? { canvas, legend, below } : null;
    }, [holder, legend, below]),
  );

  useEffect(() => {
    if (!chart) return;
    const click = ({ data }: { data?: unknown }) => {
      const { dot } = data as { dot?: StripDot };
      if (!dot) return;
      stand(order.findIndex(({ key }) => key === dot.key));
      onOpen?.(dot.key);
    };
    chart.on("click", click as never);
    return () => void (chart.isDisposed() || chart.off("click", click as never));
  }, [chart, order, onOpen]);

  // A ring over the canvas and the tooltip mark the dot that the keyboard stands on.
  const ring = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!chart || chart.isDisposed()) return;
    const spot = here && spots.current.get(here.key);
    if (!spot) {
      chart.dispatchAction({ type: "hideTip" });
      return;
    }
    chart.dispatchAction({ type: "showTip", seriesIndex: spot.seriesIndex, dataIndex: spot.dataIndex });
    const [x, y] = chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, spot.value) as [number, number];
    ring.current!.style.transform = `translate(${x}px, ${y}px)`;
  }, [chart, here, option, width]);

  function onKeyDown(event: KeyboardEvent) {
    const own = order.findIndex((dot) => dot.own);
    const from = at ?? (own >= 0 ? own : -1);
    const steps: Record<string, number> = {
      ArrowRight: from + 1,
      ArrowUp: from + 1,
      ArrowLeft: at === null && own < 0 ? order.length - 1 : from - 1,
      ArrowDown: at === null && own < 0 ? order.length - 1 : from - 1,
      PageUp: from + 10,
      PageDown: from - 10,
      Home: 0,
      End: order.length - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) stand(Math.min(Math.max(to, 0), order.length - 1));
    else if (event.key === "Escape") stand(null);
    else if (event.key === "Enter" && here) onOpen?.(here.key);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className="chart-place">
        <div
          ref={holder}
          className="chart-canvas chart-strip"
          role="application"
          aria-label={t(
            `${title}：点图，共 ${dots.length} 个地区。左右键逐个查看`,
            `${title}: dot plot of ${dots.length} regions. Arrow keys go from region to region`,
          )}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onBlur={() => stand(null)}
        />
        {here ? <div className="chart-ring" ref={ring} aria-hidden="true" /> : null}
      </div>
      <p className="chart-said" aria-live="polite">
        {here
          ? sentence(here, strip, t)
          : t("← → 逐个查看地区，Home、End 到两端", "← → from region to region, Home and End to the ends")}
      </p>
      <Legend items={legend} />
    </>
  );
}

type Spot = { seriesIndex: number; dataIndex: number; value: [number, number] };

/** Where each dot stands in an option. */
function spotsOf(option: EChartsCoreOption): Map<StripDot["key"], Spot> {
  const series = option["series"] as { data: { value: [number, number]; dot: StripDot }[] }[];
  return new Map(
    series.flatMap(({ data }, seriesIndex) =>
      data.map(({ dot, value }, dataIndex) => [dot.key, { seriesIndex, dataIndex, value }] as const),
    ),
  );
}
