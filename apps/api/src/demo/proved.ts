import { submissions as contract } from "@duibiao/contract";
import { open } from "../submissions/open.ts";
import { save } from "../submissions/save.ts";
import { days, type Asked, type Calendar } from "./calendar.ts";
import { numberOf } from "./cell.ts";
import { timesAround } from "./current.ts";
import { figuresOf } from "./figures.ts";
import { openTask, periodOf } from "./open.ts";
import { act, idOf, type Stage } from "./stage.ts";

/** Three counties are asked for a short form in which every explained figure is proved by a paper (须附佐证). */
const asks = ["991001", "991003", "991005"];
const begun = "991003";

/**
 * The form stands in work at all three. One has typed it, and explained why its purchase of vehicles does not go with the
 * vehicles that it added: the paper that proves it is still to come, and until then it cannot be signed.
 */
export async function playProved(stage: Stage, catalogue: number, { current, now }: Calendar): Promise<void> {
  const asked: Asked = { ...current[0]!, form: "F_CST" };
  const period = await periodOf(stage, "quarter", asked.period, now);
  const units = asks.map((code) => idOf(stage.units, `U${code}`));
  const task = await openTask(stage, catalogue, asked, period, timesAround(now), { units, evidenceRequired: true });
  const at = new Date(now.getTime() - days(0.4));
  const unit = idOf(stage.units, `U${begun}`);
  const clerk = `clerk.${begun}`;
  const { id } = await act(
    stage,
    clerk,
    at,
    { operation: contract.openSubmission, verb: open },
    { params: {}, query: {}, body: { collection: task.collection.id, unit } },
  );
  const added = Number(numberOf(figuresOf(begun, { ...asked, form: "F_VEH" })["veh_new"]));
  const figures = { ...figuresOf(begun, asked), veh_purchase_exp: added > 0 ? "0" : "19.80" };
  const cells = Object.entries(figures).map(([measure, figure]) => ({
    measure,
    member: "total",
    version: 0,
    value: { state: "number" as const, value: numberOf(figure)! },
  }));
  const text = added > 0 ? "车款已在上季付清（演示）" : "预付车款，车辆下季交付（演示）";
  const explanations = [{ rule: "VR47", measure: "veh_purchase_exp", member: "total", text }];
  await act(
    stage,
    clerk,
    at,
    { operation: contract.saveSubmission, verb: save },
    { params: { id }, query: {}, body: { cells, explanations } },
  );
}
