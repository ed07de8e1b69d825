/**
 * Runs of neighbouring points that a line may join: it never runs over a missing value, nor over a break of the series
 * (a line across either would claim figures that nobody reported, or compare what is not comparable).
 * @param breaks places before which the series breaks.
 */
export function segments(values: readonly (number | null)[], breaks: ReadonlySet<number> = new Set()): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  values.forEach((value, at) => {
    if ((value === null || breaks.has(at)) && run.length > 0) {
      runs.push(run);
      run = [];
    }
    if (value !== null) run.push(at);
  });
  if (run.length > 0) runs.push(run);
  return runs;
}
