import { z } from "zod";
import { id } from "./fields.ts";
import { operation } from "./operation.ts";
import { period, periodKind } from "./periods.ts";

const past = z.object({
  measure: z.string(),
  member: z.string(),
  state: z.enum(["number", "na", "missing"]),
  value: z.string().nullable(),
  estimated: z.boolean(),
  reason: z.string(),
});

/** The unit's own answers to the same form in another period, from its highest accepted revision there. */
const answers = z.object({ period, submissionId: z.number(), revision: z.number(), cells: z.array(past) });

/** A figure as the rules read it. */
const figure = z.object({
  measure: z.string(),
  member: z.string(),
  value: z.discriminatedUnion("state", [
    z.object({ state: z.literal("number"), value: z.string(), estimated: z.boolean().optional() }),
    z.object({ state: z.literal("na"), reason: z.string().optional() }),
    z.object({ state: z.literal("missing"), reason: z.string().optional() }),
  ]),
});

/** What the form's rules ask beside its own cells, whole: with it the browser's check says what the server's says. */
const checkContext = z.object({
  period: z.object({ kind: periodKind, start: z.string(), end: z.string() }),
  /** Division code of the unit's region. */
  region: z.string().optional(),
  previousYear: z.array(figure).optional(),
  /** The periods right before, the newest first; null: not answered. */
  earlier: z.array(z.array(figure).nullable()).optional(),
  /** This period's figures of other forms. */
  related: z.array(figure).optional(),
  registry: z.record(z.string(), z.string()).optional(),
  /** By formula: median and median absolute deviation over units of at least five other regions, the period before. */
  peers: z.record(z.string(), z.object({ n: z.number(), median: z.string(), mad: z.string() })).optional(),
});

/** What is known around a form: the clerk's columns 上期 and 上年同期, the rules' history, the reviewer's comparison. */
export const readContext = operation({
  id: "submissions.context",
  method: "get",
  path: "/submissions/{id}/context",
  action: "submission.read",
  reach: "subtree",
  summary: {
    zh: "填报和审核的参照：上期、上年同期、近八期、同类地区区间、适用范围",
    en: "What to compare a form with: previous period, same period last year, eight periods, peers' range, applicable lines",
  },
  params: { id },
  response: z.object({
    /** SHA-256 of everything below: the browser may keep the bundle as long as it is the same. */
    hash: z.string(),
    unit: z.object({ id: z.number(), code: z.string(), name: z.string(), regionId: z.number(), covers: z.string() }),
    period,
    /** The period right before, of the same kind; null: not answered. */
    previous: answers.nullable(),
    previousYear: answers.nullable(),
    /** Up to eight periods before this one, newest first, `previous` included. */
    history: z.array(answers),
    /**
     * Like units (same covers and kind of unit, same tier and kind of region) of at least five other regions that answered
     * the period before (highest accepted revision), without names. Quartiles of type 7; `n` counts regions.
     */
    peers: z.array(
      z.object({
        measure: z.string(),
        member: z.string(),
        n: z.number(),
        q1: z.number(),
        median: z.number(),
        q3: z.number(),
      }),
    ),
    /** 适用范围: cells that the unit answered 不适用 or 0 in every one of its last periods (at least two). The grid folds them away. */
    neverHas: z.array(z.object({ measure: z.string(), member: z.string() })),
    /** What the unit's city (province, where none stands between) amounts to so far (lens submitted); empty for who may not see it. */
    /** For the browser's check. */
    check: checkContext,
    cityTotals: z.array(z.object({ measure: z.string(), member: z.string(), sum: z.string().nullable() })),
  }),
});
