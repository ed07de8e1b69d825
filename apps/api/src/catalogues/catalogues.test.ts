import { createHash } from "node:crypto";
import { canonicalJson, type Catalogue } from "@duibiao/indicators";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProvince, smallCatalogue, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { readBaseCatalogue } from "./base.ts";

let t: TestPlatform;
let p: TestProvince;
const publish = (body: Record<string, unknown>, who = "ana") =>
  t.as(who).post("/catalogues", { owner: p.region["P"], ...body });
const edited = (change: (draft: Catalogue) => void): Catalogue => {
  const draft = structuredClone(smallCatalogue);
  change(draft);
  return draft;
};

beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, smallProvince, {});
  await t.person("ana", "analyst", { region: p.region["P"]! });
  await t.person("root", "analyst");
  await t.person("city", "analyst", { region: p.region["A"]! });
});
afterAll(() => t.close());

describe("publishing a catalogue", () => {
  it("stores the canonical document under its hash, and gives the same version for the same document", async () => {
    const first = await publish({ document: smallCatalogue });
    expect(first.status).toBe(200);
    const hash = createHash("sha256").update(canonicalJson(smallCatalogue)).digest("hex");
    expect(first.body).toMatchObject({
      hash,
      published: true,
      newMeasures: 4,
      catalogue: { hash, key: "small", version: "1" },
    });
    const shuffled = Object.fromEntries(Object.entries(smallCatalogue).reverse());
    expect((await publish({ document: shuffled })).body).toMatchObject({
      published: false,
      newMeasures: 0,
      catalogue: { id: first.body.catalogue.id },
    });
    const read = await t.as("ana").get(`/catalogues/${first.body.catalogue.id}`);
    expect(createHash("sha256").update(canonicalJson(read.body.document)).digest("hex")).toBe(read.body.hash);
  });

  it("refuses another content under a published version", async () => {
    const other = await publish({ document: edited((d) => (d.name.en = "other")) });
    expect(other.status).toBe(409);
    expect(other.body.zh).toContain("新的版本号");
  });

  it("refuses a registered key with another meaning, naming every field, and registers nothing of it", async () => {
    const document = edited((d) => {
      d.version = "2";
      d.measures[3]!.uom = "‰";
      d.measures[1]!.aggTime = "sum";
      d.measures.push({ ...d.measures[2]!, key: "t_new" });
    });
    const refused = await publish({ document });
    expect(refused.status).toBe(422);
    expect(refused.body.findings.map((f: any) => [f.code, f.path])).toEqual([
      ["meaning_changed", "measures[1].aggTime"],
      ["meaning_changed", "measures[3].uom"],
    ]);
    expect(refused.body.en).toContain("use a new key with replaces");
    expect((await t.owner.query("select 1 from measures where key = 't_new'")).rowCount).toBe(0);
  });

  it("refuses a document with lint errors with code, path and both languages", async () => {
    const refused = await publish({
      document: edited((d) => {
        d.version = "3";
        d.indicators[0]!.formula = "t_energy / t_nobody";
      }),
    });
    expect(refused.status).toBe(422);
    expect(refused.body.findings[0]).toMatchObject({
      code: "bad_formula",
      path: "indicators[0].formula",
      severity: "error",
      zh: expect.stringContaining("t_nobody"),
      en: expect.stringContaining("t_nobody"),
    });
  });

  it("refuses a misspelt field with its place", async () => {
    const refused = await publish({ document: { ...smallCatalogue, measurs: [] } });
    expect(refused.status).toBe(400);
    expect(refused.body.issues[0].zh).toContain("measurs");
  });

  it("lays local parts over a read-only base", async () => {
    const { body: base } = await t.as("root").post("/catalogues", {
      owner: null,
      document: edited((d) => {
        d.key = "platform-base";
      }),
    });
    const local = {
      format: "duibiao-catalogue/1",
      key: "province",
      version: "1",
      name: { zh: "省目录", en: "province" },
    };
    const added = {
      measures: [{ ...smallCatalogue.measures[0], key: "t_gas", name: { zh: "用气量", en: "gas" } }],
    };
    const merged = await publish({ base: base.catalogue.id, local: { ...local, ...added } });
    expect(merged.body).toMatchObject({ published: true, newMeasures: 1 });
    const { body } = await t.as("ana").get(`/catalogues/${merged.body.catalogue.id}`);
    expect(body.document.measures.map((m: any) => m.key)).toEqual([
      "t_energy",
      "t_gas",
      "t_people",
      "t_rate",
      "t_server",
    ]);
    const changed = await publish({
      base: base.catalogue.id,
      local: { ...local, version: "2", forms: [smallCatalogue.forms[0]] },
    });
    expect(changed.status).toBe(422);
    expect(changed.body.findings.map((f: any) => f.code)).toContain("duplicate_key");
  });

  it("changes nothing in a dry run", async () => {
    const document = edited((d) => {
      d.version = "9";
      d.measures.push({ ...d.measures[2]!, key: "t_dry" });
    });
    expect((await publish({ document, dryRun: true })).body).toMatchObject({
      published: false,
      catalogue: null,
      newMeasures: 1,
      warnings: expect.arrayContaining([expect.objectContaining({ code: "orphan_measure" })]),
    });
    expect((await t.owner.query("select 1 from measures where key = 't_dry'")).rowCount).toBe(0);
    expect((await t.as("ana").get("/catalogues?key=small")).body.items).toHaveLength(1);
  });

  it("is the province's to do, the base only the platform's", async () => {
    expect((await publish({ document: smallCatalogue }, "city")).status).toBe(403);
    expect((await publish({ owner: null, document: smallCatalogue })).status).toBe(403);
  });
});

