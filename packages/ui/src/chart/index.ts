/**
 * Canvas charts: the heavy part, kept out of the first load. Use them lazily inside `ChartWithTable`:
 * `const StripPlot = lazy(async () => ({ default: (await import("@duibiao/ui/chart")).StripPlot }))`.
 * Keep `dots`, `lines` and the like in `useMemo`: a new array draws the chart anew.
 */
export { StripPlot } from "./strip-plot.tsx";
export type { StripDot, StripLine } from "./strip-option.ts";
export { TrendChart } from "./trend-chart.tsx";
export type { TrendLine, TrendPoint } from "./trend-option.ts";
