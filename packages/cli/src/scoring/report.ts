import { escapeHtml, intervalChart, stackedChart } from "./charts.ts";
import type { ResultFile } from "./result.ts";
import { placeOf } from "./tables.ts";

const STYLE = `
body { font: 14px/1.6 "Noto Sans SC", "Microsoft YaHei", "SimSun", sans-serif; color: #1f1f1f; margin: 24px auto; max-width: 1040px; padding: 0 16px; }
h1 { font-size: 22px; } h2 { font-size: 17px; margin-top: 32px; border-bottom: 1px solid #d9d9d9; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { border-bottom: 1px solid #e5e5e5; padding: 4px 8px; text-align: left; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.note { color: #595959; } svg { max-width: 100%; height: auto; } svg text { font-size: 12px; fill: #1f1f1f; }
@media print { body { margin: 0; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`;

/** A self-contained page: places with intervals, parts of the score, audit; every chart stands beside its table. */
export function reportOf(result: ResultFile, language: "zh" | "en"): string {
  const t = (zh: string, en: string) => (language === "zh" ? zh : en);
  const title = result.job.title?.[language] ?? result.job.scheme.name[language];
  const order = result.units.map((_, r) => r).sort((a, b) => placeOf(result, a) - placeOf(result, b));
  const ranked = order.filter((r) => result.units[r]!.rank !== null);
  const dimensions = result.nodes.filter(({ path }) => path.split("/").length === 2);
  const { audit } = result;
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escapeHtml(title)}</h1>
<p class="note">${escapeHtml(
    t(
      `${result.units.length} 个地区，${ranked.length} 个有名次。引擎 ${result.engine}；方法 ${result.methods.join("、")}。`,
      `${result.units.length} units, ${ranked.length} ranked. Engine ${result.engine}; methods ${result.methods.join(", ")}.`,
    ),
  )}${result.job.source === undefined ? "" : ` ${escapeHtml(result.job.source)}`}</p>
<h2>${t("名次与区间", "Places and their intervals")}</h2>
${intervalChart(
  ranked.map((r) => ({ label: result.units[r]!.name, rank: result.units[r]!.rank!, ...result.units[r]!.interval! })),
  t("名次", "place"),
)}
${table(
  [
    t("名次", "place"),
    t("地区", "unit"),
    t("总分", "score"),
    t("区间", "interval"),
    t("档次", "group"),
    t("覆盖率", "coverage"),
  ],
  order.map((r) => {
    const unit = result.units[r]!;
    return [
      unit.rank === null ? "–" : String(unit.rank),
      unit.name,
      unit.score?.toFixed(2) ?? "–",
      unit.interval?.[language] ?? unit.unranked.join("；"),
      unit.indistinguishable === null ? "–" : String(unit.indistinguishable),
      unit.coverage === null ? "–" : `${(100 * unit.coverage).toFixed(0)} %`,
    ];
  }),
  [0, 2, 4, 5],
)}
<h2>${t("得分构成", "Parts of the score")}</h2>
${stackedChart(
  ranked.map((r) => ({ label: result.units[r]!.name, parts: dimensions.map(({ scores }) => scores[r] ?? null) })),
  dimensions.map(({ name }) => name[language]),
)}
${table(
  [t("地区", "unit"), ...dimensions.map(({ name }) => name[language])],
  ranked.map((r) => [result.units[r]!.name, ...dimensions.map(({ scores }) => scores[r]?.toFixed(2) ?? "–")]),
  dimensions.map((_, n) => n + 1),
)}
<h2>${t("一致性审计", "Audit of coherence")}</h2>
${list(
  [...result.remarks, ...audit.findings].map((own) => `${own.path}: ${own[language]}`),
  t("没有提示。", "Nothing to remark."),
)}
${table(
  [t("节点", "node"), "Cronbach α", "ω", "KMO", t("第一主成分", "first component")],
  audit.nodes.map((own) => [
    own.path,
    ...[own.reliability.alpha, own.reliability.omega, own.kmo, own.firstComponent].map((x) =>
      x == null ? "–" : x.toFixed(2),
    ),
  ]),
  [1, 2, 3, 4],
)}
${table(
  [t("指标", "indicator"), t("名义权重", "weight"), t("实际影响", "influence")],
  audit.importance.map((own) => [
    own.indicator,
    `${(100 * own.nominal).toFixed(1)} %`,
    own.effective == null ? "–" : `${(100 * own.effective).toFixed(1)} %`,
  ]),
  [1, 2],
)}
</body>
</html>
`;
}

function table(head: string[], rows: string[][], numeric: number[]): string {
  const mark = (n: number) => (numeric.includes(n) ? ' class="n"' : "");
  const line = (tag: string, cells: string[]) =>
    `<tr>${cells.map((cell, n) => `<${tag}${mark(n)}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${line("th", head)}</thead><tbody>${rows.map((row) => line("td", row)).join("")}</tbody></table>`;
}

const list = (items: string[], empty: string): string =>
  items.length === 0
    ? `<p>${escapeHtml(empty)}</p>`
    : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
