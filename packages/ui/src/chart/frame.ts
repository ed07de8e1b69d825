import { createContext, use, useEffect } from "react";
import type { LegendItem } from "./shapes.ts";

/** What a drawn chart can say of itself for a picture file. */
export type Drawn = {
  canvas: HTMLCanvasElement;
  legend: readonly LegendItem[];
  /** Sentences below the chart, such as the regions that are not in it. */
  below: readonly string[];
};
type Frame = { drawn: (() => Drawn | null) | null };

/** Lets a chart, which is loaded later, give its picture to the frame around it. */
export const FrameContext = createContext<Frame>({ drawn: null });

export function useFrame(drawn: () => Drawn | null) {
  const frame = use(FrameContext);
  useEffect(() => {
    frame.drawn = drawn;
    return () => {
      frame.drawn = null;
    };
  }, [frame, drawn]);
}
