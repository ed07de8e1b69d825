import { check, compile, type Catalogue, type Cell, type CheckContext, type Form } from "@duibiao/indicators";
import { checkByHand, handRules, handSynthetic } from "./check-by-hand.ts";
import { median, nearestRank, timed } from "./measure.ts";
import { milliseconds, printTable, short } from "./table.ts";

/** `check` of two forms of 150 cells: one with a check written by hand beside it, one of the base catalogue's lines. */
export async function benchCheck(base: Catalogue, runs: number): Promise<void> {
  const { catalogue, cells, context } = handSynthetic();
  const compiled = compile(catalogue);
  const found = check(compiled, "WIDE", cells, context).findings.map(({ rule, verdict }) => `${rule} ${verdict}`);
  const wanted = checkByHand(cells, context).findings.map(({ rule, verdict }) => `${rule} ${verdict}`);
  if (found.join() !== wanted.join()) throw new Error(`check: ${found.join()}\nby hand: ${wanted.join()}`);

  const all = oneForm(base);
  const wide = compile(all, "2025-12-31");
  const filled = filledForm(all);
  const [ours, byHand, real]: number[][] = [[], [], []];
  for (let run = 0; run < 20 * runs; run++) {
    byHand!.push((await timed(() => checkByHand(cells, context))).milliseconds);
    ours!.push((await timed(() => check(compiled, "WIDE", cells, context))).milliseconds);
    real!.push((await timed(() => check(wide, "WIDE", filled.cells, filled.context))).milliseconds);
  }
  const row = (what: string, times: number[], rules: number, findings: number, plain: string[]) => [
    what,
    String(rules),
    String(findings),
    milliseconds(Math.min(...times)),
    milliseconds(median(times)),
    milliseconds(nearestRank(times, 0.95)),
    ...plain,
  ];
  printTable(
    `check of a form of 150 cells, ${20 * runs} interleaved runs`,
    ["what", "rules", "findings", "fastest", "median", "p95", "fastest by hand", "ratio of fastest"],
    [
      row("synthetic rules, exact decimals, texts", ours!, handRules.length, found.length, [
        milliseconds(Math.min(...byHand!)),
        `${short(Math.min(...ours!) / Math.min(...byHand!))}x`,
      ]),
      row(
        "lines and rules of the base catalogue",
        real!,
        wide.compiledForms.get("WIDE")!.rules.length,
        check(wide, "WIDE", filled.cells, filled.context).findings.length,
        ["", ""],
      ),
    ],
  );
}

/** The first 150 cells that the base catalogue's forms ask, as one form, with the rules that stand on them alone. */
function oneForm(base: Catalogue): Catalogue {
  const lines = base.forms.flatMap((form) => form.sections.flatMap((section) => section.lines));
  const once = new Map(lines.map((line) => [`${line.measure} ${line.member ?? ""}`, line]));
  const first = [...once.values()].slice(0, 150).map((line, at) => ({ ...line, row: String(at + 1) }));
  const form: Form = {
    key: "WIDE",
    name: { zh: "宽表", en: "wide" },
    period: "quarter",
    sections: [{ key: "all", name: { zh: "全部", en: "all" }, lines: first }],
  };
  return { ...base, forms: [form], rules: base.rules.map((rule) => ({ ...rule, form: undefined })) };
}

/** Synthetic answers: some do not apply, some are missing; the year and the quarter before are there. */
function filledForm({ forms, measures }: Catalogue): { cells: Cell[]; context: CheckContext } {
  const lines = forms[0]!.sections[0]!.lines;
  const types = new Map(measures.map(({ key, type }) => [key, type]));
  const cellsOf = (year: number): Cell[] =>
    lines.map(({ measure, member = "total" }, at) => {
      const place = { measure, member };
      if (at % 25 === 7) return { ...place, value: { state: "na" } };
      if (at % 40 === 11) return { ...place, value: { state: "missing", reason: "synthetic" } };
      const whole = String(100 + ((at * 37 + year * 11) % 900));
      return {
        ...place,
        value: { state: "number", value: types.get(measure) === "integer" ? whole : `${whole}.${(at % 9) + 1}` },
      };
    });
  const period = { kind: "quarter", start: "2025-10-01", end: "2025-12-31" } as const;
  return { cells: cellsOf(2), context: { period, previousYear: cellsOf(0), earlier: [cellsOf(1)] } };
}
