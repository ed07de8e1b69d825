import type { Catalogue } from "@duibiao/indicators";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  makeCatalogue,
  makePeriod,
  makeProvince,
  smallCatalogue,
  smallProvince,
  type TestProvince,
} from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
let p: TestProvince;
/** The platform's base, and the province's own first version (a whole document). */
let base: number;
let own: number;

const gas = { ...smallCatalogue.measures[0]!, key: "t_gas", name: { zh: "用气量", en: "gas" }, breakdowns: [] };
const draftOver = async (from: number, version: string, who = "ana") =>
  (await t.as(who).post("/catalogue-drafts", { owner: p.region["P"], from, key: "province", version })).body;
const save = (draft: { id: number; edits: number }, content: unknown, who = "ana") =>
  t.as(who).put(`/catalogue-drafts/${draft.id}`, { edits: draft.edits, content });
const contentOf = async (id: number) => (await t.as("ana").get(`/catalogue-drafts/${id}`)).body.content;
const check = async (id: number) => (await t.as("ana").get(`/catalogue-drafts/${id}/check`)).body;
const publish = (draft: { id: number; edits: number }, who = "ana") =>
  t.as(who).post(`/catalogue-drafts/${draft.id}/publish`, { edits: draft.edits });

beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, [...smallProvince, { key: "Q", tier: "province", parent: null }], {
    a1: { region: "a1", covers: "own" },
  });
  await t.person("ana", "analyst", { region: p.region["P"]! });
  await t.person("ben", "analyst", { region: p.region["P"]! });
  await t.person("leader", "leader", { region: p.region["P"]! });
  await t.person("city", "analyst", { region: p.region["A"]! });
  await t.person("other", "analyst", { region: p.region["Q"]! });
  await t.person("clerk", "clerk", { unit: p.unit["a1"]! });
  base = await makeCatalogue(t, smallCatalogue);
  const published = await t.as("ana").post("/catalogues", {
    owner: p.region["P"],
    document: { ...smallCatalogue, key: "province", version: "1" },
  });
  own = published.body.catalogue.id;
});
afterAll(() => t.close());

