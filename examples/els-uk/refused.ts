import type { Dating } from "./dates.ts";
import type { Area, Figure } from "./source.ts";

/** Why a published row has no place in a collection. */
export type Why =
  | "upper_tier"
  | "combined_authority"
  | "no_level"
  | "no_parent"
  | "outside_its_time"
  | "not_current"
  | "unexplained";

export type RefusedRow = {
  period: string;
  code: string;
  name: string;
  value: string;
  why: Why;
  said: string;
};

/** What the platform said of the rows that it refused, by row number of the table it was given. */
export type ImportProblem = {
  row: number;
  column: string;
  code: string;
  zh: string;
  en: string;
  value: string;
};

/**
 * Joins the platform's refusals with what is known of the areas. `rows` are the published rows in the order of the
 * imported table; `day` is the last day of the period, whose tree counts.
 */
export function refusedRows(
  problems: readonly ImportProblem[],
  rows: readonly Figure[],
  areas: ReadonlyMap<string, Area>,
  dating: Dating,
  day: string,
): RefusedRow[] {
  return problems.map((problem) => {
    const figure = rows[problem.row - 2]!;
    const area = areas.get(figure.code);
    const said = `${problem.code}: ${problem.en}`;
    return {
      period: figure.period,
      code: figure.code,
      name: area?.name ?? "",
      value: figure.value,
      why: area === undefined ? "unexplained" : whyOf(area, dating, day),
      said,
    };
  });
}

function whyOf(area: Area, dating: Dating, day: string): Why {
  const has = (level: string) => area.levels.includes(level);
  if (!has("ltla") && !has("rgn") && !has("ctry"))
    return has("cauth") ? "combined_authority" : has("utla") ? "upper_tier" : "no_level";
  if (area.parents.length === 0) return "no_parent";
  const [founded, end] = [dating.foundedOn(area), dating.endOf(area)];
  if ((end !== null && day >= end) || (founded !== null && day < founded)) return "outside_its_time";
  return area.endYear === null ? "unexplained" : "not_current";
}
