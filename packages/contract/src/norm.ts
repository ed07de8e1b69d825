import { z } from "zod";
import { line } from "./fields.ts";

/** How a value becomes points, as a catalogue states it and a calculation sheet shows it. */

const number = z.number();
const within = { within: z.enum(["all", "peers"]).optional() };
const ties = { ties: z.enum(["min", "mean"]).optional() };

/** Where a norm's bounds come from, and how far they may be trusted. */
const sourced = {
  source: line(2000).optional(),
  status: z.enum(["VERIFIED", "MEMORY", "PROPOSAL", "NATURAL", "NEEDS_CHECK"]).optional(),
  note: line(4000).optional(),
};

const method = <const M extends string>(name: M) => z.literal(name);

export const norm = z.discriminatedUnion("method", [
  z.strictObject({ method: method("goalposts"), lo: number, hi: number, ...sourced }),
  z.strictObject({ method: method("peer_percentile"), loPct: number, hiPct: number, minPeers: number, ...sourced }),
  z.strictObject({
    method: method("interval"),
    bestLo: number,
    bestHi: number,
    zeroLo: number,
    zeroHi: number,
    ...sourced,
  }),
  z.strictObject({ method: method("min_max"), lo: number.optional(), hi: number.optional(), ...within, ...sourced }),
  z.strictObject({
    method: method("z_score"),
    centre: number.optional(),
    spread: number.optional(),
    ddof: z.union([z.literal(0), z.literal(1)]).optional(),
    ...within,
    ...sourced,
  }),
  z.strictObject({ method: method("rank_from_worst"), ...ties, ...within, ...sourced }),
  z.strictObject({ method: method("percentile_rank"), ...ties, ...within, ...sourced }),
  z.strictObject({ method: method("borda"), ...ties, ...within, ...sourced }),
  z.strictObject({ method: method("distance_to_maximum"), ...within, ...sourced }),
  z.strictObject({ method: method("fraction_of_maximum"), ...within, ...sourced }),
  z.strictObject({
    method: method("distance_to_reference"),
    reference: number,
    cap: z.boolean().optional(),
    ...within,
    ...sourced,
  }),
  z.strictObject({
    method: method("distance_to_target"),
    target: number,
    cap: z.boolean().optional(),
    ...within,
    ...sourced,
  }),
  z.strictObject({
    method: method("graded"),
    steps: z
      .array(z.strictObject({ from: number, points: number }))
      .min(1)
      .max(100),
    ...sourced,
  }),
  z.strictObject({ method: method("efficacy_linear"), unacceptable: number, satisfactory: number, ...sourced }),
  z.strictObject({ method: method("efficacy_exponential"), unacceptable: number, satisfactory: number, ...sourced }),
  z.strictObject({
    method: method("efficacy_five"),
    standards: z.tuple([number, number, number, number, number]),
    ...sourced,
  }),
  z.strictObject({ method: method("ampi"), reference: number, worst: number, best: number, ...sourced }),
]);

/** What a norm took from the own peer group or from all; null for norms that hold their bounds themselves. */
export const fitted = z
  .object({
    n: number,
    peerGroup: z.string(),
    lo: number.nullable().optional(),
    hi: number.nullable().optional(),
    mean: number.optional(),
    sd: number.optional(),
    sorted: z.array(number).optional(),
  })
  .nullable();
