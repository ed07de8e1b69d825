import { regionsOn } from "../platform/steps.ts";
import type { Loaded } from "./load.ts";
import { differencesOf, misplaced, type Compared, type Difference, type Misplaced } from "./reconcile.ts";
import { additive, type Series } from "./series.ts";
import type { Area, Figure } from "./source.ts";
import { kinds } from "./tree.ts";

/** The parts of the platform's ranking that are printed and written. */
export type Ranking = {
  indicator: { key: string; uom: string; direction: string };
  period: { key: string };
  nListed: number;
  nRanked: number;
  best: number | null;
  quartileCuts: { p25: number; p50: number; p75: number } | null;
  quartileMethod: string;
  items: {
    code: string;
    name: string;
    parentId: number | null;
    value: number | null;
    place: {
      rank: number;
      rankTo: number;
      quartile: number;
      gapToBest: number;
      gapToTopQuartile: number;
    } | null;
    interval: { lower: number | null; upper: number | null } | null;
    reason: { en: string } | null;
    cellReasons: { state: string; reason: string }[];
  }[];
};

export type Results = {
  differences: Difference[];
  misplaced: Misplaced[];
  rankings: { series: Series; ranking: Ranking; parents: Map<number, string> }[];
};

/** Reads back, through the public interface, what the platform made of the figures. */
export async function readResults(
  { client, catalogue, counts, ratios }: Loaded,
  areas: readonly Area[],
  figures: readonly Figure[],
): Promise<Results> {
  const byCode = new Map(areas.map((area) => [area.code, area]));
  const differences: Difference[] = [];
  for (const { year, task, refused } of counts) {
    const { items } = await client.get<{ items: Compared[] }>("/reconciliation", {
      collection: task.id,
      lens: "province",
    });
    differences.push(
      ...differencesOf(year, items, refused, byCode).sort(
        (a, b) => tierOrder(a) - tierOrder(b) || (a.code < b.code ? -1 : 1),
      ),
    );
  }
  const valueAt = new Map(
    figures
      .filter((f) => f.dataset === additive.dataset && f.value !== "")
      .map((f) => [`${f.code} ${f.period.slice(0, 4)}`, Number(f.value)]),
  );
  const regionOf = new Map(
    areas.flatMap((area) =>
      area.levels.includes("ltla")
        ? area.parents.filter((p) => byCode.get(p)?.levels.join() === "rgn").map((p) => [area.code, p] as const)
        : [],
    ),
  );
  const rankings = [];
  for (const { series, task } of ratios) {
    const ranking = await client.get<Ranking>("/rankings", {
      catalogue,
      indicator: series.ranks,
      period: task.period.id,
      tier: "county",
      lens: "province",
      collection: task.id,
      peerGroup: kinds.current,
    });
    const parents = new Map((await regionsOn(client, task.period.end)).map((region) => [region.id, region.name]));
    rankings.push({ series, ranking, parents });
  }
  return {
    differences,
    misplaced: misplaced(differences, (code, year) => valueAt.get(`${code} ${year}`) ?? null, regionOf),
    rankings,
  };
}

const tierOrder = ({ tier }: Difference) => ["nation", "province", "city", "county"].indexOf(tier);
