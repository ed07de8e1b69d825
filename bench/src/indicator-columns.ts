import {
  compile,
  evaluateColumns,
  formulaOf,
  refKey,
  STATE,
  type Catalogue,
  type Column,
  type ColumnTable,
  type Compiled,
  type Indicator,
} from "@duibiao/indicators";
import * as loops from "./indicator-loops.ts";
import { median, nearestRank, timed } from "./measure.ts";
import { milliseconds, printTable, short } from "./table.ts";

const regions = 3000;
const periods = 24;

/** All indicators of the base catalogue over 3,000 regions and 24 periods, against hand-written loops in the same run. */
export async function benchColumns(base: Catalogue, runs: number): Promise<void> {
  const compiled = compile(base, "2025-12-31");
  const table = synthetic(compiled);
  const byHand = base.indicators.map((indicator) => ({
    loop: loopOf(compiled, indicator),
    figures: figuresOf(compiled, table, indicator),
  }));
  const hand = () =>
    byHand.map(({ loop, figures }) => {
      const out = new Float64Array(table.rows);
      loop(out, figures);
      return out;
    });
  const columns = () => evaluateColumns(compiled, table);
  const wanted = hand();
  columns().forEach(({ indicator, values }, at) => {
    const differs = values.findIndex((value, row) => !Object.is(value, wanted[at]![row]));
    if (differs >= 0)
      throw new Error(`${indicator}, row ${differs}: ${values[differs]}, by hand ${wanted[at]![differs]}`);
  });
  const [ours, theirs]: number[][] = [[], []];
  for (let run = 0; run < runs; run++) {
    theirs!.push((await timed(hand)).milliseconds);
    ours!.push((await timed(columns)).milliseconds);
  }
  const ratios = ours!.map((time, at) => time / theirs![at]!);
  const values = base.indicators.length * table.rows;
  printTable(
    `${base.indicators.length} indicators x ${regions} regions x ${periods} periods, ${runs} interleaved runs`,
    ["what", "fastest", "median", "p95", "fastest ns per value", "by hand", "median of ratios"],
    [
      [
        "evaluateColumns",
        milliseconds(Math.min(...ours!)),
        milliseconds(median(ours!)),
        milliseconds(nearestRank(ours!, 0.95)),
        short((Math.min(...ours!) * 1e6) / values),
        milliseconds(median(theirs!)),
        `${short(median(ratios))}x`,
      ],
    ],
  );
}

/** Synthetic figures: 3 in 100 do not apply (of fuels 40), 2 are missing, some are zero. */
function synthetic(compiled: Compiled): ColumnTable {
  const rows = regions * periods;
  let seed = 42;
  const chance = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const fuels = new Set(
    compiled.factorSets
      .get("EF_CE_2020")!
      .factors.slice(1)
      .map(({ measure }) => measure),
  );
  const refs = compiled.catalogue.indicators.flatMap(({ formula }) => formulaOf(compiled, formula).refs);
  const columns = new Map<string, Column>();
  for (const ref of refs) {
    if (columns.has(refKey(ref))) continue;
    const [sums, states] = [new Float64Array(rows), new Uint8Array(rows)];
    const absent = fuels.has(ref.measure) ? 0.4 : 0.03;
    for (let row = 0; row < rows; row++) {
      const state = chance() < 0.02 ? STATE.missing : chance() < absent ? STATE.na : STATE.number;
      states[row] = state;
      sums[row] = state === STATE.number ? Math.floor(chance() * 1e6) / 100 : Number.NaN;
      if (state === STATE.number && chance() < 0.02) sums[row] = 0;
    }
    columns.set(refKey(ref), { sums, states });
  }
  const period = { kind: "quarter", start: "2025-10-01", end: "2025-12-31" } as const;
  return { rows, columns, outside: { of: new Uint32Array(rows), known: [{ period }] } };
}

const figuresOf = (compiled: Compiled, { columns }: ColumnTable, { formula }: Indicator) =>
  formulaOf(compiled, formula).refs.map((ref) => columns.get(refKey(ref))!);

/** The loop that somebody would write for the indicator; a formula of a new shape needs one more. */
function loopOf(compiled: Compiled, { key, formula }: Indicator): loops.Loop {
  const factors = (set: string) => compiled.factorSets.get(set)!.factors.map(({ value }) => Number(value));
  const shapes: [RegExp, (...numbers: string[]) => loops.Loop][] = [
    [/^\w+$/, () => loops.points],
    [/^co2_t \* 1000 \/ \w+$/, () => loops.carbonPer],
    [/^energy_tce \* 1000 \/ \w+$/, () => loops.energyPer(factors("EF_CE_2020"))],
    [/^energy_tce_equal \* 1000 \/ \w+$/, () => loops.energyPer(factors("EF_CE_EQ"))],
    [/^veh_violations_all \/ \w+ \* 100$/, () => loops.sumPerLast(100)],
    [/^\(three_public_actual .* - 1\) \* 100$/, () => loops.growthOfSums],
    [/^\((\w+) \/ prev_year\(\1\) - 1\) \* 100$/, () => loops.growth],
    [/^max\(0, (\w+) - (\w+)\) \/ \2 \* 100$/, () => loops.overQuota],
    [/^(\w+) \/ \((?:\1 \+ \w+|\w+ \+ \1)\) \* 100$/, () => loops.shareOfBoth],
    [
      /^\w+(?: \* (\d+))? \/ \w+(?: \* (\d+))?$/,
      (_, before, after) => loops.ratio(Number(after ?? 1), Number(before ?? 1)),
    ],
  ];
  for (const [shape, make] of shapes) {
    const match = shape.exec(formula);
    if (match) return make(...match);
  }
  throw new Error(`no loop by hand for ${key}: ${formula}`);
}
