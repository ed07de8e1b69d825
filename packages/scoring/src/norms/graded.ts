/** Steps from the worst up: a value that reaches `from` (in the good direction) earns `points`. */
export type Graded = readonly { from: number; points: number }[];

/**
 * Graded steps (分档计分): the points of the best step that the value reaches; below the first, 0.
 *
 * Steps are ordered from the worst to the best; `from` falls where lower is better. [{from: 60, points: 50},
 * {from: 80, points: 100}] gives 79.9 → 50, 80 → 100, 59 → 0. Throws RangeError for a value that is not finite.
 */
export function gradedScore(x: number, steps: Graded): number {
  if (!Number.isFinite(x)) throw new RangeError(`no score from x ${x}`);
  const falling = steps.length > 1 && steps[1]!.from < steps[0]!.from;
  let points = 0;
  for (const step of steps) if (falling ? x <= step.from : x >= step.from) points = step.points;
  return points;
}
