import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { createTestPlatform, type TestPlatform } from "@duibiao/api/testing";
import { writeOffice } from "@duibiao/workbook/testing";
import { planted, publishedRows, withErrors, type Finder, type Row } from "./planted.ts";

const header = [
  "Building",
  "Name",
  "Year",
  "Area (m²)",
  "Electricity (kWh)",
  "Gas (GJ)",
  "Site energy (GJ)",
  "GHG (t)",
];
const measures = ["pl_area", "pl_elec", "pl_gas", "pl_site", "pl_ghg"];
const uoms = ["m²", "kWh", "GJ", "GJ", "t CO2e"];

let t: TestPlatform;
let mapping: number;
let collection: number;
const nameOf = new Map(publishedRows().map(({ id, name }) => [id, name]));

const as = (who: string) => t.as(who);
async function ok<T>(answer: Promise<{ status: number; text: string; body: T }>): Promise<T> {
  const { status, text, body } = await answer;
  expect(status, text).toBe(200);
  return body;
}

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2022-02-01T09:00:00+08:00");
  await t.person("keeper", "system_admin");
  const tree =
    "code,name,tier,kind,parent_code,valid_from,valid_to\nP,Owner,province,,,2020-01-01,\nC,Toronto,city,,P,2020-01-01,\n";
  await ok(as("keeper").csv("/regions/import?dryRun=false", tree));
  const units = publishedRows().map(({ id, name }) => ({
    ...{ code: id, name, region_code: "C", covers: "own", valid_from: "2020-01-01" },
  }));
  await ok(as("keeper").post("/units/import/json?dryRun=false", { rows: units }));
  const region = async (code: string) =>
    (await t.owner.query("select region_id from region_versions where code = $1", [code])).rows[0].region_id as number;
  await t.person("province", "analyst", { region: await region("P") });
  await t.person("city", "analyst", { region: await region("C") });
  const document = parse(readFileSync(join(import.meta.dirname, "catalogue.yaml"), "utf8"));
  const { catalogue } = await ok<any>(as("province").post("/catalogues", { owner: await region("P"), document }));
  const period = await ok<any>(as("province").post("/periods", { kind: "year", period: "2021" }));
  const day = (n: number) => `2022-02-${String(n).padStart(2, "0")}T00:00:00+08:00`;
  const opened = await ok<any>(
    as("province").post("/collections", {
      ...{
        owner: await region("P"),
        catalogue: catalogue.id,
        form: "PL_BUILDING",
        period: period.id,
        name: "2021",
        synthetic: true,
      },
      ...{ opensAt: day(1), dueUnit: day(10), dueCounty: day(12), dueCity: day(14), dueProvince: day(20) },
    }),
  );
  collection = opened.id;
  mapping = (
    await ok<any>(
      as("province").post("/mappings", {
        ...{ owner: await region("P"), key: "portfolio", catalogue: catalogue.id },
        document: {
          ...{ system: "Portfolio Manager", title: "buildings", form: "PL_BUILDING", sheet: "", header: 1 },
          columns: header,
          unit: { column: "Building", by: "code" },
          period: { column: "Year" },
          skip: ["Total"],
          rows: "one",
          cells: measures.map((measure, at) => ({ column: header[at + 3], measure, member: "total", uom: uoms[at] })),
        },
      }),
    )
  ).id;
});
afterAll(() => t.close());

const file = (rows: Row[]) =>
  writeOffice([header, ...rows.map(({ id, name, year, cells }) => [id, name, year, ...cells]), ["Total"]], "xlsx");
const bring = (bytes: Uint8Array, more: string) =>
  as("city").post(`/mappings/${mapping}/cells?collection=${collection}&file=buildings.xlsx${more}`, bytes, {
    "Content-Type": "application/octet-stream",
  });

test("the published rows come in whole and break no rule", async () => {
  const { counts, units } = await ok<any>(bring(file(publishedRows()), "&dryRun=true"));
  // 24 buildings of five figures.
  expect(counts).toEqual({ written: 120, unchanged: 0, conflict: 0, refused: 0 });
  expect(units.filter(({ findings }: any) => findings > 0)).toEqual([]);
});

test("every planted error is found by whom the table says, or by nobody", async () => {
  const bytes = file(withErrors());
  const whole = await bring(bytes, "&dryRun=false");
  // Atomic: one bad cell keeps all out.
  expect([whole.status, whole.body.written]).toEqual([422, false]);
  const taken = await ok<any>(bring(bytes, "&dryRun=false&partial=true"));
  expect(taken.outside).toBe(1);
  // A unit whose every row is refused is not begun.
  const begun = taken.units.filter(({ submission }: any) => submission !== null);
  const started = new Map<string, number>(begun.map(({ code, submission }: any) => [code, submission]));
  const found = new Map<string, Set<Finder>>();
  const add = (building: string, finder: Finder) =>
    found.set(building, (found.get(building) ?? new Set<Finder>()).add(finder));
  const codes = new Map<string, string>();
  for (const { unit, verdict, code } of taken.cells)
    if (verdict === "refused") {
      const building = unit === "28033691" ? "28033619" : unit;
      add(building, "import");
      codes.set(building, code);
    }
  // Left out and told so: the row of another year.
  add("28033470", "import");
  for (const building of nameOf.keys()) {
    const submission = started.get(building);
    if (submission === undefined && !codes.has(building)) add(building, "not reported");
    if (submission === undefined && building === "28033619") add(building, "not reported");
    if (submission === undefined) continue;
    const { findings } = await ok<any>(as("city").get(`/submissions/${submission}`));
    for (const { rule, verdict } of findings) if (verdict === "false") add(building, rule);
  }
  const told = planted.map(({ building, what }) => ({
    building,
    what,
    found: [...(found.get(building) ?? ["nobody"])].toSorted(),
  }));
  expect(told).toEqual(
    planted.map(({ building, what, found: wanted }) => ({ building, what, found: wanted.toSorted() })),
  );
  expect(
    planted.flatMap(({ building, code }) => (code === undefined ? [] : [[building, codes.get(building)]])),
  ).toEqual(planted.flatMap(({ building, code }) => (code === undefined ? [] : [[building, code]])));
  // Nothing is said of the eight buildings that nobody touched.
  const touched = new Set(planted.map(({ building }) => building));
  expect([...found.keys()].filter((building) => !touched.has(building))).toEqual([]);
  const fullWidth = await ok<any>(as("city").get(`/submissions/${started.get("28033734")}`));
  expect(fullWidth.cells.find(({ measure }: any) => measure === "pl_site").value).toBe("1458.7");
});
