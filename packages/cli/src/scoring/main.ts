import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { Fault } from "../fault.ts";
import { readData, readJob } from "./job.ts";
import { reportOf } from "./report.ts";
import { resultOf, textOf, type ResultFile } from "./result.ts";
import { tablesOf } from "./tables.ts";
import { topsisOf } from "./topsis.ts";
import { verify } from "./verify.ts";

const HELP = {
  zh: `duibiao-scoring：按方案计算、模拟、审计综合指数

  duibiao-scoring run 方案.json 数据.csv|xlsx [--out 目录]   写出 result.json、result.xlsx、report.html
  duibiao-scoring verify result.json                          用其中的方案和数据重算，逐字节比对
  duibiao-scoring topsis 数据.csv|xlsx [--id 列名] [--weights entropy|equal] [--scaling vector|min_max|sum] [--lower 列，列]
                                                              熵权或等权 TOPSIS：输出权重、贴近度、名次（CSV）

  数据：每行一个地区，每列一个指标，首行为列名；空单元格为缺失，永不当作零。
  --lang zh|en   语言    --out 目录   默认为当前目录    --help
`,
  en: `duibiao-scoring: computes, simulates and audits composite indicators

  duibiao-scoring run scheme.json data.csv|xlsx [--out folder]   writes result.json, result.xlsx, report.html
  duibiao-scoring verify result.json                             recomputes it from what it holds, byte for byte
  duibiao-scoring topsis data.csv|xlsx [--id column] [--weights entropy|equal] [--scaling vector|min_max|sum] [--lower a,b]
                                                                 weights, closeness and places by TOPSIS, as CSV

  Data: one row per unit, one column per indicator, headings first; an empty cell is missing, never zero.
  --lang zh|en   language    --out folder   default: this folder    --help
`,
} as const;

/** Runs a command; results go to standard output and files, faults in both languages to standard error. Answers the exit code. */
export async function main(args: string[]): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      options: {
        lang: { type: "string", default: "zh" },
        out: { type: "string", default: "." },
        id: { type: "string", default: "id" },
        weights: { type: "string", default: "entropy" },
        scaling: { type: "string", default: "vector" },
        lower: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    return misused((error as Error).message);
  }
  const { values, positionals } = parsed;
  const language = values.lang === "en" ? "en" : "zh";
  const [verb, ...places] = positionals;
  if (values.help || verb === undefined) {
    process.stdout.write(HELP[language]);
    return values.help ? 0 : 2;
  }
  try {
    if (verb === "run" && places.length === 2) return await run(places[0]!, places[1]!, values.out, language);
    if (verb === "topsis" && places.length === 1) {
      const { id, weights, scaling, lower } = values;
      process.stdout.write(await topsisOf(places[0]!, { id, weights, scaling, lower }));
      return 0;
    }
    if (verb === "verify" && places.length === 1) return check(places[0]!, language);
    return misused(`${verb} ${places.join(" ")}`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    process.stderr.write(`${error.texts.map(({ zh, en }) => `${zh}\n  ${en}`).join("\n")}\n`);
    return 1;
  }
}

async function run(scheme: string, data: string, out: string, language: "zh" | "en"): Promise<number> {
  const job = readJob(scheme);
  const result = resultOf(job, await readData(data, job));
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "result.json"), textOf(result));
  writeFileSync(join(out, "result.xlsx"), await tablesOf(result, language));
  writeFileSync(join(out, "report.html"), reportOf(result, language));
  process.stdout.write(summary(result, language));
  return 0;
}

function summary({ units, audit, remarks }: ResultFile, language: "zh" | "en"): string {
  const ranked = units.filter(({ rank }) => rank !== null).length;
  const notes = audit.findings.length + remarks.length;
  return language === "zh"
    ? `${units.length} 个地区，${ranked} 个有名次；提示 ${notes} 条。已写出 result.json、result.xlsx、report.html。\n`
    : `${units.length} units, ${ranked} ranked; ${notes} remarks. Wrote result.json, result.xlsx and report.html.\n`;
}

function check(path: string, language: "zh" | "en"): number {
  const { units, differs } = verify(path);
  if (differs === null) {
    process.stdout.write(
      language === "zh" ? `一致：${units} 个地区逐字节重算相同。\n` : `Verified: ${units} units, the same bytes.\n`,
    );
    return 0;
  }
  process.stderr.write(
    `不一致：${differs} 与重算结果不同。\n  Not verified: ${differs} differs from what is recomputed.\n`,
  );
  return 1;
}

function misused(what: string): number {
  process.stderr.write(`参数不对：${what}\n  wrong arguments: ${what}\n  duibiao-scoring --help\n`);
  return 2;
}
