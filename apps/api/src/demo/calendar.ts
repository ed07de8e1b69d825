import { beijingDay } from "../actor.ts";

const DAY = 86_400_000;
export const days = (n: number): number => n * DAY;

export type Asked = { form: string; kind: "month" | "quarter" | "year"; period: string; year: number; quarter: number };

/** The demo's years and quarters, counted from the moment of loading: the last ended quarter is the one in work. */
export type Calendar = {
  now: Date;
  firstYear: number;
  /** What is known of the year before the first one. */
  past: Asked[];
  /** Everything that is closed, oldest first. */
  closed: Asked[];
  /** The quarterly forms of the quarter in work. */
  current: Asked[];
  /** The three whole years. */
  years: number[];
  /** The day on which two counties became one. */
  mergedOn: string;
};

/** Forms that the demo has of all its years, and those that it has of the last whole year and since. */
const asked = {
  year: { always: ["F_BAS", "F_OFF", "F_CST_Y"], lately: ["F_AST", "F_GOV", "F_ENE_Y"] },
  quarter: { always: ["F_ENE", "F_VEH", "F_CST"], lately: ["F_PRC", "F_SRV", "F_SAF"] },
};
/** What the platform fills in itself, of the last whole year and since. */
const counted = { year: ["F_SYS_Y", "F_SURVEY", "F_RUBRIC"], quarter: ["F_SYS_Q"] };
export const isCounted = ({ form }: Asked): boolean => [...counted.year, ...counted.quarter].includes(form);

/** What the quarter in work asks. */
const inWork = ["F_ENE", "F_VEH"];

/** Three whole years, the closed quarters since, and the last ended quarter. */
export function calendarAt(now: Date): Calendar {
  const [year, month] = beijingDay(now).split("-").map(Number) as [number, number];
  const ended = year * 4 + Math.floor((month - 1) / 3) - 1;
  const firstYear = Math.floor(ended / 4) - 3;
  const lastYear = firstYear + 2;
  const formsOf = (kind: "quarter" | "year", y: number) => [
    ...asked[kind].always,
    ...(y >= lastYear ? asked[kind].lately : []),
  ];
  const countedOf = (kind: "quarter" | "year", y: number) => (y >= lastYear ? counted[kind] : []);
  const inQuarter = (at: number, forms: readonly string[]): Asked[] => {
    const [y, quarter] = [Math.floor(at / 4), at % 4];
    return forms.map((form) => ({
      form,
      kind: "quarter",
      period: `${y}Q${quarter + 1}`,
      year: y - firstYear,
      quarter,
    }));
  };
  const inYear = (y: number, forms: readonly string[]): Asked[] =>
    forms.map((form) => ({ form, kind: "year", period: String(y), year: y - firstYear, quarter: 3 }));
  const closed: Asked[] = [];
  for (let at = firstYear * 4; at < ended; at++) {
    const y = Math.floor(at / 4);
    closed.push(...inQuarter(at, formsOf("quarter", y)));
    const whole = at % 4 === 3 && y <= lastYear;
    if (whole) closed.push(...inYear(y, formsOf("year", y)));
    // Reports are counted when everything that ended with the quarter is due.
    closed.push(...inQuarter(at, countedOf("quarter", y)));
    if (whole) closed.push(...inYear(y, countedOf("year", y)));
  }
  const before = (firstYear - 1) * 4;
  return {
    now,
    firstYear,
    past: [
      ...[0, 1, 2, 3].flatMap((quarter) => inQuarter(before + quarter, ["F_CST"])),
      { form: "F_CST_Y", kind: "year", period: String(firstYear - 1), year: -1, quarter: 3 },
    ],
    closed,
    current: inQuarter(ended, inWork),
    years: [firstYear, firstYear + 1, lastYear],
    mergedOn: `${lastYear}-01-01`,
  };
}

/** When things happen in a closed collection whose period ends on a day; times of day are Beijing's. */
export function datesAfter(end: string, kind: "quarter" | "year") {
  const day = (n: number, hour: number) => new Date(Date.parse(`${end}T00:00:00+08:00`) + days(n) + hour * 3_600_000);
  const [unit, county, city, province] = kind === "quarter" ? [15, 20, 27, 35] : [40, 46, 54, 62];
  return {
    opensAt: day(1, 9),
    dueUnit: day(unit, 18),
    dueCounty: day(county, 18),
    dueCity: day(city, 18),
    dueProvince: day(province, 18),
    day,
    unit,
    county,
    city,
    province,
  };
}
