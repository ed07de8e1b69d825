import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { compile, type Catalogue, type Compiled } from "@duibiao/indicators";
import { writeCsv } from "@duibiao/workbook";
import type { Client } from "../platform/client.ts";
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
import type { Building } from "./source.ts";
import { begins, cellRows, owner, regionRows, unitRows } from "./tables.ts";

export type Loaded = {
  client: Client;
  catalogue: number;
  compiled: Compiled;
  regions: Region[];
  units: Unit[];
  task: Task;
  imported: Imported;
  verified: { rows: number; differences: number };
};

/** Puts the buildings into a platform, through its public interface only. */
export async function load(place: Place, buildings: readonly Building[]): Promise<Loaded> {
  const keeper = await place.forTree();
  await keeper.csv(
    "/regions/import",
    table(["code", "name", "tier", "kind", "parent_code", "valid_from", "valid_to"], regionRows(buildings)),
  );
  await keeper.csv(
    "/units/import",
    table(["code", "name", "region_code", "covers", "kind", "valid_from", "valid_to"], unitRows(buildings)),
  );
  const root = (await regionsOn(keeper, begins)).find((region) => region.code === owner.code)!;

  const client = await place.forFigures(root.id);
  const document = parse(readFileSync(join(import.meta.dirname, "catalogue.yaml"), "utf8")) as Catalogue;
  const catalogue = await publishCatalogue(client, root.id, document);
  const period = await setUpPeriod(client, "year", begins.slice(0, 4));
  const regions = (await regionsOn(client, period.end)).filter(
    (region) => region.id === root.id || region.parentId === root.id,
  );
  const within = new Set(regions.map((region) => region.id));
  const units = (await unitsOn(client, period.end)).filter((unit) => within.has(unit.regionId));
  const task = await openHistory(client, {
    owner: root.id,
    catalogue,
    form: "TOR_BUILDING",
    period,
    name: `Municipal buildings ${period.key}`,
    units: units.map((unit) => unit.id),
  });
  const imported = await importFigures(
    client,
    task,
    table(["unit_code", "measure", "state", "value", "reason"], cellRows(buildings)),
  );
  await settled(client, period.id);
  return {
    client,
    catalogue,
    compiled: compile(document),
    regions,
    units,
    task,
    imported,
    verified: await verified(client, task),
  };
}

const table = (columns: readonly string[], rows: readonly Record<string, string>[]) =>
  writeCsv(
    columns.map((name) => ({ name, type: "text" })),
    rows,
  );
