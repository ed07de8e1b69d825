/** What filled a gap at one time; `age` = how far back (carried) or how wide the span is (interpolated), in units of time. */
export type FilledInTime = { values: Float64Array; filled: number[]; age: number[] };

/**
 * One indicator at several times. `times`: strictly rising, in any unit (years, months). `columns`: one per time, one value per
 * unit, NaN = none.
 */
export type Series = { times: readonly number[]; columns: readonly ArrayLike<number>[] };

/**
 * Gaps at time `at` filled with the unit's latest earlier value that is at most `maxAge` old (COINr impute_panel "latest", but by
 * age and not by the number of periods). Times 2020, 2021, 2023 with 7, gap, gap: at 2023 the 7 is 3 years old.
 */
export function carryForward({ times, columns }: Series, at: number, maxAge: number): FilledInTime {
  const here = times.indexOf(at);
  return fill(columns, here, (r) => {
    for (let t = here - 1; t >= 0 && at - times[t]! <= maxAge; t--) {
      const x = columns[t]![r]!;
      if (x === x) return [x, at - times[t]!];
    }
    return null;
  });
}

/**
 * Gaps at time `at` on the straight line between the unit's nearest earlier and nearest later value; a gap without both stays
 * (nothing is drawn on beyond the ends; COINr "linear" repeats the last value there, for which there is carryForward).
 * Times 2020, 2021, 2024 with 10, gap, 18: 10 + 8 / 4 = 12, over a span of 4.
 */
export function interpolate({ times, columns }: Series, at: number): FilledInTime {
  const here = times.indexOf(at);
  return fill(columns, here, (r) => {
    let before = here - 1;
    let after = here + 1;
    while (before >= 0 && Number.isNaN(columns[before]![r]!)) before--;
    while (after < times.length && Number.isNaN(columns[after]![r]!)) after++;
    if (before < 0 || after >= times.length) return null;
    const span = times[after]! - times[before]!;
    const from = columns[before]![r]!;
    return [from + ((at - times[before]!) / span) * (columns[after]![r]! - from), span];
  });
}

function fill(
  columns: readonly ArrayLike<number>[],
  here: number,
  of: (r: number) => readonly [value: number, age: number] | null,
): FilledInTime {
  const values = Float64Array.from(columns[here]!);
  const filled: number[] = [];
  const age: number[] = [];
  for (let r = 0; r < values.length; r++) {
    if (values[r] === values[r]) continue;
    const own = of(r);
    if (own === null) continue;
    values[r] = own[0];
    filled.push(r);
    age.push(own[1]);
  }
  return { values, filled, age };
}
