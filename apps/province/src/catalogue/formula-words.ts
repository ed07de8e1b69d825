import type { Text, Vocabulary } from "@duibiao/indicators";

/** What can be put into a formula, and what it is called. */
export type FormulaWord = { text: string; name: Text };

const say = (text: string, zh: string, en: string): FormulaWord => ({ text, name: { zh, en } });

/** Words for a number. */
const NUMBERS = [
  say("prev_period()", "上期", "period before"),
  say("prev_year()", "上年同期", "same period last year"),
  say("year_to_date()", "今年以来累计", "year to date"),
  say("annualised()", "折成全年", "as of a whole year"),
  say("moving_sum(, 4)", "近几期合计", "sum of the last periods"),
  say("moving_mean(, 4)", "近几期平均", "mean of the last periods"),
  say("elapsed_share()", "年度进度（0 到 1）", "share of the year that is over, 0 to 1"),
  say("if(, , )", "条件成立取前者，否则取后者", "the first where the condition holds, else the second"),
  say("max(, )", "较大者", "the larger"),
  say("min(, )", "较小者", "the smaller"),
  say("abs()", "绝对值", "absolute value"),
];

/** Words that ask of one unit, for rules only. */
const OF_A_UNIT = [
  say("given()", "已填报数值", "a number stands there"),
  say("robust_z()", "与同组相比的稳健 z 值", "robust z against the peers"),
  say("copied_share()", "与上期相同的数据项占比", "share of figures equal to the period before"),
];

/** Figures, limits, targets and functions of a catalogue; what only rules may ask comes with a condition. */
export function formulaWords({ measures, derived, limits, indicators, registry }: Vocabulary, condition: boolean) {
  const figures = [...measures.values(), ...derived.values()].map(({ key, name, uom }) =>
    say(key, `${name.zh}（${uom}）`, `${name.en} (${uom})`),
  );
  const ceilings = [...limits.values()].flatMap(({ key, name, uom, limits: rows }) =>
    rows.map((row) =>
      say(`limit(${key}[${row.key}])`, `${name.zh}“${row.name.zh}”（${uom}）`, `${name.en} "${row.name.en}" (${uom})`),
    ),
  );
  const targets = [...indicators.values()].map(({ key, name }) =>
    say(`target(${key})`, `${name.zh}目标值`, `target of ${name.en}`),
  );
  const facts = [...registry.values()].map(({ key, name }) => say(`registry(${key})`, name.zh, name.en));
  return [...figures, ...NUMBERS, ...(condition ? [...OF_A_UNIT, ...facts] : []), ...ceilings, ...targets];
}