describe("the base catalogue", () => {
  it("is published whole, and its schemes show what they really stand on, never re-weighted", async () => {
    const { status, body } = await t.as("root").post("/catalogues", { owner: null, document: readBaseCatalogue() });
    expect(status).toBe(200);
    const coverage = async (scheme: string) =>
      (await t.as("ana").get(`/catalogues/${body.catalogue.id}/schemes/${scheme}/coverage`)).body;
    const demo = await coverage("DEMO-1");
    expect(demo).toMatchObject({
      trial: true,
      weightsStatus: "PROPOSAL",
      documentNo: null,
      leaves: { total: 20, collected: 20 },
      root: { share: 1 },
    });
    expect(demo.stamps[0].zh).toBe("试算，不作考核依据");
    const zji = await coverage("ZJI");
    // 47 leaves (the field's research, section 5.2). Of 满意 the opinions' module does not count yet: 0.2 + 0.1335.
    expect(zji.leaves.total).toBe(47);
    const dimension = (key: string) => zji.root.children.find((node: any) => node.key === key);
    expect(dimension("ZA").share).toBeCloseTo(1, 9);
    expect(dimension("ZS").share).toBeCloseTo(1 - 0.3335, 9);
    const byWeight = zji.root.children.reduce((sum: number, node: any) => sum + node.weight * node.share, 0);
    expect(zji.root.share).toBeCloseTo(byWeight, 12);
    const absent = dimension("ZS").children.find((node: any) => node.key === "opinion_reply_rate").leaf;
    expect(absent.collected).toBe(false);
    expect(absent.says.zh).toMatch(/^模块未启用.*收到意见数/);
  });

  it("answers with 404 for a scheme that is not there", async () => {
    const { body } = await t.as("ana").get("/catalogues?key=small");
    expect((await t.as("ana").get(`/catalogues/${body.items[0].id}/schemes/NONE/coverage`)).status).toBe(404);
  });

  it("may be kept by a browser, since a version never changes; lists are not kept", async () => {
    const { body } = await t.as("ana").get("/catalogues?key=small");
    const kept = await t.as("ana").get(`/catalogues/${body.items[0].id}`);
    expect(kept.headers.get("Cache-Control")).toBe("private, max-age=31536000, immutable");
    expect((await t.as("ana").get("/catalogues?key=small")).headers.get("Cache-Control")).toBe("no-store");
  });
});
