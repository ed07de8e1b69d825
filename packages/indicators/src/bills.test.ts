import { describe, expect, it } from "vitest";
import { billDecimals, billedPeriod, partOfBill, type Bill } from "./bills.ts";
import { addDecimals } from "./decimal.ts";

const bill = (start: string, end: string, amount: string, id = 1, meter = ""): Bill => ({
  id,
  meter,
  start,
  end,
  amount,
});
const month = (key: string, last: number) => ({ start: `${key}-01`, end: `${key}-${last}` });
const january = month("2026-01", 31);
const february = month("2026-02", 28);
const march = month("2026-03", 31);

describe("a bill over two months", () => {
  // 16 January to 15 February: 16 days of January and 15 of February, 31 in all. 3100 / 31 = 100 a day.
  const given = bill("2026-01-16", "2026-02-15", "3100");

  it("is split by the days that fall on each, first and last day counted", () => {
    expect(partOfBill(given, january, 2)).toEqual({ days: 16, part: "1600" });
    expect(partOfBill(given, february, 2)).toEqual({ days: 15, part: "1500" });
    expect(partOfBill(given, march, 2)).toEqual({ days: 0, part: "0" });
  });

  it("is rounded so that the parts add up to it", () => {
    // 1000 over the same 31 days. Up to 31 January: 1000 * 16 / 31 = 516.129..., 516.13; the rest is 483.87, and not the
    // 483.870967... rounded by itself. With no decimals: 516 and 484.
    const thousand = { ...given, amount: "1000" };
    expect([partOfBill(thousand, january, 2).part, partOfBill(thousand, february, 2).part]).toEqual([
      "516.13",
      "483.87",
    ]);
    expect([partOfBill(thousand, january, 0).part, partOfBill(thousand, february, 0).part]).toEqual(["516", "484"]);
  });

  it("keeps the decimals that the bill has beyond those that parts are rounded to", () => {
    // 10.005 over two days, one of each month: half is 5.0025, rounded to two decimals 5.00; the rest is 5.005.
    const fine = bill("2026-01-31", "2026-02-01", "10.005");
    expect([partOfBill(fine, january, 2).part, partOfBill(fine, february, 2).part]).toEqual(["5", "5.005"]);
  });
});

it("splits three months of one bill into thirds that make the whole again", () => {
  // 100 over 31 + 28 + 31 = 90 days. Up to 31 January 100 * 31 / 90 = 34.444 -> 34.44; up to 28 February
  // 100 * 59 / 90 = 65.555... -> 65.56, so 31.12; up to the end 100, so 34.44.
  const quarter = bill("2026-01-01", "2026-03-31", "100");
  const parts = [january, february, march].map((one) => partOfBill(quarter, one, 2).part);
  expect(parts).toEqual(["34.44", "31.12", "34.44"]);
  expect(addDecimals(parts)).toBe("100");
});

it("counts 29 February", () => {
  // 29 days of February 2028 and 2 of March, 310 in all: 290 and 20.
  const leap = bill("2028-02-01", "2028-03-02", "310");
  expect(partOfBill(leap, month("2028-02", 29), 2)).toEqual({ days: 29, part: "290" });
  expect(partOfBill(leap, month("2028-03", 31), 2)).toEqual({ days: 2, part: "20" });
});

it("splits a bill over the end of a year into a leap February, alike by months, quarters and years", () => {
  // 20 December 2027 to 5 March 2028: 12 + 31 + 29 + 5 = 77 days, 1000 in all. Up to the end of December
  // 1000 * 12 / 77 = 155.844 -> 155.84; January 1000 * 43 / 77 = 558.441 -> 558.44; February 1000 * 72 / 77 = 935.064 ->
  // 935.06; the differences are 155.84, 402.60, 376.62 and 64.94.
  const long = bill("2027-12-20", "2028-03-05", "1000");
  const parts = (...periods: { start: string; end: string }[]) =>
    periods.map((period) => partOfBill(long, period, 2)).map(({ days, part }) => [days, part]);
  expect(parts(month("2027-12", 31), month("2028-01", 31), month("2028-02", 29), month("2028-03", 31))).toEqual([
    [12, "155.84"],
    [31, "402.6"],
    [29, "376.62"],
    [5, "64.94"],
  ]);
  const rest = [65, "844.16"];
  expect(parts({ start: "2027-10-01", end: "2027-12-31" }, { start: "2028-01-01", end: "2028-03-31" })).toEqual([
    [12, "155.84"],
    rest,
  ]);
  expect(parts({ start: "2027-01-01", end: "2027-12-31" }, { start: "2028-01-01", end: "2028-12-31" })).toEqual([
    [12, "155.84"],
    rest,
  ]);
});

describe("a period", () => {
  it("is the sum of the parts once every day is billed", () => {
    // 16 December to 15 January, 3100: 15 days of January, 1500. 16 January to 15 February, 6200: 200 a day, 16 days, 3200.
    const bills = [bill("2025-12-16", "2026-01-15", "3100", 1), bill("2026-01-16", "2026-02-15", "6200", 2)];
    expect(billedPeriod(bills, january, 2)).toEqual({
      value: "4700",
      parts: [
        { id: 1, days: 15, part: "1500" },
        { id: 2, days: 16, part: "3200" },
      ],
      unbilled: [],
      twice: [],
    });
  });

  it("stays open and says which days are not billed, never estimating them", () => {
    const found = billedPeriod([bill("2026-01-05", "2026-01-20", "160")], january, 2);
    expect(found.value).toBeNull();
    expect(found.unbilled).toEqual([
      { meter: "", start: "2026-01-01", end: "2026-01-04" },
      { meter: "", start: "2026-01-21", end: "2026-01-31" },
    ]);
    expect(billedPeriod([], january, 2).value).toBeNull();
  });

  it("stays open where a day is billed twice, but not where two meters are billed for it", () => {
    const twice = [bill("2026-01-01", "2026-01-20", "20", 1), bill("2026-01-20", "2026-01-31", "12", 2)];
    expect(billedPeriod(twice, january, 2)).toMatchObject({
      value: null,
      twice: [{ meter: "", start: "2026-01-20", end: "2026-01-20" }],
    });
    const meters = [bill("2026-01-01", "2026-01-31", "310", 1, "A"), bill("2026-01-01", "2026-01-31", "31", 2, "B")];
    expect(billedPeriod(meters, january, 2).value).toBe("341");
    const half = [...meters.slice(0, 1), bill("2026-01-02", "2026-01-31", "30", 2, "B")];
    expect(billedPeriod(half, january, 2)).toMatchObject({
      value: null,
      unbilled: [{ meter: "B", start: "2026-01-01", end: "2026-01-01" }],
    });
  });
});

it("rounds parts as the measure is counted", () => {
  expect([{ type: "integer" }, { type: "money" }, { type: "decimal", decimals: 4 }].map(billDecimals)).toEqual([
    0, 2, 4,
  ]);
});
