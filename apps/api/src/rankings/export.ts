import type { evaluations as contract, Input } from "@duibiao/contract";
import { writeCsv } from "@duibiao/workbook";
import { markColumn, markOf } from "../mark.ts";
import type { Ctx } from "../serve.ts";
import { rank } from "./rank.ts";

const columns = [
  { name: "rank", type: "number" },
  { name: "rank_to", type: "number" },
  { name: "region_code", type: "text" },
  { name: "region_name", type: "text" },
  { name: "kind", type: "text" },
  { name: "value", type: "number" },
  { name: "uom", type: "text" },
  { name: "interval_lower", type: "number" },
  { name: "interval_upper", type: "number" },
  { name: "quartile", type: "number" },
  { name: "gap_to_best", type: "number" },
  { name: "gap_to_top_quartile", type: "number" },
  { name: "matched", type: "number" },
  { name: "expected", type: "number" },
  { name: "estimated_share", type: "number" },
  { name: "reason", type: "text" },
  { name: "cell_reasons", type: "text" },
  { name: "figures_of", type: "text" },
  { name: "period", type: "text" },
  { name: "indicator", type: "text" },
  { name: "stamp", type: "text" },
  markColumn,
] as const;

/** What `rank` answers, as CSV: one row per region, the stamps and who took it on every row. Numbers are not rounded. */
export async function exportCsv(ctx: Ctx, input: Input<typeof contract.exportRanking>): Promise<string> {
  const ranking = await rank(ctx, input);
  const stamp = ranking.stamps.map(({ zh, en }) => `${zh} / ${en}`).join("; ");
  const figuresOf = ranking.dates.map(({ operand, periods }) => `${operand}: ${periods.join(" + ")}`).join("; ");
  const exported = await markOf(ctx);
  const rows = ranking.items.map((item) => ({
    rank: item.place?.rank,
    rank_to: item.place?.rankTo,
    region_code: item.code,
    region_name: item.name,
    kind: item.kind,
    value: item.value,
    uom: ranking.indicator.uom,
    interval_lower: item.interval?.lower,
    interval_upper: item.interval?.upper,
    quartile: item.place?.quartile,
    gap_to_best: item.place?.gapToBest,
    gap_to_top_quartile: item.place?.gapToTopQuartile,
    matched: item.matched,
    expected: item.expected,
    estimated_share: item.estimatedShare,
    reason: item.reason === null ? null : `${item.reason.zh} / ${item.reason.en}`,
    cell_reasons: item.cellReasons
      .map(({ operand, state, reason, units }) => `${operand} ${state}${reason === "" ? "" : `: ${reason}`} (${units})`)
      .join("; "),
    figures_of: figuresOf,
    period: ranking.period.key,
    indicator: ranking.indicator.key,
    stamp,
    exported,
  }));
  return writeCsv(columns, rows, { bom: true });
}
