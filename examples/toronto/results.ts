import { addDecimals, canonicalDecimal, evaluateUnit, type CellValue } from "@duibiao/indicators";
import { rankColumn, type Place as RankPlace } from "@duibiao/scoring";
import type { Client } from "../platform/client.ts";
import type { Unit } from "../platform/steps.ts";
import type { Loaded } from "./load.ts";

type Cell = {
  measure: string;
  state: "number" | "na" | "missing";
  value: string | null;
  reason: string;
};
/** A building's figures as the platform holds them. */
export type Held = { unit: Unit; city: string; cells: ReadonlyMap<string, Cell> };
export type RolledUp = {
  regionCode: string;
  regionName: string;
  tier: string;
  measure: string;
  nExpected: number;
  nAnswered: number;
  sum: string | null;
};
export type CityRanking = {
  nRanked: number;
  nListed: number;
  items: {
    code: string;
    name: string;
    value: number | null;
    matched: number;
    expected: number;
    complete: boolean;
    place: { rank: number; rankTo: number; quartile: number } | null;
    reason: { en: string } | null;
  }[];
};
/** Energy per area of one building: the exact quotient, or why there is none. */
export type Intensity = {
  held: Held;
  value: number | null;
  reason: string;
  place: RankPlace | null;
  published: number | null;
  difference: number | null;
};
export type TypeSum = {
  type: string;
  buildings: number;
  measure: string;
  answered: number;
  sum: string;
};
export type Results = {
  held: Held[];
  byCity: RolledUp[];
  cityRanking: CityRanking;
  byType: TypeSum[];
  intensities: Intensity[];
};

const intensity = "site_energy_per_area";

/** Reads back what the platform holds and made of it. */
export async function readResults(loaded: Loaded): Promise<Results> {
  const { client, task, catalogue } = loaded;
  const held = await readHeld(loaded);
  const { items: byCity } = await client.get<{ items: RolledUp[] }>("/roll-ups", {
    period: task.period.id,
    collection: task.id,
    lens: "province",
  });
  const cityRanking = await client.get<CityRanking>("/rankings", {
    catalogue,
    indicator: intensity,
    period: task.period.id,
    tier: "city",
    lens: "province",
    collection: task.id,
  });
  return {
    held,
    byCity,
    cityRanking,
    byType: sumsByType(held, loaded),
    intensities: intensitiesOf(held, loaded),
  };
}

/** Figures unit by unit: the interface has no answer that sums by kind of unit. */
async function readHeld({ client, task, units, regions }: Loaded): Promise<Held[]> {
  const unitOf = new Map(units.map((unit) => [unit.id, unit]));
  const cityOf = new Map(regions.map((region) => [region.id, region.name]));
  const submissions: { id: number; unitId: number; provinceRev: number | null }[] = [];
  for (let after: number | null | undefined; after !== null;) {
    const page: { items: typeof submissions; next: number | null } = await client.get("/submissions", {
      collection: task.id,
      after,
    });
    submissions.push(...page.items);
    after = page.next;
  }
  const accepted = submissions.filter((s) => s.provinceRev !== null);
  const held = await inTurns(accepted, 8, async (s) => {
    const unit = unitOf.get(s.unitId)!;
    return {
      unit,
      city: cityOf.get(unit.regionId) ?? "",
      cells: await cellsOf(client, s.id, s.provinceRev!),
    };
  });
  return held.sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1));
}

async function cellsOf(client: Client, submission: number, revision: number): Promise<Map<string, Cell>> {
  const { observations } = await client.get<{ observations: Cell[] }>(
    `/submissions/${submission}/revisions/${revision}`,
  );
  return new Map(observations.map((cell) => [cell.measure, cell]));
}

async function inTurns<A, B>(items: readonly A[], atOnce: number, work: (item: A) => Promise<B>): Promise<B[]> {
  const done: B[] = [];
  for (let from = 0; from < items.length; from += atOnce)
    done.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))));
  return done;
}

/** Exact sums of every additive measure by type of building, with how many buildings gave a number. */
function sumsByType(held: readonly Held[], { compiled, units }: Loaded): TypeSum[] {
  const measures = [...compiled.measures.values()].filter((measure) => measure.aggRegion === "sum");
  const types = [...new Set(units.map((unit) => unit.kind))].sort();
  return types.flatMap((type) => {
    const ofType = held.filter(({ unit }) => unit.kind === type);
    return measures.map(({ key }) => {
      const numbers = ofType.flatMap(({ cells }) => cells.get(key)?.value ?? []);
      return {
        type,
        buildings: units.filter((unit) => unit.kind === type).length,
        measure: key,
        answered: numbers.length,
        sum: numbers.length === 0 ? "" : addDecimals(numbers),
      };
    });
  });
}

/** The catalogue's formula over each building's figures, ranked among the buildings where it has a value. */
function intensitiesOf(held: readonly Held[], { compiled }: Loaded): Intensity[] {
  const { formula, direction } = compiled.indicators.get(intensity)!;
  if (direction !== "lower" && direction !== "higher") throw new Error(`${intensity} has no direction`);
  const outcomes = held.map(({ cells }) =>
    evaluateUnit(compiled, formula, ({ measure }) => cellValue(cells.get(measure))),
  );
  const values = outcomes.map((outcome) => (outcome.ok ? outcome.value.valueOf() : null));
  const { places } = rankColumn(values, direction);
  return held.map((one, at) => {
    const outcome = outcomes[at]!;
    const text = one.cells.get("tor_published_eui")?.value ?? null;
    const published = text === null ? null : Number(canonicalDecimal(text));
    const value = values[at]!;
    return {
      held: one,
      value,
      published,
      place: places[at]!,
      reason: outcome.ok ? "" : outcome.gap.text.en,
      difference: value === null || published === null ? null : value - published,
    };
  });
}

function cellValue(cell: Cell | undefined): CellValue | undefined {
  if (cell === undefined) return undefined;
  return cell.state === "number" ? { state: "number", value: cell.value! } : { state: cell.state };
}
