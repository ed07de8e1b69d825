import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Catalogue } from "@duibiao/indicators";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readCatalogue } from "../src/catalogue-file.ts";
import { diff } from "../src/diff.ts";
import { explain, readAsked } from "../src/explain.ts";
import { lintCatalogue } from "../src/lint.ts";
import { file, pathOf, run, slow } from "./command.ts";

const base = readCatalogue("base");

function written(name: string, change: (draft: Catalogue) => void): string {
  const draft = structuredClone(base);
  change(draft);
  return file(
    name,
    name.endsWith(".json") ? JSON.stringify(draft) : stringify(draft, { aliasDuplicateObjects: false }),
  );
}

describe("lint", slow, () => {
  it("ends with 1 where there is an error, and says code, path and text in the language asked", async () => {
    const broken = written("broken.yaml", (draft) => (draft.indicators[0]!.formula = "no_such_measure / 2"));
    const [zh, json] = await Promise.all([run("lint", broken), run("lint", broken, "--json")]);
    expect([zh.code, json.code]).toEqual([1, 1]);
    expect(zh.out).toMatch(/^错误 bad_formula indicators\[0\]\.formula: .*no_such_measure/m);
    const english = lintCatalogue(readCatalogue(broken), { language: "en", json: false, today: "2026-01-01" });
    expect(english.text).toMatch(/^error bad_formula indicators\[0\]\.formula: .*no measure no_such_measure/m);
    expect(JSON.parse(json.out)).toContainEqual(
      expect.objectContaining({ code: "bad_formula", path: "indicators[0].formula", severity: "error" }),
    );
  });

  it("passes the catalogue that ships", async () => {
    const ran = await run("lint", "base", "--today", "2026-01-01");
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out.trimEnd().split("\n").at(-1)).toMatch(/^0 个错误/);
  });

  it("names the line of a file that is no YAML, the field that is out of shape, and a folder without a catalogue", async () => {
    const torn = file("torn.yaml", "format: duibiao-catalogue/1\nkey: [a\nversion: 1\n");
    const bent = written("bent.json", (draft) => ((draft.measures[1] as { uom: unknown }).uom = 5));
    mkdirSync(pathOf("empty"));
    writeFileSync(pathOf("empty/readme.txt"), "");
    const ran = await run("lint", torn);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/torn\.yaml 第 \d 行/);
    expect(ran.err).toMatch(/torn\.yaml, line \d/);
    expect(() => readCatalogue(bent)).toThrow("measures[1].uom");
    expect(() => readCatalogue(pathOf("empty"))).toThrow("there is no YAML file in the folder");
    expect(() => readCatalogue(pathOf("nowhere"))).toThrow("no catalogue at");
  });
});

describe("diff", slow, () => {
  it("says what changed in meaning and what that does, and nothing where nothing did", async () => {
    const changed = written("changed.json", (draft) => {
      draft.indicators.find(({ key }) => key === "water_per_capita")!.formula = "water_m3 / staff_on_post";
    });
    const [zh, json] = await Promise.all([run("diff", "base", changed), run("diff", "base", changed, "--json")]);
    expect(diff(base, base, { language: "zh", json: false })).toBe("两个目录含义相同。\n");
    expect(zh.out.trimEnd().split("\n")).toHaveLength(1);
    expect(zh.out).toContain("water_per_capita");
    expect(zh.out).toContain("序列中断");
    expect(JSON.parse(json.out)).toMatchObject([{ kind: "formula", effect: "break", key: "water_per_capita" }]);
  });
});

describe("explain", slow, () => {
  const figures = fileURLToPath(new URL("../../../examples/indicators/figures.csv", import.meta.url));

  it("tells an indicator's formula, unit of measure, and the forms and lines that ask what it needs", async () => {
    const { out } = await run("explain", "base", "energy_per_area");
    expect(out).toContain("计算：综合能耗（当量值） × 1000 ÷ 用能建筑面积");
    expect(out).toContain("kgce/㎡");
    const area = base.forms.find(({ key }) => key === "F_ENE")!.sections.flatMap(({ lines }) => lines);
    const row = area.find(({ measure }) => measure === "energy_area")!.row;
    expect(out).toMatch(new RegExp(`energy_area .*F_ENE .* 行次 ${row}`));
  });

  it("puts a city's numbers in, with the units they stand for", async () => {
    // By hand: (12000 + 9000) / (400 + 600) = 21; the third county gave no water.
    const ran = await run(
      "explain",
      "base",
      "water_per_capita",
      "--data",
      figures,
      "--region",
      "演示市",
      "--period",
      "2025",
    );
    expect(ran.out).toContain("21000 ÷ 1000");
    expect(ran.out).toContain("值：21 m³/人");
    expect(ran.out).toContain("2/3，不完整");
  });

  it("judges a rule on a unit's figures", async () => {
    const place = ["--data", figures, "--region", "甲县", "--period", "2025", "--lang", "en"];
    const ran = await run("explain", "base", "VR24", ...place);
    expect(ran.out).toContain("With numbers: 22 ≤ 20");
    expect(ran.out).toContain("Verdict: does not hold");
    expect(ran.out).toContain("Off by: 2");
  });

  it("refuses a key, a region or a period that is not there", async () => {
    const ran = await run("explain", "base", "VR24", "--data", figures, "--region", "丁县", "--period", "2025");
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain("丁县");
    const early = await readAsked(base, figures, "甲县", "2023");
    expect(() => explain(base, "VR24", "en", early)).toThrow("no period 2023");
    expect(() => explain(base, "nothing", "en", null)).toThrow("no indicator and no rule nothing");
  });
});

describe("the command", slow, () => {
  it("explains itself in both languages, and ends with 2 where it is used wrongly", async () => {
    const runs = await Promise.all([
      run("--help"),
      run("--help", "--lang", "en"),
      run(),
      run("evaluate", "base"),
      run("lint", "base", "--out", "x.csv"),
      run("invent", "base"),
      run("lint", "base", "--lang", "fr"),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 2, 2, 2, 2, 2]);
    expect(runs[0]!.out).toContain("用法");
    expect(runs[1]!.out).toContain("Usage");
    expect(runs[4]!.err).toContain("lint has no option --out");
    expect(runs[5]!.err).toContain("no command invent");
  });
});
