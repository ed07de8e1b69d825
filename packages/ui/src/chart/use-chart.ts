import { LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type ECharts, type EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { usePrinting } from "../table/printing.ts";
import { lookOf, type Look } from "./look.ts";

register([
  ScatterChart,
  LineChart,
  GridComponent,
  TooltipComponent,
  MarkAreaComponent,
  MarkLineComponent,
  CanvasRenderer,
]);

/** Width a chart is given on A4 upright. */
const paperWidth = 660;

export type Room = { width: number; look: Look };

/**
 * A canvas chart in a holder: drawn anew when the holder's width, the zoom or the option changes, narrow on paper,
 * gone with its component. Nothing moves by itself, so there is no motion to reduce.
 */
export function useChart(option: (room: Room) => EChartsCoreOption) {
  const holder = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ECharts | null>(null);
  const [seen, setSeen] = useState({ width: 0, ratio: 1 });
  const printing = usePrinting();
  const width = printing ? Math.min(seen.width, paperWidth) : seen.width;

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) =>
      setSeen({ width: Math.floor(entry!.contentRect.width), ratio: window.devicePixelRatio }),
    );
    observer.observe(holder.current!);
    return () => observer.disconnect();
  }, []);

  const there = seen.width > 0;
  useEffect(() => {
    if (!there) return;
    const made = init(holder.current!, null, { renderer: "canvas", devicePixelRatio: Math.max(2, seen.ratio) });
    setChart(made);
    return () => {
      made.dispose();
      setChart(null);
    };
  }, [there, seen.ratio]);

  useLayoutEffect(() => {
    if (!chart || chart.isDisposed() || width === 0) return;
    chart.resize({ width });
    const look = lookOf(holder.current!);
    chart.setOption(
      {
        animation: false,
        textStyle: { fontFamily: look("font"), fontSize: 12, color: look("text-2") },
        ...option({ width, look }),
      },
      { notMerge: true },
    );
    chart.getZr().flush();
  }, [chart, width, option]);

  return { holder, chart, width };
}

/** Tooltip of the house: text on the canvas, since a page under our CSP takes no HTML with styles. */
export const tooltip = (look: Look, formatter: (params: never) => string) => ({
  renderMode: "richText" as const,
  confine: true,
  backgroundColor: look("paper"),
  borderColor: look("line"),
  textStyle: { color: look("text"), fontFamily: look("font"), fontSize: 12, lineHeight: 18 },
  formatter,
});
