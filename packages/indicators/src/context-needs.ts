import { periodsPerYear } from "./check-context.ts";
import type { CompiledForm } from "./compile.ts";
import type { Member } from "./catalogue.ts";
import type { OperandRef } from "./vocabulary.ts";
import { cellKey, isCurrent } from "./vocabulary.ts";

/** What a form's rules ask beside its own cells, so that whoever makes their context fetches that and nothing else. */
export type ContextNeeds = {
  /** How many periods right before this one. */
  earlier: number;
  /** This period's figures of other forms. */
  related: { measure: string; member: Member }[];
  /** Formulas inside robust_z, and the measures in them. */
  peers: string[];
  peerMeasures: string[];
  /** Whether the registry is asked. */
  registry: boolean;
};

export function contextNeeds(form: CompiledForm): ContextNeeds {
  const formulas = form.rules.flatMap(({ expr, when }) => (when ? [expr, when] : [expr]));
  const compared = formulas.filter(({ externals }) => externals.some(({ kind }) => kind === "peer_median"));
  const refs = formulas.flatMap((formula) => formula.refs);
  const externals = formulas.flatMap((formula) => formula.externals);
  const own = refs.filter((ref) => form.asked.has(cellKey(ref.measure, ref.member)));
  const foreign = refs.filter((ref) => isCurrent(ref) && !form.asked.has(cellKey(ref.measure, ref.member)));
  const copies = externals.some(({ kind }) => kind === "copied_share") ? 1 : 0;
  return {
    earlier: Math.max(copies, ...own.map((ref) => periodsBack(ref, periodsPerYear(form.form.period)))),
    related: [
      ...new Map(foreign.map(({ measure, member }) => [cellKey(measure, member), { measure, member }])).values(),
    ],
    peers: [...new Set(externals.flatMap((asked) => (asked.kind === "peer_median" ? [asked.formula] : [])))],
    peerMeasures: [...new Set(compared.flatMap(({ refs }) => refs.map(({ measure }) => measure)))],
    registry: externals.some(({ kind }) => kind === "registry"),
  };
}

/** The farthest period that a figure reaches back to; last year's same period stands apart and needs none. */
function periodsBack({ lag, periods = 0, window }: OperandRef, perYear: number): number {
  if (!window) return lag === 1 && periods === 0 ? 0 : periods + lag * perYear;
  const length = "n" in window ? window.n : perYear;
  return periods + lag * perYear + length - 1;
}
