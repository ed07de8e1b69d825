import { alertColumns, figureColumns, type Building } from "./source.ts";

/** What the source says and no more: one owner of all buildings, and the municipality that each building names. */
export const owner = { code: "TORONTO", name: "City of Toronto (all buildings)" };
/** The source covers this year only, so nothing is said of other times. */
export const begins = "2021-01-01";

export const cityCode = (city: string): string => `TORONTO-${city.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "-")}`;

/** Rows of the platform's import of regions: the owner, and below it the municipalities. */
export function regionRows(buildings: readonly Building[]) {
  const cities = [...new Set(buildings.map((building) => building.city))].sort();
  const row = (code: string, name: string, tier: string, kind: string, parent: string) => ({
    code,
    name,
    tier,
    kind,
    parent_code: parent,
    valid_from: begins,
    valid_to: "",
  });
  return [
    row(owner.code, owner.name, "province", "owner", ""),
    ...cities.map((city) => row(cityCode(city), city, "city", "municipality", owner.code)),
  ];
}

/** Rows of the platform's import of units: every building is an institution of its municipality; its kind is its type. */
export const unitRows = (buildings: readonly Building[]) =>
  buildings.map(({ id, name, city, type }) => ({
    code: id,
    name,
    region_code: cityCode(city),
    covers: "own",
    kind: type,
    valid_from: begins,
    valid_to: "",
  }));

/**
 * The source writes many figures as binary fractions in full (5.0999999999999996). Such a text is read as the number
 * it stands for and written shortest (5.1), which is the same binary number; every other text is kept as it is.
 */
export function plainFigure(text: string): string | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  const significant = text.replace(/^-?0*\.?0*/, "").replace(".", "").length;
  return significant >= 16 ? String(Number(text)) : text;
}

const alertStates: Record<string, string> = { Ok: "0", "Possible Issue": "1" };

/** Rows of the platform's import of figures: what is no number is 暂缺 in the source's own words. */
export function cellRows(buildings: readonly Building[]) {
  return buildings.flatMap(({ id, cells }) => {
    const cell = (measure: string, text: string, value: string | undefined) =>
      value === undefined
        ? { unit_code: id, measure, state: "missing", value: "", reason: `来源 / source: ${text}` }
        : { unit_code: id, measure, state: "number", value, reason: "" };
    const figures = Object.entries(figureColumns).map(([column, measure]) =>
      cell(measure, cells[column]!, plainFigure(cells[column]!)),
    );
    const alerts = Object.entries(alertColumns).map(([column, measure]) =>
      cell(measure, cells[column]!, alertStates[cells[column]!]),
    );
    return [...figures, ...alerts];
  });
}