describe("a catalogue draft", () => {
  it("over an own version holds the whole document under the next version", async () => {
    const draft = await draftOver(own, "2");
    expect(draft).toMatchObject({ base: null, from: own, state: "open", edits: 0, version: "2", savedBy: "ana" });
    expect(await contentOf(draft.id)).toEqual({ ...smallCatalogue, key: "province", version: "2" });
    expect((await check(draft.id)).changes).toEqual([]);
  });

  it("over the platform's base holds a local part, and shows what it adds", async () => {
    const draft = await draftOver(base, "b1");
    expect(draft.base).toBe(base);
    const content = await contentOf(draft.id);
    expect(Object.keys(content).sort()).toEqual(["format", "key", "name", "version"]);
    const saved = await save(draft, { ...content, measures: [gas] });
    expect(saved.body).toMatchObject({ edits: 1 });
    const found = await check(draft.id);
    expect(found).toMatchObject({ edits: 1, publishable: true, newMeasures: 1 });
    // Nobody asks the new measure: its own finding; whatever else is found, the base has it too.
    const own = found.findings.filter((finding: any) => !finding.inherited);
    expect(own.map((finding: any) => [finding.code, finding.entry])).toEqual([
      ["orphan_measure", { list: "measures", key: "t_gas" }],
    ]);
    expect(found.findings.length).toBeGreaterThan(own.length);
    expect(found.changes).toMatchObject([{ kind: "added", effect: "new", list: "measures", key: "t_gas" }]);
  });

  it("changes nothing of its base: an entry of the base stated again is an error, in every list", async () => {
    const rich = {
      ...smallCatalogue,
      key: "rich",
      limits: [{ key: "L", name: gas.name, uom: "kWh", limits: [] }],
      targets: [{ key: "T", indicator: "t_per_head", year: 2027, value: 1 }],
      schemes: [
        {
          key: "S",
          name: gas.name,
          weightsStatus: "PROPOSAL",
          minCoverage: 0.5,
          root: {
            key: "R",
            name: gas.name,
            weight: 1,
            children: [{ key: "L", name: gas.name, weight: 1, indicator: "t_per_head" }],
          },
        },
      ],
    } as Catalogue;
    const over = await makeCatalogue(t, rich);
    const draft = await draftOver(over, "c1");
    const content = await contentOf(draft.id);
    const lists = ["breakdowns", "measures", "indicators", "rules", "forms", "schemes", "limits", "targets"] as const;
    const again = Object.fromEntries(lists.map((list) => [list, [rich[list]![0]]]));
    const saved = await save(draft, { ...content, ...again });
    const { findings, publishable } = await check(draft.id);
    expect(publishable).toBe(false);
    const twice = findings.filter((finding: any) => finding.code === "duplicate_key");
    expect(twice.map((finding: any) => finding.entry)).toEqual(
      expect.arrayContaining(lists.map((list) => ({ list, key: rich[list]![0]!.key }))),
    );
    const refused = await publish(saved.body);
    expect(refused.status).toBe(422);
    expect(refused.body.findings.map((finding: any) => finding.code)).toContain("duplicate_key");
  });

  it("keeps half-finished work, and says with code, place and both languages what is wrong", async () => {
    const draft = await draftOver(own, "3");
    const content = await contentOf(draft.id);
    const halfway = await save(draft, {
      ...content,
      measurs: [],
      indicators: [{ key: "t_new", formula: "", decimals: -3 }],
    });
    expect(halfway.status).toBe(200);
    const shape = await check(draft.id);
    expect(shape).toMatchObject({ publishable: false, changes: null });
    expect(shape.findings.map((f: any) => [f.code, f.path, f.zh])).toEqual(
      expect.arrayContaining([
        ["bad_shape", "indicators[0].formula", "不能为空"],
        ["bad_shape", "indicators[0].name", "不能缺少"],
        ["bad_shape", "indicators[0].decimals", "不能小于 0"],
        ["bad_shape", "indicators[0].direction", "应为以下之一：higher、lower、interval、none"],
        ["bad_shape", "", "没有这样的字段：measurs"],
      ]),
    );
    expect(shape.findings[0]).toMatchObject({ entry: { list: "indicators", key: "t_new" }, zh: expect.any(String) });
    expect((await publish(halfway.body)).status).toBe(422);
    const broken = { ...content, indicators: [{ ...content.indicators[0], formula: "t_energy / t_nobody" }] };
    const saved = await save(halfway.body, broken);
    const found = await check(draft.id);
    expect(found.findings[0]).toMatchObject({
      code: "bad_formula",
      path: "indicators[0].formula",
      severity: "error",
      entry: { list: "indicators", key: "t_per_head" },
      zh: expect.stringContaining("t_nobody"),
      en: expect.stringContaining("t_nobody"),
    });
    const refused = await publish(saved.body);
    expect(refused.status).toBe(422);
    expect(refused.body.findings[0].code).toBe("bad_formula");
    expect((await t.as("ana").get(`/catalogue-drafts/${draft.id}`)).body.state).toBe("open");
  });

  it("names a registered key that would change its meaning, and a version that is out, before publishing", async () => {
    const draft = await draftOver(own, "1");
    const content = await contentOf(draft.id);
    const measures = content.measures.map((m: any) => (m.key === "t_rate" ? { ...m, uom: "‰" } : m));
    await save(draft, { ...content, measures });
    const { findings, publishable, changes } = await check(draft.id);
    expect(publishable).toBe(false);
    expect(findings.filter((f: any) => f.severity === "error").map((f: any) => [f.code, f.path])).toEqual([
      ["meaning_changed", expect.stringMatching(/^measures\[\d\]\.uom$/)],
      ["version_published", "version"],
    ]);
    expect(changes).toMatchObject([{ kind: "uom", effect: "break", key: "t_rate" }]);
  });

  it("is never saved over somebody else's save: both are shown; the same save again is the same", async () => {
    const draft = await draftOver(own, "4");
    const content = await contentOf(draft.id);
    const mine = { ...content, name: { zh: "甲", en: "mine" } };
    const first = await save(draft, mine);
    expect(first.body.edits).toBe(1);
    // The acknowledgement was lost: the same content with the old counter is no conflict.
    expect((await save(draft, mine)).body.edits).toBe(1);
    const late = await save(draft, { ...content, name: { zh: "乙", en: "theirs" } }, "ben");
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: "conflict", edits: 1, content: mine, savedBy: "ana" });
    expect(late.body.zh).toContain("ana 已先保存");
    expect(late.body.own).toBe(false);
    // One's own other window is not somebody else.
    const window = await save(draft, { ...content, name: { zh: "丙", en: "window" } });
    expect(window.body.own).toBe(true);
    expect(window.body.zh).toContain("您在另一个窗口已先保存");
    expect(await contentOf(draft.id)).toEqual(mine);
    expect((await publish(draft, "ben")).status).toBe(409);
  });
});

