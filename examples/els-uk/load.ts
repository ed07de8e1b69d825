import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { Refused, type Client } from "../platform/client.ts";
import type { Place } from "../platform/place.ts";
import {
  importFigures,
  openHistory,
  publishCatalogue,
  regionsOn,
  setUpPeriod,
  settled,
  unitsOn,
  verified,
  type Imported,
  type Region,
  type Task,
  type Unit,
} from "../platform/steps.ts";
import { writeCsv } from "@duibiao/workbook";
import { datingOf, type Dating } from "./dates.ts";
import { absentCells, cellsOf, importTable } from "./figures.ts";
import { publishedTwice } from "./twice.ts";
import { refusedRows, type ImportProblem, type RefusedRow } from "./refused.ts";
import { additive, periodKey, ratios, type Series } from "./series.ts";
import type { Area, Figure } from "./source.ts";
import { kinds, planTree, planUnits, type Note, type RegionRow } from "./tree.ts";

export type Unassigned = { code: string; name: string; said: string };
export type Loaded = {
  client: Client;
  catalogue: number;
  dating: Dating;
  regions: number;
  notes: Note[];
  unassigned: Unassigned[];
  counts: { year: string; task: Task; imported: Imported; refused: RefusedRow[] }[];
  ratios: { series: Series; task: Task; imported: Imported; refused: RefusedRow[] }[];
  verified: { rows: number; differences: number };
};

/** Puts the published tree and figures into a platform, through its public interface only. */
export async function load(
  place: Place,
  areas: readonly Area[],
  figures: readonly Figure[],
  say: (line: string) => void,
): Promise<Loaded> {
  const dating = datingOf(areas, figures, additive.dataset);
  const plan = planTree(areas, dating);
  const keeper = await place.forTree();
  const { kept, unassigned } = await importTree(keeper, plan.regions);
  say(
    `地区 ${new Set(kept.map((r) => r.code)).size} 个，无上级 ${unassigned.length} 个 / ${new Set(kept.map((r) => r.code)).size} regions in the tree, ${unassigned.length} without a parent`,
  );
  const root = (await regionsOn(keeper, today(kept))).find(
    (region) => region.tier === "nation" && region.code === kept.find((r) => r.tier === "nation")!.code,
  )!;

  const client = await place.forFigures(root.id);
  const catalogue = await publishCatalogue(
    client,
    root.id,
    parse(readFileSync(join(import.meta.dirname, "catalogue.yaml"), "utf8")),
  );
  const base = {
    client,
    root,
    catalogue,
    areas: new Map(areas.map((area) => [area.code, area])),
    dating,
  };
  const counts = [];
  for (const period of [
    ...new Set(figures.filter((f) => f.dataset === additive.dataset).map((f) => f.period)),
  ].sort()) {
    const rows = figures.filter((f) => f.dataset === additive.dataset && f.period === period);
    counts.push({ year: period.slice(0, 4), ...(await loadCount(base, period, rows)) });
    say(
      `活跃企业 ${period.slice(0, 4)}：${counts.at(-1)!.imported.accepted} 行 / active businesses ${period.slice(0, 4)}: ${counts.at(-1)!.imported.accepted} rows`,
    );
  }
  const ranked = [];
  for (const series of ratios) {
    const rows = figures.filter(
      (f) => f.dataset === series.dataset && f.indicator === series.indicator && f.period === series.period,
    );
    ranked.push({ series, ...(await loadRatio(base, series, rows)) });
    say(
      `${series.ranks}：${ranked.at(-1)!.imported.accepted} 行 / ${series.ranks}: ${ranked.at(-1)!.imported.accepted} rows`,
    );
  }
  const checked = { rows: 0, differences: 0 };
  for (const { task } of [...counts, ...ranked]) {
    await settled(client, task.period.id);
    const one = await verified(client, task);
    checked.rows += one.rows;
    checked.differences += one.differences;
  }
  return {
    client,
    catalogue,
    dating,
    regions: new Set(kept.map((r) => r.code)).size,
    notes: [...plan.notes, ...publishedTwice(areas, figures, additive.dataset)],
    unassigned,
    counts,
    ratios: ranked,
    verified: checked,
  };
}

