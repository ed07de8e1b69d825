import { describe, expect, it } from "vitest";
import {
  addDays,
  addWorkdays,
  calendarOf,
  dayInfo,
  dayOfDue,
  dueOn,
  endOfDay,
  isWorkday,
  nextWorkday,
  shippedYears,
} from "./workdays.ts";

const calendar = calendarOf(shippedYears);
const workdaysOf = (year: number, month?: string) => {
  let n = 0;
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1))
    if ((month === undefined || day.slice(5, 7) === month) && isWorkday(calendar, day)) n += 1;
  return n;
};

describe("the workday calendar", () => {
  it("follows the later year's notice where two name the same day of a December, in whatever order they were loaded", () => {
    const of = (off: boolean) => [{ day: "2030-12-30", off, name: "演示", documentNo: "", source: "invented" }];
    for (const years of [
      [2030, 2031],
      [2031, 2030],
    ])
      expect(isWorkday(calendarOf(new Map(years.map((year) => [year, of(year === 2031)]))), "2030-12-30")).toBe(false);
  });

  it("takes Spring Festival 2026 off and works the Saturdays around it, as 国办发明电〔2025〕7号 says", () => {
    // 二、春节：2月15日（周日）至23日（周一）放假调休。2月14日（周六）、2月28日（周六）上班。
    for (const day of ["15", "16", "17", "18", "19", "20", "21", "22", "23"])
      expect(isWorkday(calendar, `2026-02-${day}`)).toBe(false);
    for (const day of ["14", "24", "28"]) expect(isWorkday(calendar, `2026-02-${day}`)).toBe(true);
    expect(dayInfo(calendar, "2026-02-14").named).toMatchObject({ off: false, documentNo: "国办发明电〔2025〕7号" });
    expect(isWorkday(calendar, "2026-03-01")).toBe(false); // a plain Sunday
  });

  it("takes National Day 2025 with Mid-Autumn off until the 8th, and works two weekend days", () => {
    // 六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休。9月28日（周日）、10月11日（周六）上班。
    expect(nextWorkday(calendar, "2025-10-01")).toBe("2025-10-09");
    expect(isWorkday(calendar, "2025-09-28")).toBe(true);
    expect(isWorkday(calendar, "2025-10-11")).toBe(true);
    expect(isWorkday(calendar, "2025-10-12")).toBe(false);
  });

  it("lets a later notice change the days that it names: Labour Day 2019, Spring Festival 2020", () => {
    expect(isWorkday(calendar, "2019-05-02")).toBe(false);
    expect(dayInfo(calendar, "2019-05-02").named?.documentNo).toBe("国办发明电〔2019〕3号");
    expect(dayInfo(calendar, "2019-04-05").named?.documentNo).toBe("国办发明电〔2018〕15号");
    // Saturday 1 February 2020 was to be worked and fell into the prolonged holiday.
    expect(isWorkday(calendar, "2020-02-01")).toBe(false);
    expect(isWorkday(calendar, "2020-02-03")).toBe(true);
  });

  it("counts the workdays of a year as weekdays less days off on weekdays, plus weekend days worked", () => {
    // 2026: 365 days, 1 January a Thursday: 52 weeks of 5 weekdays and one more Thursday = 261 weekdays.
    // Off on weekdays: New Year 2 (1, 2), Spring Festival 6 (16-20, 23), Qingming 1 (6), Labour 3 (1, 4, 5),
    // Dragon Boat 1 (19), Mid-Autumn 1 (25), National Day 5 (1, 2, 5, 6, 7) = 19. Worked weekend days 6. 261 - 19 + 6 = 248.
    expect(workdaysOf(2026)).toBe(248);
    // February 2026: 20 weekdays, 6 off, 2 Saturdays worked = 16.
    expect(workdaysOf(2026, "02")).toBe(16);
  });

  it("names days off and weekend days worked as often as each notice does", () => {
    // Counted in the notices' texts, changes applied; for 2020 Saturday 1 February is off, no longer worked.
    const counts = { 2019: [24, 7], 2020: [30, 6], 2021: [31, 7], 2022: [31, 7], 2023: [27, 7], 2024: [28, 8] };
    for (const [year, [off, work]] of Object.entries({ ...counts, 2025: [28, 5], 2026: [33, 6] })) {
      const days = shippedYears.get(Number(year))!;
      expect([year, days.filter((d) => d.off).length, days.filter((d) => !d.off).length]).toEqual([year, off, work]);
    }
  });

  it("says of a year without a notice that it is not loaded, and goes by the week alone", () => {
    expect(dayInfo(calendar, "2027-10-01")).toEqual({
      day: "2027-10-01",
      workday: true, // a Friday; no notice has taken it off yet
      settled: false,
      named: null,
    });
    expect(dayInfo(calendar, "2026-11-26").settled).toBe(true);
    // The notice for 2027 may still take 31 December 2026 off, as that for 2023 did with 31 December 2022.
    expect(dayInfo(calendar, "2026-12-31").settled).toBe(false);
    expect(dayInfo(calendar, "2025-12-31").settled).toBe(true);
  });

  it("finds the n-th workday after a day: ten from the end of January 2026 end after the festival", () => {
    // 31 January is a Saturday. Workdays: 2-6 (5), 9-13 (10) February; the 11th is Saturday 14, worked; the 12th Tuesday 24.
    expect(addWorkdays(calendar, "2026-01-31", 10)).toBe("2026-02-13");
    expect(addWorkdays(calendar, "2026-01-31", 11)).toBe("2026-02-14");
    expect(addWorkdays(calendar, "2026-01-31", 12)).toBe("2026-02-24");
    expect(addWorkdays(calendar, "2026-01-31", 0)).toBe("2026-01-31");
  });
});

describe("a due time", () => {
  it("is 24:00 of its day in Beijing: the first instant of the next day, wherever server and browser stand", () => {
    // 24:00 of 5 March in UTC+8 = 00:00 of 6 March there = 16:00 UTC of 5 March.
    expect(endOfDay("2026-03-05").toISOString()).toBe("2026-03-05T16:00:00.000Z");
    expect(endOfDay("2026-12-31").toISOString()).toBe("2026-12-31T16:00:00.000Z");
    expect(dayOfDue(new Date("2026-03-05T16:00:00Z"))).toBe("2026-03-05");
    expect(dayOfDue(new Date("2026-03-05T16:00:01Z"))).toBe("2026-03-06");
    expect(dayOfDue(new Date("2026-03-05T10:00:00Z"))).toBe("2026-03-05");
  });

  it("on a day off moves to the next workday, and says over what", () => {
    const moved = dueOn(calendar, "2026-10-03");
    expect(moved.day.day).toBe("2026-10-08");
    expect(moved.at.toISOString()).toBe("2026-10-08T16:00:00.000Z");
    expect(moved.over.map(({ day }) => day)).toEqual([
      "2026-10-03",
      "2026-10-04",
      "2026-10-05",
      "2026-10-06",
      "2026-10-07",
    ]);
    expect(moved.over.every(({ named }) => named?.name === "国庆节")).toBe(true);
  });

  it("stays on a Saturday that is worked, and leaves one that is not", () => {
    expect(dueOn(calendar, "2026-10-10")).toMatchObject({ day: { day: "2026-10-10" }, over: [] });
    expect(dueOn(calendar, "2026-10-17").day.day).toBe("2026-10-19");
  });
});