describe("publishing a draft", () => {
  it("is publishing a catalogue; the draft closes, and the next draft goes on from its local part", async () => {
    const draft = await draftOver(base, "p1");
    const content = { ...(await contentOf(draft.id)), measures: [{ ...gas, key: "t_coal" }] };
    const saved = (await save(draft, content)).body;
    const { status, body } = await publish(saved);
    expect(status).toBe(200);
    expect(body).toMatchObject({ newMeasures: 1, draft: { state: "published", published: body.catalogue.id } });
    const { document } = (await t.as("ana").get(`/catalogues/${body.catalogue.id}`)).body;
    expect(document).toMatchObject({ key: "province", version: "p1" });
    expect(document.measures.map((m: any) => m.key)).toContain("t_energy");
    for (const answer of [await save({ ...saved, id: draft.id }, content), await publish(saved)])
      expect([answer.status, answer.body.zh]).toEqual([409, expect.stringContaining("已发布")]);
    const next = await draftOver(body.catalogue.id, "p2");
    expect(next).toMatchObject({ base, from: body.catalogue.id });
    expect(await contentOf(next.id)).toEqual({ ...content, version: "p2" });
  });

  it("changes nothing for an open collection: it keeps its version, its form and its checks", async () => {
    const period = await makePeriod(t, "2026Q1", "quarter", "2026-01-01", "2026-03-31");
    const due = "2099-01-01T00:00:00+08:00";
    const opened = await t.as("ana").post("/collections", {
      owner: p.region["P"],
      catalogue: own,
      form: "T_FORM",
      period,
      name: "一季度",
      synthetic: true,
      opensAt: "2026-01-01T00:00:00+08:00",
      dueUnit: due,
      dueCounty: due,
      dueCity: due,
      dueProvince: due,
    });
    expect(opened.status).toBe(200);
    const seen = async () => {
      const collection = (await t.as("ana").get(`/collections/${opened.body.id}`)).body;
      const list = (await t.as("clerk").get("/assignments")).body;
      return { collection, list };
    };
    const before = await seen();
    const draft = await draftOver(own, "5");
    const content = await contentOf(draft.id);
    content.forms[0].sections[1].lines.pop();
    content.rules[0].severity = "warn";
    content.indicators[0].formula = "t_energy * 2 / t_people";
    const saved = (await save(draft, content)).body;
    expect((await check(draft.id)).running).toMatchObject([
      { id: opened.body.id, formKey: "T_FORM", catalogueId: own, catalogueVersion: "1" },
    ]);
    const published = await publish(saved);
    expect(published.status).toBe(200);
    expect(published.body.running).toHaveLength(1);
    expect(await seen()).toEqual(before);
    expect(before.collection).toMatchObject({ catalogueId: own });
    expect(before.collection.form.sections[1].lines).toHaveLength(2);
    const { document } = (await t.as("ana").get(`/catalogues/${own}`)).body;
    expect(document.rules[0].severity).toBe("block");
  });
});

describe("who may", () => {
  it("an analyst of the owner writes, its leader reads, nobody else knows of it", async () => {
    const draft = await draftOver(own, "6");
    const content = await contentOf(draft.id);
    expect((await t.as("leader").get(`/catalogue-drafts/${draft.id}/check`)).status).toBe(200);
    expect((await t.as("leader").get("/catalogue-drafts")).body.items[0].id).toBe(draft.id);
    expect((await save(draft, content, "leader")).status).toBe(403);
    expect((await publish(draft, "leader")).status).toBe(403);
    for (const who of ["city", "clerk"]) {
      expect((await t.as(who).get("/catalogue-drafts")).status).toBe(403);
      expect(
        (await t.as(who).post("/catalogue-drafts", { owner: p.region["P"], from: own, key: "x", version: "1" })).status,
      ).toBe(403);
    }
    expect((await t.as("other").get("/catalogue-drafts")).body.items).toEqual([]);
    expect((await t.as("other").get(`/catalogue-drafts/${draft.id}`)).status).toBe(404);
    expect((await save(draft, content, "other")).status).toBe(404);
    expect((await publish(draft, "other")).status).toBe(404);
    expect(
      (await t.as("other").post("/catalogue-drafts", { owner: p.region["P"], from: own, key: "x", version: "1" }))
        .status,
    ).toBe(403);
  });

  it("discards, keeping what was written, and leaves an audit row for every deed", async () => {
    const draft = await draftOver(own, "7");
    const saved = (await save(draft, { ...(await contentOf(draft.id)), source: "甲" })).body;
    expect((await t.as("ana").post(`/catalogue-drafts/${draft.id}/discard`, { edits: 0 })).status).toBe(409);
    const gone = await t.as("ana").post(`/catalogue-drafts/${draft.id}/discard`, { edits: saved.edits });
    expect(gone.body.state).toBe("discarded");
    expect((await contentOf(draft.id)).source).toBe("甲");
    expect((await save(saved, {})).status).toBe(409);
    const { rows } = await t.owner.query("select action, result from audit_log where object = $1 order by id", [
      `draft/${draft.id}`,
    ]);
    expect(rows.map((row) => row.action)).toEqual([
      "catalogue-drafts.create",
      "catalogue-drafts.save",
      "catalogue-drafts.discard",
    ]);
  });
});
