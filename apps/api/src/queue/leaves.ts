import { leafPaths, usesOf, type Compiled, type Scheme } from "@duibiao/indicators";

const kept = new WeakMap<Scheme, Map<string, number>>();

/** Share of a scheme's leaves that a measure feeds, itself or through derived measures: 0 to 1. */
export function leavesOf(vocabulary: Compiled, scheme: Scheme, measure: string): number {
  const known = kept.get(scheme) ?? new Map<string, number>();
  kept.set(scheme, known);
  const found = known.get(measure);
  if (found !== undefined) return found;
  const fed = new Set(
    usesOf(vocabulary, { kind: "measure", key: measure }).flatMap(({ kind, key }) => (kind === "indicator" ? key : [])),
  );
  const share = leafPaths(scheme)
    .filter(({ nodes }) => fed.has(nodes.at(-1)!.indicator!))
    .reduce((sum, path) => sum + path.share, 0);
  known.set(measure, share);
  return share;
}
