import { writeFileSync } from "node:fs";
import type { Catalogue, Language, Vocabulary } from "@duibiao/indicators";
import { vocabularyOf } from "@duibiao/indicators";
import { writeCsv } from "@duibiao/workbook";
import { compiledOn, computeAll, type Result } from "./compute.ts";
import { readDataFile } from "./data-file.ts";
import { fail } from "./fault.ts";
import { readFigures } from "./figures.ts";

export type EvaluateOptions = {
  data: string;
  indicators: readonly string[] | null;
  out: string | null;
  language: Language;
};

/** Evaluates a file of figures; answers what is to be printed. Throws a Fault with every problem of the file. */
export async function evaluate(catalogue: Catalogue, options: EvaluateOptions): Promise<string> {
  const { data, out, language } = options;
  if (out !== null && !/\.(csv|json)$/.test(out))
    fail(`结果文件应为 .csv 或 .json：${out}。`, `results go into a .csv or .json file, not ${out}.`);
  const vocabulary = vocabularyOf(catalogue);
  const wanted = options.indicators ?? catalogue.indicators.map(({ key }) => key);
  const unknown = wanted.filter((key) => !vocabulary.indicators.has(key));
  if (unknown.length > 0)
    fail(`目录中没有指标：${unknown.join("、")}。`, `the catalogue has no indicator ${unknown.join(", ")}.`);
  const figures = readFigures(vocabulary, await readDataFile(data));
  const results = computeAll(compiledOn(catalogue), figures, wanted);
  const text = out?.endsWith(".json")
    ? jsonOf(vocabulary, results)
    : csvOf(vocabulary, results, language, out !== null);
  if (out === null) return text;
  try {
    writeFileSync(out, text);
  } catch (error) {
    const { message } = error as Error;
    fail(`不能写入 ${out}：${message}。`, `cannot write ${out}: ${message}.`);
  }
  return summary(results, out, language);
}

function csvOf({ indicators }: Vocabulary, results: readonly Result[], language: Language, bom: boolean): string {
  const words = COLUMNS[language];
  const [region, period, indicator, name, value, uom, matched, complete, code, reason] = words as typeof COLUMNS.en;
  const text = (column: string) => ({ name: column, type: "text" as const });
  return writeCsv(
    [
      ...[region, period, indicator, name].map(text),
      { name: value, type: "number" },
      ...[uom, matched, complete, code, reason].map(text),
    ],
    results.map((result) => ({
      [region]: result.region,
      [period]: result.period,
      [indicator]: result.indicator,
      [name]: indicators.get(result.indicator)!.name[language],
      [value]: result.value,
      [uom]: indicators.get(result.indicator)!.uom,
      [matched]: `${result.matched}/${result.expected}`,
      [complete]: isComplete(result) ? YES[language] : NO[language],
      [code]: result.gap?.code ?? "",
      [reason]: result.gap?.text[language] ?? "",
    })),
    { bom },
  );
}

const COLUMNS = {
  zh: ["地区", "报告期", "指标", "名称", "值", "计量单位", "计入单位数", "是否完整", "无值原因代码", "无值原因"],
  en: ["region", "period", "indicator", "name", "value", "uom", "matched", "complete", "code", "reason"],
} as const satisfies Record<Language, readonly string[]>;
const YES = { zh: "是", en: "yes" };
const NO = { zh: "否", en: "no" };

/** Every unit that was to answer is in the value. */
const isComplete = ({ matched, expected }: Result) => expected > 0 && matched === expected;

const jsonOf = ({ indicators }: Vocabulary, results: readonly Result[]) =>
  `${JSON.stringify(
    results.map((result) => ({
      region: result.region,
      period: result.period,
      indicator: result.indicator,
      name: indicators.get(result.indicator)!.name,
      value: result.value,
      uom: indicators.get(result.indicator)!.uom,
      matched: result.matched,
      expected: result.expected,
      complete: isComplete(result),
      gap: result.gap,
    })),
    null,
    2,
  )}\n`;

function summary(results: readonly Result[], out: string, language: Language): string {
  const given = results.filter(({ value }) => value !== null);
  const partial = given.filter((result) => !isComplete(result)).length;
  const without = results.length - given.length;
  return language === "zh"
    ? `${results.length} 个结果写入 ${out}：${given.length} 个有值（其中 ${partial} 个不完整），${without} 个无值，各有原因。\n`
    : `${results.length} results in ${out}: ${given.length} with a value (${partial} of them incomplete), ${without} without, each with its reason.\n`;
}
