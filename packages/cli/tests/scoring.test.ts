import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readBook } from "@duibiao/workbook";
import { describe, expect, it } from "vitest";
import { slow } from "./command.ts";

const program = fileURLToPath(new URL("../bin/duibiao-scoring.mjs", import.meta.url));
const example = (name: string) => fileURLToPath(new URL(`../../../examples/scoring/${name}`, import.meta.url));
const run = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
const folder = () => mkdtempSync(join(tmpdir(), "scoring-"));

describe("duibiao-scoring", () => {
  it("reproduces the published ASEM index, and verifies it byte for byte", slow, async () => {
    const out = folder();
    const made = run("run", example("asem/scheme.json"), example("asem/data.csv"), "--out", out);
    expect([made.status, made.stderr]).toEqual([0, ""]);
    const text = readFileSync(join(out, "result.json"), "utf8");
    const result = JSON.parse(text);
    // COINr 1.1.14, vignette "Presenting Results": the first six countries with sub-indexes and pillars, two decimals.
    const published: Record<string, string[]> = {
      CHE: "68.38 62.79 73.98 63.41 32.87 74.78 85.94 56.93 77.21 87.85 56.88".split(" "),
      NLD: "64.82 61.94 67.70 64.87 46.62 84.55 71.74 41.92 58.73 86.58 57.78".split(" "),
      DNK: "64.80 57.10 72.51 50.52 30.43 78.13 75.35 51.04 69.83 86.40 61.29".split(" "),
      NOR: "64.47 57.44 71.50 58.18 25.70 80.03 89.46 33.80 70.90 87.00 56.59".split(" "),
      BEL: "63.54 63.99 63.09 71.97 48.22 80.84 75.60 43.32 53.01 86.17".split(" "),
      SWE: "63.00 53.87 72.12 51.51 23.87 80.98 74.51 38.50 66.37".split(" "),
    };
    const nodes = "Index Conn Sust Physical ConEcFin Political Instit P2P Environ Social SusEcFin".split(" ");
    Object.entries(published).forEach(([id, expected], place) => {
      const r = result.units.findIndex((unit: { id: string }) => unit.id === id);
      expect(result.units[r].rank).toBe(place + 1);
      expected.forEach((shown, n) => {
        const { scores } = result.nodes.find(({ key }: { key: string }) => key === nodes[n]);
        expect(scores[r].toFixed(2), `${id} ${nodes[n]}`).toBe(shown);
      });
    });
    expect(run("verify", join(out, "result.json")).status).toBe(0);
    result.units[0].score += 1e-9;
    writeFileSync(join(out, "changed.json"), JSON.stringify(result));
    const changed = run("verify", join(out, "changed.json"));
    expect([changed.status, changed.stderr]).toEqual([1, expect.stringContaining("units/AUT")]);
    const book = await readBook(readFileSync(join(out, "result.xlsx")));
    expect(book.ok && book.sheets.map(({ name }) => name)).toEqual(["名次", "权重与影响", "提示"]);
    const page = readFileSync(join(out, "report.html"), "utf8");
    expect(page).toContain("第1名");
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3)/);
  });

  it("finds the published entropy weights, and the closeness that NumPy computes", slow, () => {
    const { stdout, status } = run("topsis", example("topsis/wards.csv"), "--id", "科室");
    expect(status).toBe(0);
    const [head, weights, ...wards] = stdout
      .trim()
      .split("\r\n")
      .map((line) => line.split(","));
    expect(weights!.slice(1, 10).map((own) => Number(own).toFixed(2))).toEqual(
      "0.08 0.22 0.27 0.07 0.11 0.07 0.07 0.07 0.07".split(" "),
    );
    // NumPy 2.4: vector scaling, weights as above, d⁻ / (d⁺ + d⁻).
    const closeness = [
      0.7363545728009178, 0.428269333270217, 0.505176802887882, 0.41600354449494004, 0.743798047062877,
      0.8431539834073474, 0.3460282151122326, 0.5522645293477317, 0.671573513012239, 0.7798943002477537,
      0.7288288673783454,
    ];
    wards.forEach((ward, r) => expect(Number(ward[head!.indexOf("closeness")])).toBeCloseTo(closeness[r]!, 12));
    expect(wards.find((ward) => ward.at(-1) === "1")![0]).toBe("F");
  });

  it("says in both languages what is wrong and where, and writes nothing", slow, () => {
    const out = folder();
    const data = join(out, "data.csv");
    writeFileSync(
      data,
      readFileSync(example("asem/data.csv"), "utf8").replace("AUT,Austria", "BEL,Austria").replace("4.0", "vier"),
    );
    const wrong = run("run", example("asem/scheme.json"), data, "--out", out);
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toMatch(/第 \d+ 行.*BEL.*重复/);
    expect(wrong.stderr).toMatch(/"vier\S*" is no number/);
    const scheme = join(out, "scheme.json");
    writeFileSync(scheme, readFileSync(example("asem/scheme.json"), "utf8").replace('"weight": 0.5', '"weight": 0.6'));
    expect(run("run", scheme, example("asem/data.csv"), "--out", out).stderr).toMatch(/权重之和[\s\S]*add up to/);
    expect(run("verify", scheme).stderr).toMatch(/不是结果文件/);
    expect(run("fly").status).toBe(2);
    expect(run("--help").stdout).toContain("duibiao-scoring run");
  });
});
