/** Signs of charts as paths in a square of 14, one home for the legend on screen and in a picture. */
export const shapes = {
  dot: { path: "M7 3 a4 4 0 1 0 0.01 0 z", fill: true },
  hollow: { path: "M7 3 a4 4 0 1 0 0.01 0 z", fill: false },
  ring: { path: "M7 2.5 a4.5 4.5 0 1 0 0.01 0 z", fill: false },
  diamond: { path: "M7 1 l5 6 l-5 6 l-5 -6 z", fill: true },
  square: { path: "M3.5 3.5 h7 v7 h-7 z", fill: true },
  triangle: { path: "M7 2.5 l5 9 h-10 z", fill: true },
  cross: { path: "M3 3 l8 8 M11 3 l-8 8", fill: false },
  band: { path: "M0 2 h14 v10 h-14 z", fill: true },
  line: { path: "M0 7 h14", fill: false },
  dash: { path: "M7 0 v4 M7 6 v4 M7 12 v2", fill: false },
} as const;

/** A sign with its words; `colour` is a name in chart.css, such as `own`. Without a sign it is a remark. */
export type LegendItem = { shape: keyof typeof shapes; colour: string; label: string } | { label: string };
