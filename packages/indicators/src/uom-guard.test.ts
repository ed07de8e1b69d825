import { describe, expect, it } from "vitest";
import { readQuantity, unitSuspicion } from "./uom-guard.ts";

describe("readQuantity", () => {
  // Worked by hand: 8300 ÷ 10000; 1.2 × 10000; 3 × 1000; 2.5 × 10^8 ÷ 10^4; 36 GJ = 36 × 10^6 kJ ÷ 3600 = 10000 kWh ...
  it.each([
    ["8300元", "万元", "0.83"],
    ["8,300 元", "万元", "0.83"],
    ["1.2万度", "kWh", "12000"],
    ["1,200千瓦时", "kWh", "1200"],
    ["３.5兆瓦时", "kWh", "3500"],
    ["5万千瓦时", "kWh", "50000"],
    ["3吨", "kg", "3000"],
    ["850kg", "t", "0.85"],
    ["850斤", "kg", "425"],
    ["2.5亿元", "万元", "25000"],
    ["1.5千万元", "万元", "1500"],
    ["1200平米", "㎡", "1200"],
    ["1200 m2", "㎡", "1200"],
    ["1.2公顷", "㎡", "12000"],
    ["3亩", "㎡", "2000"],
    ["1200升", "L", "1200"],
    ["1.2立方", "L", "1200"],
    ["500方", "m³", "500"],
    ["2500L", "m³", "2.5"],
    ["36吉焦", "kWh", "10000"],
    ["10兆瓦时", "GJ", "36"],
    ["450百万千焦", "GJ", "450"],
    ["800千克标准煤", "tce", "0.8"],
    ["12000米", "km", "12"],
    ["1.2万公里", "km", "12000"],
    ["1.2万", "kWh", "12000"],
    ["1.2万人次", "人次", "12000"],
    ["35台", "辆", "35"],
    ["85%", "%", "85"],
    ["-8300元", "万元", "-0.83"],
    ["0.1元", "万元", "0.00001"],
  ])("reads %s in a line of %s as %s", (text, uom, decimal) => {
    expect(readQuantity(text, uom)).toMatchObject({ ok: true, decimal });
  });

  it("keeps both texts of a conversion, and none where nothing was converted", () => {
    expect(readQuantity("8300元", "万元")).toMatchObject({ conversion: { from: "8300元", to: "0.83 万元" } });
    expect(readQuantity("1,200千瓦时", "kWh")).toMatchObject({ conversion: null });
    expect(readQuantity("1,200", "kWh")).toMatchObject({ decimal: "1200", conversion: null });
  });

  it("leaves no digit behind where binary floating point would", () => {
    // 0.1 + 0.2 style trap: 1.005 × 1000 is 1004.9999999999999 in binary.
    expect(readQuantity("1.005吨", "kg")).toMatchObject({ decimal: "1005" });
    expect(readQuantity("123456789012345678.9元", "万元")).toMatchObject({ decimal: "12345678901234.56789" });
  });

  it.each([
    ["3吨", "kWh", /不能换算.*kWh/],
    ["3吨", "tce", /不能换算.*tce/],
    ["12人", "辆", /不能换算/],
    ["3斗", "kg", /不认识“斗”/],
    ["约3吨", "kg", /./],
    ["1.23E+05", "kWh", /科学计数法/],
    ["1.2万", "万元", /没有写计量单位/],
    ["1吉焦", "kWh", /除不尽/],
    ["1亩", "㎡", /除不尽/],
    ["abc", "kg", /./],
    ["", "kg", /./],
  ])("refuses %s in a line of %s with a sentence", (text, uom, zh) => {
    const read = readQuantity(text, uom);
    expect(read.ok).toBe(false);
    if (!read.ok) {
      expect(read.problem.zh).toMatch(zh);
      expect(read.problem.en).not.toBe("");
    }
  });
});

describe("unitSuspicion", () => {
  it("finds 元 typed in a line of 万元 and offers the figure in 万元", () => {
    expect(unitSuspicion(["0.8"], "8300", "万元")).toEqual({
      factor: 10_000,
      suggested: "0.83",
      usual: "0.8",
      meant: "元",
    });
  });

  it("finds 万千瓦时 typed in a line of kWh", () => {
    expect(unitSuspicion(["118000", "121000", "97000"], "11.9", "kWh")).toEqual({
      factor: 1 / 10_000,
      suggested: "119000",
      usual: "118000",
      meant: "万kWh",
    });
  });

  it("finds a thousandfold: kg in a line of t, and a slipped digit", () => {
    expect(unitSuspicion(["0.9"], "870", "t")).toMatchObject({ factor: 1000, suggested: "0.87", meant: "kg" });
    expect(unitSuspicion(["52000"], "520000", "kWh")).toMatchObject({ factor: 10, suggested: "52000" });
  });

  it("takes the narrow band at ten and the wide one above", () => {
    // 10 ÷ 1.6 = 6.25 and 10 × 1.6 = 16; 100 ÷ 2.2 = 45.5 and 100 × 2.2 = 220.
    expect(unitSuspicion(["100"], "620")).toBeNull();
    expect(unitSuspicion(["100"], "630")).toMatchObject({ factor: 10 });
    expect(unitSuspicion(["100"], "1600")).toMatchObject({ factor: 10 });
    expect(unitSuspicion(["100"], "1700")).toBeNull();
    expect(unitSuspicion(["100"], "4600")).toMatchObject({ factor: 100 });
    expect(unitSuspicion(["100"], "22000")).toMatchObject({ factor: 100 });
    expect(unitSuspicion(["100"], "25000")).toBeNull();
  });

  it("stays silent where a season has had the size before, and where there is nothing to compare with", () => {
    expect(unitSuspicion(["40", "45", "410"], "420", "GJ")).toBeNull();
    expect(unitSuspicion([], "420", "GJ")).toBeNull();
    expect(unitSuspicion(["0"], "420", "GJ")).toBeNull();
    expect(unitSuspicion(["420"], "0", "GJ")).toBeNull();
    expect(unitSuspicion(["-42"], "420", "万元")).toBeNull();
  });

  it("does not cry over small counts", () => {
    expect(unitSuspicion(["1"], "10", "辆")).toBeNull();
    expect(unitSuspicion(["35"], "350", "人")).toMatchObject({ suggested: "35" });
  });
});
