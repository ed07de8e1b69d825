import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeTable } from "@duibiao/workbook/table";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { readCatalogue } from "../src/catalogue-file.ts";
import { file, pathOf, run, slow } from "./command.ts";

const example = (name: string) => fileURLToPath(new URL(`../../../examples/indicators/${name}`, import.meta.url));
const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });

describe("evaluate", slow, () => {
  it("gives the example's numbers, computed by hand: sums first, then the division, over the units that answered both", async () => {
    const expected = rowsOf(readFileSync(example("expected.csv"), "utf8"));
    const keys = [...new Set(expected.map(({ indicator }) => indicator))].join(",");
    const ran = await run("evaluate", "base", example("figures.csv"), "--indicators", keys, "--lang", "en");
    expect(ran.err).toBe("");
    expect(ran.code).toBe(0);
    const found = rowsOf(ran.out).filter(({ period }) => period === "2025");
    expect(found).toHaveLength(expected.length);
    for (const { region, indicator, value, matched, code } of expected) {
      const row = found.find((one) => one["region"] === region && one["indicator"] === indicator)!;
      expect(row["value"] === "", `${region} ${indicator}`).toBe(value === "");
      expect(Math.abs(Number(row["value"]) - Number(value))).toBeLessThan(5e-7);
      expect([row["matched"], row["code"]]).toEqual([matched, code]);
    }
    const [missing] = found.filter((row) => row["code"] === "missing" && row["indicator"] === "water_per_capita");
    expect(missing!["reason"]).toContain("water consumed");
  });

  it("gives the same bytes for a wide sheet of Excel as for the long file", async () => {
    const long = rowsOf(readFileSync(example("figures.csv"), "utf8"));
    const measures = [...new Set(long.map((row) => row["数据项"]!))];
    const places = [...new Set(long.map((row) => `${row["地区"]} ${row["报告期"]}`))];
    const rows = places.map((place) => {
      const [region, period] = place.split(" ");
      const own = long.filter((row) => row["地区"] === region && row["报告期"] === period);
      return [
        region!,
        period!,
        "演示市",
        ...measures.map((measure) => own.find((row) => row["数据项"] === measure)?.["数值"] ?? ""),
      ];
    });
    const names = ["地区", "报告期", "上级地区", ...measures];
    const columns = names.map((name) => ({ name, type: "text" as const }));
    const book = file("wide.xlsx", await writeTable([{ name: "数据", columns, rows }]));
    const keys = "op_cost_growth,water_per_capita,vehicle_over_quota_rate";
    const [a, b] = await Promise.all([
      run("evaluate", "base", example("figures.csv"), "--indicators", keys),
      run("evaluate", "base", book, "--indicators", keys),
    ]);
    expect(b.err).toBe("");
    const in2025 = (text: string) => rowsOf(text).filter((row) => row["报告期"] === "2025");
    expect(in2025(b.out)).toEqual(in2025(a.out));
    expect(in2025(a.out)).toHaveLength(12);
  });

  it("adds a year up from its quarters and puts last year's beside it", async () => {
    // By hand: 2025 costs 10 + 20 + 30 + 40 = 100, 2024 costs 4 x 20 = 80; 100 / 80 = 1.25, that is 25 %.
    const quarters = [1, 2, 3, 4].map((n) => `A,2025Q${n},op_cost_total,${n}0\nA,2024Q${n},op_cost_total,20`);
    const data = file("quarters.csv", `region,period,measure,value\n${quarters.join("\n")}\nA,2025,staff_on_post,50\n`);
    const out = pathOf("quarters.json");
    const ran = await run("evaluate", "base", data, "--indicators", "op_cost_growth,op_cost_per_capita", "--out", out);
    expect(ran).toMatchObject({ code: 0, err: "" });
    const results = JSON.parse(readFileSync(out, "utf8")) as { period: string; indicator: string; value: number }[];
    const year = results.filter(({ period }) => period === "2025").map(({ indicator, value }) => [indicator, value]);
    // 100 / 50 = 2 per head.
    expect(year).toEqual([
      ["op_cost_growth", 25],
      ["op_cost_per_capita", 2],
    ]);
    expect(ran.out).toContain("个结果写入");
  });

  it("takes a whole figure only where nothing below is given", async () => {
    // By hand: 10 / 5 = 2 for the county; the city's own 999 covers the whole and is never added: 2 as well.
    const data = file(
      "whole.csv",
      "region,parent,covers,period,water_m3,energy_users\nX,,whole,2025,999,1\nY,X,,2025,10,5\nZ,,全域,2025,9,3\n",
    );
    const ran = await run("evaluate", "base", data, "--indicators", "water_per_capita", "--lang", "en");
    expect(rowsOf(ran.out).map(({ region, value }) => [region, value])).toEqual([
      ["X", "2"],
      ["Y", "2"],
      ["Z", "3"],
    ]);
  });

  it("names every wrong place of a file with file, row and column in both languages, and writes nothing", async () => {
    const data = file(
      "wrong.csv",
      [
        "地区,报告期,数据项,分类项,数值",
        "A,2025,water_m3,,12吨",
        "A,2025-13,water_m3,,1",
        "A,2025,water_m4,,1",
        "A,2025,veh_actual,veh_class:plane,1",
        "A,2025,energy_users,,5",
        "A,2025,energy_users,,6",
        ",2025,energy_users,,6",
      ].join("\n"),
    );
    const out = pathOf("never.csv");
    const ran = await run("evaluate", "base", data, "--out", out);
    expect(ran.code).toBe(1);
    expect(ran.out).toBe("");
    expect(existsSync(out)).toBe(false);
    const lines = ran.err.trim().split("\n");
    expect(lines).toHaveLength(12);
    expect(lines[0]).toContain("文件 wrong.csv第 2 行“数值”列");
    expect(lines[1]).toContain('file wrong.csv, row 2, column "数值": "12吨" is not a number');
    const places = lines
      .filter((_, at) => at % 2 === 1)
      .map((line) => /row (\d+), column "(.+?)"/.exec(line)!.slice(1));
    expect(places).toEqual([
      ["2", "数值"],
      ["3", "报告期"],
      ["4", "数据项"],
      ["5", "分类项"],
      ["7", "数值"],
      ["8", "地区"],
    ]);
    expect(lines[9]).toContain("repeats what stands in file wrong.csv, row 6");
  });

  it("names the sheet of a workbook, and refuses a column that it does not know", async () => {
    const columns = ["地区", "报告期", "用水量", "不知道"].map((name) => ({ name, type: "text" as const }));
    const book = file("sheets.xlsx", await writeTable([{ name: "一季度", columns, rows: [["A", "2025", "1", "2"]] }]));
    const ran = await run("evaluate", "base", book);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain("文件 sheets.xlsx工作表“一季度”第 1 行“不知道”列");
    expect(ran.err).toContain('file sheets.xlsx, sheet "一季度", row 1, column "不知道"');
  });

  it("says which formula of the catalogue is wrong, and where results cannot be written", async () => {
    const catalogue = structuredClone(readCatalogue("base"));
    catalogue.indicators[2]!.formula = "1 +";
    const broken = file("formula.json", JSON.stringify(catalogue));
    const data = example("figures.csv");
    const nowhere = pathOf("no-such-folder/results.csv");
    const [formula, folder] = await Promise.all([
      run("evaluate", broken, data),
      run("evaluate", "base", data, "--indicators", "water_per_capita", "--out", nowhere),
    ]);
    expect([formula.code, folder.code]).toEqual([1, 1]);
    expect(formula.err).toContain("indicators[2].formula");
    expect(folder.err).toContain(`cannot write ${nowhere}`);
  });

  it("reads what an office program saved in GB 18030", async () => {
    // 地区,报告期,water_m3,energy_users / 甲,2025,8,4 in GB 2312: 8 / 4 = 2.
    const header = Buffer.from("b5d8c7f82cb1a8b8e6c6da2c", "hex");
    const row = Buffer.from("bcd7", "hex");
    const text = [header, Buffer.from("water_m3,energy_users\r\n"), row, Buffer.from(",2025,8,4\r\n")];
    const data = file("gb.csv", Buffer.concat(text));
    const ran = await run("evaluate", "base", data, "--indicators", "water_per_capita", "--lang", "en");
    expect(rowsOf(ran.out)).toMatchObject([{ region: "甲", value: "2" }]);
  });

  it("refuses regions that are above each other", async () => {
    const data = file("loop.csv", "region,parent,period,water_m3\nA,B,2025,1\nB,A,2025,1\n");
    const ran = await run("evaluate", "base", data);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain("A → B → A");
  });
});
