import type { Text } from "@duibiao/indicators";
import type { CellRow } from "./cell-rows.ts";
import { addressOfCell, sayOf } from "./cell-rows.ts";
import type { Finding, Paper } from "./paper.ts";

type Language = "zh" | "en";
/** Most characters of a return's text, and of one cell's reason. */
export const mostText = 1000;
export const mostReason = 500;

const clip = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** What a rule is called; the built-in ones say themselves what is wrong. */
export function ruleName({ vocabulary }: Pick<Paper, "vocabulary">, finding: Finding): Text {
  return vocabulary.catalogue.rules.find(({ key }) => key === finding.rule)?.name ?? finding.text;
}

const placeOf = ({ row, name, now, uom }: CellRow, language: Language) =>
  language === "zh"
    ? `行次 ${row} ${name.zh} ${sayOf(now, "zh")} ${uom}`.trim()
    : `Line ${row} ${name.en} ${sayOf(now, "en")} ${uom}`.trim();

/** The text of a return: 表号, then for each finding 行次, 数值, 规则, 怎么改. */
export function returnText(
  paper: Paper,
  rows: readonly CellRow[],
  findings: readonly Finding[],
  language: Language,
): string {
  const number = paper.form.number ?? "";
  const head =
    language === "zh"
      ? `${paper.form.name.zh}（表号${number === "" ? "未下达" : ` ${number}`}）需核改 ${findings.length} 处：`
      : `${paper.form.name.en} (form no. ${number === "" ? "not issued" : number}), ${findings.length} to mend:`;
  const lines = findings.map((finding, at) => {
    const places = rowsOf(rows, finding).map((row) => placeOf(row, language));
    const rule = ruleName(paper, finding)[language];
    return language === "zh"
      ? `${at + 1}. ${places.join("；")}。规则：${rule}。怎么改：${finding.advice.zh}`
      : `${at + 1}. ${places.join("; ")}. Rule: ${rule}. What to do: ${finding.advice.en}`;
  });
  return clip([head, ...lines].join("\n"), mostText);
}

/** What the clerk finds at each cell: the finding with its numbers, and what to do. */
export function cellReasons(
  rows: readonly CellRow[],
  findings: readonly Finding[],
  language: Language,
): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const finding of findings) {
    const says =
      language === "zh"
        ? `${finding.text.zh.replace(/。?$/, "。")}怎么改：${finding.advice.zh}`
        : `${finding.text.en.replace(/\.?$/, ".")} ${finding.advice.en}`;
    for (const { key } of rowsOf(rows, finding)) {
      const known = reasons.get(key);
      reasons.set(key, clip(known === undefined ? says : `${known}\n${says}`, mostReason));
    }
  }
  return reasons;
}

export const rowsOf = (rows: readonly CellRow[], finding: Finding): CellRow[] => {
  const keys = new Set(finding.cells.map(addressOfCell));
  return rows.filter(({ key }) => keys.has(key));
};

/** Findings in the order to read them: what does not hold by severity, then what could not be decided; for information last. */
const severityOrder = ["block", "explain", "issue", "warn", "info"];
export const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted(
    (a, b) =>
      Number(a.severity === "info") - Number(b.severity === "info") ||
      Number(a.verdict === "undecided") - Number(b.verdict === "undecided") ||
      severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity),
  );

/** How many of each kind; what a rule only informs of is neither, as on the board. */
export function countsOf(findings: readonly Finding[]) {
  const info = findings.filter(({ severity }) => severity === "info").length;
  const fails = findings.filter(({ verdict, severity }) => verdict === "false" && severity !== "info").length;
  return { fails, undecided: findings.length - fails - info, info };
}