type Base = {
  client: Client;
  root: Region;
  catalogue: number;
  areas: ReadonlyMap<string, Area>;
  dating: Dating;
};

/** Offers the whole table first: the rows that the platform refuses are the unassigned, in its own words. */
async function importTree(
  keeper: Client,
  rows: readonly RegionRow[],
): Promise<{ kept: RegionRow[]; unassigned: Unassigned[] }> {
  const table = (regions: readonly RegionRow[]) =>
    writeCsv(
      (["code", "name", "tier", "kind", "parent_code", "valid_from", "valid_to"] as const).map((name) => ({
        name,
        type: "text",
      })),
      regions,
    );
  const refused = new Map<string, Unassigned>();
  try {
    await keeper.csv("/regions/import", table(rows), { dryRun: true });
  } catch (error) {
    if (!(error instanceof Refused) || !Array.isArray(error.problem["rows"])) throw error;
    for (const problem of error.problem["rows"] as ImportProblem[]) {
      const row = rows[problem.row - 2]!;
      if (row.parent_code !== "") throw error;
      refused.set(row.code, {
        code: row.code,
        name: row.name,
        said: `${problem.code}: ${problem.en}`,
      });
    }
  }
  const kept = rows.filter((row) => !refused.has(row.code));
  await keeper.csv("/regions/import", table(kept));
  await keeper.csv(
    "/units/import",
    writeCsv(
      (["code", "name", "region_code", "covers", "kind", "valid_from", "valid_to"] as const).map((name) => ({
        name,
        type: "text",
      })),
      planUnits(kept),
    ),
  );
  return { kept, unassigned: [...refused.values()] };
}

const today = (rows: readonly RegionRow[]) =>
  rows.reduce((latest, row) => (row.valid_from > latest ? row.valid_from : latest), "");

/** One year of the additive count: asked of every area that existed on the last day of the year. */
async function loadCount({ client, root, catalogue, areas, dating }: Base, published: string, rows: readonly Figure[]) {
  const period = await setUpPeriod(client, "year", published.slice(0, 4));
  const units = (await unitsOn(client, period.end)).filter(({ code }) => {
    const founded = areas.has(code) ? dating.foundedOn(areas.get(code)!) : null;
    return areas.has(code) && (founded === null || founded <= period.end);
  });
  const task = await openHistory(client, {
    owner: root.id,
    catalogue,
    form: additive.form,
    period,
    name: `Active businesses ${period.key}`,
    units: units.map((unit) => unit.id),
  });
  const cells = [...cellsOf(rows, additive.measure), ...absentCells(codesOf(units), rows, additive.measure)].map(
    (cell) => ({ ...cell, value: cell.value.replace(/\.0+$/, "") }),
  );
  const imported = await importFigures(client, task, importTable(cells));
  return {
    task,
    imported,
    refused: refusedRows(imported.problems, rows, areas, dating, period.end),
  };
}

/** One published ratio: asked of the current authorities and of everything above them. */
async function loadRatio({ client, root, catalogue, areas, dating }: Base, series: Series, rows: readonly Figure[]) {
  const period = await setUpPeriod(client, series.periodKind, periodKey(series));
  const units = (await unitsOn(client, period.end)).filter(
    (unit) => areas.has(unit.code) && unit.kind !== kinds.abolished,
  );
  const task = await openHistory(client, {
    owner: root.id,
    catalogue,
    form: series.form,
    period,
    name: `${series.indicator} ${series.period}`,
    units: units.map((unit) => unit.id),
  });
  const cells = [...cellsOf(rows, series.measure, series.bounds), ...absentCells(codesOf(units), rows, series.measure)];
  const imported = await importFigures(client, task, importTable(cells));
  const rowOf = new Map(rows.map((row) => [row.code, row]));
  const ofCells = cells.map((cell) => rowOf.get(cell.unit_code)!);
  return {
    task,
    imported,
    refused: refusedRows(imported.problems, ofCells, areas, dating, period.end).filter(
      (row, at, all) => all.findIndex((other) => other.code === row.code) === at,
    ),
  };
}

const codesOf = (units: readonly Unit[]) => units.map((unit) => unit.code);
