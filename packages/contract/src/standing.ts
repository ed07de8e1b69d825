import { z } from "zod";
import { text2 } from "./fields.ts";

/** What stands beside a score and a place: how certain the place is, and what the scheme concludes. */

const number = z.number().nullable();

/** 名次 or 档次: whether a release shows places, or only groups of regions that cannot be told apart. */
export const presentation = z.enum(["places", "bands"]);

/** How certain a place is: interval of places, P(top k), 档次. */
export const standing = z.object({
  from: z.number(),
  to: z.number(),
  median: z.number(),
  mean: z.number(),
  /** Monte Carlo error of the mean. */
  error: z.number(),
  /** Share of the draws in which it stands among the first `uncertainty.top`. */
  top: z.number(),
  /** 档次, from 1. */
  band: z.number(),
  /** 「第12名；权重浮动±25%时为第8–17名」. */
  sentence: text2,
});

/** In a release that shows bands nothing but the band is told. */
export const shownStanding = standing.partial().required({ band: true });

export const uncertainty = z.object({
  method: z.string(),
  seed: z.number(),
  draws: z.number(),
  spread: z.number(),
  level: z.number(),
  top: z.number(),
  certainty: z.number(),
  /** What was varied. */
  sources: z.array(text2),
});

/** Total with bonus, 等次 and gates of a region; keys of the scheme. */
export const conclusion = z.object({
  total: number,
  /** Points added, after the cap. */
  bonus: z.number(),
  grade: z.string().nullable(),
  gates: z.array(
    z.object({
      key: z.string(),
      state: z.enum(["struck", "clear", "undecided"]),
      /** Why it cannot be told. */
      reasons: z.array(text2),
    }),
  ),
});

/** Names of what a scheme concludes. */
export const conclusionNames = z.object({
  grades: z.array(z.object({ key: z.string(), name: text2, min: z.number() })),
  gates: z.array(z.object({ key: z.string(), name: text2, cap: z.string() })),
  bonusCap: number,
});
