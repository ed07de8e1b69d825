import { refName } from "@duibiao/indicators";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { earlierAnswers } from "./context.ts";
import type { Bundle } from "./open.ts";
import { address, isSame, type CellInput } from "./write-cells.ts";

/**
 * 沿用: the clerk confirms that a stock is as it was in the period right before. Nothing else may claim to be carried
 * over: a flow happens anew in every period, and another value than the one of then is a figure of its own.
 */
export async function mustBeCarried(ctx: Ctx, bundle: Bundle, cells: readonly CellInput[]): Promise<void> {
  const carried = cells.filter((cell) => cell.carried !== undefined);
  if (carried.length === 0) return;
  const { compiled } = bundle.catalogue;
  const flows = carried.filter(({ measure }) => compiled.measures.get(measure)!.aggTime !== "last");
  if (flows.length > 0)
    throw problems.rule(
      `流量数据每期重新发生，不能沿用上期：${namesOf(bundle, flows, "zh")}。请按本期实际填写，没有发生填 0`,
      `Flows happen anew in every period and are never carried over: ${namesOf(bundle, flows, "en")}. Enter what happened in this one, 0 if nothing did`,
      { cells: flows.map(address) },
    );
  const { previous } = await earlierAnswers(ctx, bundle);
  const known = new Map(previous?.cells.map((cell) => [address(cell), cell]));
  const others = carried.filter(({ note: _note, ...cell }) => {
    const before = known.get(address(cell));
    const stated = before !== undefined && before.state !== "missing" && cell.carried === previous!.period.key;
    return !stated || !isSame({ ...cell, note: before.note }, before);
  });
  if (others.length > 0)
    throw problems.rule(
      `这些数与上期不同，或上期没有，不能标为沿用：${namesOf(bundle, others, "zh")}。请刷新页面后重新确认，或直接填写`,
      `These differ from the period before, or were not answered then, and cannot be marked as carried over: ${namesOf(bundle, others, "en")}. Reload the page and confirm again, or type them`,
      { cells: others.map(address) },
    );
}

const namesOf = ({ catalogue }: Bundle, cells: readonly CellInput[], language: "zh" | "en") =>
  cells
    .map(({ measure, member }) => refName(catalogue.compiled, { measure, member: member ?? "total", lag: 0 })[language])
    .join(language === "zh" ? "、" : ", ");
