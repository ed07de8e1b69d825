import type { Catalogue, Cell, CellValue, CheckContext, Rule } from "@duibiao/indicators";

/*
 * A form of 150 cells and 60 rules, all synthetic, with the check that somebody would write for it by hand: plain
 * numbers, a loop over each kind of rule, a short text where one does not hold.
 */

const count = 150;
const key = (at: number) => `c${String(at).padStart(3, "0")}`;
const name = (text: string) => ({ zh: text, en: text });
const indexes = (length: number) => Array.from({ length }, (_, at) => at);

/** Twelve of each kind, on cells of their own or shared. */
const kinds = indexes(12);
const within = kinds.map((at) => ({ key: `W${at}`, a: 2 * at, b: 2 * at + 1 }));
const growth = kinds.map((at) => ({ key: `G${at}`, a: 30 + at }));
const total = kinds.map((at) => ({
  key: `T${at}`,
  sum: 50 + 4 * at,
  parts: [51, 52, 53].map((part) => part + 4 * at),
}));
const per = kinds.map((at) => ({ key: `P${at}`, a: 100 + 2 * at, b: 101 + 2 * at }));
const follows = kinds.map((at) => ({ key: `F${at}`, a: 124 + at, b: 136 + at }));

const rule = (key: string, expr: string, more: Partial<Rule> = {}): Rule => ({
  key,
  name: name(key),
  severity: "explain",
  expr,
  advice: name("check"),
  ...more,
});

export const handRules: Rule[] = [
  ...within.map((r) => rule(r.key, `${key(r.a)} <= ${key(r.b)}`)),
  ...growth.map((r) =>
    rule(r.key, `abs(${key(r.a)} / prev_year(${key(r.a)}) - 1) <= 0.3`, { when: `prev_year(${key(r.a)}) > 0` }),
  ),
  ...total.map((r) => rule(r.key, `${key(r.sum)} == ${r.parts.map(key).join(" + ")}`, { tolerance: "0.5" })),
  ...per.map((r) => rule(r.key, `${key(r.a)} / ${key(r.b)} * 100 <= 120`)),
  ...follows.map((r) => rule(r.key, `${key(r.a)} > 0 implies ${key(r.b)} > 0`)),
];

/** The form, its rules, and answers of this year and the last: some do not apply, some are missing, some rules break. */
export function handSynthetic(): { catalogue: Catalogue; cells: Cell[]; context: CheckContext } {
  const catalogue: Catalogue = {
    format: "duibiao-catalogue/1",
    key: "wide",
    version: "1",
    name: name("wide"),
    breakdowns: [],
    measures: indexes(count).map((at) => ({
      key: key(at),
      name: name(key(at)),
      uom: "kWh",
      type: "decimal",
      decimals: 2,
      aggRegion: "sum",
      aggTime: "sum",
    })),
    derived: [],
    factorSets: [],
    indicators: [],
    rules: handRules,
    forms: [
      {
        key: "WIDE",
        name: name("wide"),
        period: "year",
        sections: [
          { key: "all", name: name("all"), lines: indexes(count).map((at) => ({ row: `${at}`, measure: key(at) })) },
        ],
      },
    ],
    schemes: [],
  };
  const sums = new Set(total.map((r) => r.sum));
  const short = (value: number) => String(Number(value.toFixed(2)));
  const number = (at: number, year: number): string => {
    if (sums.has(at)) {
      const parts = [1, 2, 3].reduce((sum, part) => sum + Number(number(at + part, year)), 0);
      return short(at % 16 === 2 ? parts + 3 : parts);
    }
    return short(400 + ((at * 37 + year * 53) % 200) + (at % 10) / 10);
  };
  const answers = (year: number): Cell[] =>
    indexes(count).map((at) => {
      const state: CellValue =
        at % 29 === 5
          ? { state: "na" }
          : at % 47 === 12
            ? { state: "missing", reason: "synthetic" }
            : { state: "number", value: number(at, year) };
      return { measure: key(at), member: "total", value: state };
    });
  return { catalogue, cells: answers(2), context: { previousYear: answers(0) } };
}

type Finding = { rule: string; verdict: "false" | "undecided"; cells: string[]; text: string };

/** The same checks over plain numbers. Undecided where a figure is missing or does not apply, silent where nothing does. */
export function checkByHand(cells: readonly Cell[], context: CheckContext): { findings: Finding[]; holds: number } {
  const now = new Map(cells.map((cell) => [cell.measure, cell.value]));
  const before = new Map(context.previousYear!.map((cell) => [cell.measure, cell.value]));
  const findings: Finding[] = [];
  let holds = 0;
  const ask = (rule: string, at: number[], verdict: boolean | null, text: () => string) => {
    if (verdict === true || at.every((one) => now.get(key(one))?.state === "na")) holds += 1;
    else findings.push({ rule, verdict: verdict === null ? "undecided" : "false", cells: at.map(key), text: text() });
  };
  const valueIn = (answers: Map<string, CellValue>, at: number): number | null => {
    const cell = answers.get(key(at));
    return cell?.state === "number" ? Number(cell.value) : null;
  };
  const value = (at: number) => valueIn(now, at);
  for (const at of indexes(count)) {
    const cell = now.get(key(at));
    ask("VR01", [at], cell !== undefined && (cell.state !== "missing" || !!cell.reason), () => `${key(at)}: missing`);
    if (cell?.state !== "number") continue;
    ask("VR02", [at], !cell.value.startsWith("-"), () => `${key(at)}: negative`);
    ask("VR03", [at], /^-?\d+(\.\d{1,2})?$/.test(cell.value), () => `${key(at)}: decimals`);
  }
  for (const { key: rule, a, b } of within) {
    const [x, y] = [value(a), value(b)];
    ask(rule, [a, b], x === null || y === null ? null : x <= y, () => `${rule}: ${x} > ${y}`);
  }
  for (const { key: rule, a } of growth) {
    const [x, y] = [value(a), valueIn(before, a)];
    if (y !== null && y <= 0) continue;
    const off = x === null || y === null ? null : Math.abs(x / y - 1);
    ask(rule, [a], off === null ? null : off <= 0.3, () => `${rule}: ${x} / ${y}`);
  }
  for (const { key: rule, sum, parts } of total) {
    const whole = value(sum);
    const states = parts.map((part) => now.get(key(part))?.state);
    const given = parts.map(value).filter((part) => part !== null);
    const open = whole === null || given.length === 0 || states.some((state) => state !== "number" && state !== "na");
    const added = given.reduce((left, part) => left + part, 0);
    const verdict = open ? null : Math.abs(whole - added) <= 0.5;
    ask(rule, [sum, ...parts], verdict, () => `${rule}: ${whole} <> ${added}`);
  }
  for (const { key: rule, a, b } of per) {
    const [x, y] = [value(a), value(b)];
    const verdict = x === null || y === null || y === 0 ? null : (x / y) * 100 <= 120;
    ask(rule, [a, b], verdict, () => `${rule}: ${x} / ${y}`);
  }
  for (const { key: rule, a, b } of follows) {
    const [x, y] = [value(a), value(b)];
    const [given, then] = [x === null ? null : x > 0, y === null ? null : y > 0];
    const verdict = given === false || then === true ? true : given === null || then === null ? null : false;
    ask(rule, [a, b], verdict, () => `${rule}: ${x} without ${y}`);
  }
  return { findings, holds };
}
