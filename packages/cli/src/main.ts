import process from "node:process";
import { parseArgs } from "node:util";
import type { Language, Text } from "@duibiao/indicators";
import { Fault } from "./fault.ts";
import { HELP } from "./help.ts";

const options = {
  lang: { type: "string", default: "zh" },
  help: { type: "boolean", short: "h", default: false },
  json: { type: "boolean", default: false },
  today: { type: "string" },
  data: { type: "string" },
  region: { type: "string" },
  period: { type: "string" },
  indicators: { type: "string" },
  out: { type: "string" },
} as const;

/** What each verb takes: how many places, which options. */
const VERBS = {
  lint: { places: 1, options: ["json", "today"] },
  diff: { places: 2, options: ["json"] },
  explain: { places: 2, options: ["data", "region", "period"] },
  evaluate: { places: 2, options: ["indicators", "out"] },
} as const;

type Values = ReturnType<typeof parse>["values"];
const parse = (args: string[]) => parseArgs({ args, options, allowPositionals: true });

/** Runs a command; results go to standard output, faults in both languages to standard error. Answers the exit code. */
export async function main(args: string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return misused({ zh: `参数不对：${(error as Error).message}`, en: (error as Error).message });
  }
  const { values, positionals } = parsed;
  const [verb, ...places] = positionals;
  const { lang } = values;
  if (lang !== "zh" && lang !== "en")
    return misused({ zh: `没有语言 ${lang}，只有 zh 和 en。`, en: `no language ${lang}; zh or en.` });
  if (values.help || verb === undefined) {
    process.stdout.write(HELP[lang]);
    return values.help ? 0 : 2;
  }
  const problem = usage(verb, places, values);
  if (problem !== null) return misused(problem);
  try {
    const { text, code } = await run(verb as keyof typeof VERBS, places, values, lang);
    process.stdout.write(text);
    return code;
  } catch (error) {
    const texts = await textsOf(error);
    process.stderr.write(`${texts.map(({ zh, en }) => `${zh}\n  ${en}`).join("\n")}\n`);
    return 1;
  }
}

/** What a person can put right: a file, or a formula of the catalogue. Anything else is thrown on. */
async function textsOf(error: unknown): Promise<readonly Text[]> {
  if (error instanceof Fault) return error.texts;
  const { FormulaFailure } = await import("@duibiao/indicators");
  if (error instanceof FormulaFailure) return [error.problem.text];
  throw error;
}

function usage(verb: string, places: readonly string[], values: Values): Text | null {
  if (!Object.hasOwn(VERBS, verb)) return { zh: `没有命令 ${verb}。`, en: `no command ${verb}.` };
  const wanted = VERBS[verb as keyof typeof VERBS];
  if (places.length !== wanted.places)
    return { zh: `${verb} 需要 ${wanted.places} 个参数。`, en: `${verb} takes ${wanted.places} arguments.` };
  const known: readonly string[] = ["lang", "help", ...wanted.options];
  const strange = Object.entries(values).find(([key, value]) => value !== false && !known.includes(key));
  if (strange) return { zh: `${verb} 没有选项 --${strange[0]}。`, en: `${verb} has no option --${strange[0]}.` };
  const { data, region, period } = values;
  if (verb === "explain" && [data, region, period].some((one) => one !== undefined) && !(data && region && period))
    return { zh: "--data、--region、--period 须一起给出。", en: "--data, --region and --period go together." };
  return null;
}

/** Only what a verb needs is loaded: help comes at once. */
async function run(
  verb: keyof typeof VERBS,
  [first = "", second = ""]: readonly string[],
  values: Values,
  language: Language,
): Promise<{ text: string; code: number }> {
  const { readCatalogue } = await import("./catalogue-file.ts");
  const catalogue = readCatalogue(first);
  const { json } = values;
  switch (verb) {
    case "lint": {
      const { lintCatalogue } = await import("./lint.ts");
      return lintCatalogue(catalogue, { language, json, today: values.today ?? today() });
    }
    case "diff": {
      const { diff } = await import("./diff.ts");
      return { text: diff(catalogue, readCatalogue(second), { language, json }), code: 0 };
    }
    case "explain": {
      const { explain, readAsked } = await import("./explain.ts");
      const { data, region, period } = values;
      const asked = data && region && period ? await readAsked(catalogue, data, region, period) : null;
      return { text: explain(catalogue, second, language, asked), code: 0 };
    }
    case "evaluate": {
      const { evaluate } = await import("./evaluate.ts");
      const indicators = values.indicators?.split(",").map((key) => key.trim()) ?? null;
      return {
        text: await evaluate(catalogue, { data: second, indicators, out: values.out ?? null, language }),
        code: 0,
      };
    }
  }
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function misused({ zh, en }: Text): number {
  process.stderr.write(`${zh}\n  ${en}\n  duibiao-indicators --help\n`);
  return 2;
}
