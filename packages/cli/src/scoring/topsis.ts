import { entropyMinMaxWeights, rankColumn, topsis, type TopsisScaling } from "@duibiao/scoring";
import { writeCsv } from "@duibiao/workbook/csv";
import { fail } from "../fault.ts";
import { readData } from "./job.ts";

export type TopsisOptions = { id: string; weights: string; scaling: string; lower: string | undefined };

const SCALINGS: readonly string[] = ["vector", "min_max", "sum"];

/**
 * Ranks a table by TOPSIS, every column but the unit's id a criterion: a CSV of weights in its first row and closeness and
 * place of every unit after it. Weights: entropy (after min-max) or equal. Every value must be there.
 */
export async function topsisOf(path: string, { id, weights, scaling, lower }: TopsisOptions): Promise<string> {
  if (!SCALINGS.includes(scaling))
    fail(`没有归一化方法 ${scaling}，只有 ${SCALINGS.join("、")}。`, `no scaling ${scaling}; ${SCALINGS.join(", ")}.`);
  if (weights !== "entropy" && weights !== "equal")
    fail(`没有赋权方法 ${weights}，只有 entropy、equal。`, `no weights ${weights}; entropy or equal.`);
  const data = await readData(path, { columns: { id }, directions: {} });
  const keys = Object.keys(data.columns);
  const falling = new Set(lower?.split(",").map((key) => key.trim()));
  const strange = [...falling].filter((key) => !keys.includes(key));
  if (strange.length > 0) fail(`没有列 ${strange.join("、")}。`, `no columns ${strange.join(", ")}.`);
  const columns = keys.map((key) =>
    Float64Array.from(
      data.columns[key]!,
      (value, r) => value ?? fail(`“${key}”列 ${data.ids[r]} 没有数。`, `column "${key}", ${data.ids[r]}: no number.`),
    ),
  );
  const directions = keys.map((key) => (falling.has(key) ? (-1 as const) : (1 as const)));
  const given = weights === "equal" ? keys.map(() => 1 / keys.length) : entropyMinMaxWeights(columns, directions);
  const closeness = topsis({ columns, weights: given, directions }, scaling as TopsisScaling);
  const { places } = rankColumn(closeness, "higher");
  return writeCsv(
    [{ name: id, type: "text" }, ...[...keys, "closeness", "rank"].map((name) => ({ name, type: "number" as const }))],
    [
      { [id]: "weights", ...Object.fromEntries(keys.map((key, n) => [key, given[n]!])), closeness: null, rank: null },
      ...data.ids.map((unit, r) => ({
        [id]: unit,
        ...Object.fromEntries(keys.map((key) => [key, data.columns[key]![r]!])),
        closeness: closeness[r]!,
        rank: places[r]!.rank,
      })),
    ],
  );
}
