import { submissions as contract } from "@duibiao/contract";
import { open } from "../submissions/open.ts";
import { save } from "../submissions/save.ts";
import { days, type Asked, type Calendar } from "./calendar.ts";
import { numberOf, type Figure, type Figures } from "./cell.ts";
import { between } from "./chance.ts";
import { withTotalCost } from "./energy.ts";
import { figuresOf } from "./figures.ts";
import { openTask, periodOf } from "./open.ts";
import { act, idOf, type Stage } from "./stage.ts";

/** Who keeps energy month by month in the quarter in work, and for how many of its months: beside a sent report, a half-filled one, and none yet. */
const keepers = { "990706": 3, "990708": 3, "990709": 2 };

/** The optional monthly ledger of three units. Its months add up to what their quarterly report says, or will say. */
export async function playLedger(stage: Stage, catalogue: number, { current, now }: Calendar): Promise<void> {
  const quarterly = current.find(({ form }) => form === "F_ENE")!;
  const units = Object.keys(keepers).map((code) => idOf(stage.units, `U${code}`));
  for (const [at, month] of monthsOf(quarterly).entries()) {
    const asked: Asked = { ...quarterly, form: "F_ENE_M", kind: "month", period: month };
    const period = await periodOf(stage, "month", month, now);
    const opensAt = new Date(`${period.start}T01:00:00Z`);
    const due = new Date(Date.parse(`${period.end}T10:00:00Z`) + days(8));
    const times = { opensAt, dueUnit: due, dueCounty: due, dueCity: due, dueProvince: due };
    const task = await openTask(stage, catalogue, asked, period, times, { units });
    const { sections } = task.catalogue.compiled.compiledForms.get("F_ENE_M")!.form;
    for (const { code, unitId } of task.assigned) {
      if (at >= keepers[code as keyof typeof keepers]) continue;
      const when = new Date(Math.min(now.getTime(), due.getTime() - days(5)));
      const figures = inMonth(figuresOf(code, quarterly), at, code);
      const cells = sections.flatMap(({ lines }) =>
        lines.map(({ measure, member = "total" }) => ({
          measure,
          member,
          version: 0,
          value: valueOf(figures[member === "total" ? measure : `${measure}/${member}`]!),
        })),
      );
      const params = { id: (await begin(stage, task.collection.id, unitId, code, when)).id };
      const deed = { operation: contract.saveSubmission, verb: save };
      await act(stage, `clerk.${code}`, when, deed, { params, query: {}, body: { cells, explanations: [] } });
    }
  }
}

const begin = (stage: Stage, collection: number, unit: number, code: string, at: Date) =>
  act(
    stage,
    `clerk.${code}`,
    at,
    { operation: contract.openSubmission, verb: open },
    { params: {}, query: {}, body: { collection, unit } },
  );

/** The three months of a quarter, as `2026-07`. */
const monthsOf = ({ period, quarter }: Asked): string[] =>
  [1, 2, 3].map((n) => `${period.slice(0, 4)}-${String(quarter * 3 + n).padStart(2, "0")}`);

/** One month (0 to 2) of a quarter's energy: every quantity split, what it cost added up anew. */
function inMonth(figures: Figures, month: number, code: string): Figures {
  const split = Object.entries(figures).map(([address, figure]): [string, Figure] => {
    const number = numberOf(figure);
    return [address, number === null ? figure : partOf(number, month, between(0.32, 0.35, code, address))];
  });
  return withTotalCost(Object.fromEntries(split));
}

/** The first and the second month have so much of a figure each, the last one the rest; with the figure's own decimals. */
function partOf(number: string, month: number, share: number): string {
  const decimals = number.split(".")[1]?.length ?? 0;
  const all = Math.round(Number(number) * 10 ** decimals);
  const each = Math.round(all * share);
  return ((month === 2 ? all - 2 * each : each) / 10 ** decimals).toFixed(decimals);
}

function valueOf(figure: Figure) {
  const number = numberOf(figure);
  if (number !== null) return { state: "number" as const, value: number };
  return { state: "na" as const, reason: (figure as { na: string }).na };
}
