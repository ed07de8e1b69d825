import { collectionPreview, plannedCollections } from "@duibiao/contract";
import { plan } from "../collections/planned.ts";
import { propose } from "../collections/propose.ts";
import type { Calendar } from "./calendar.ts";
import { analyst, periodOf } from "./open.ts";
import { act, idOf, type Stage } from "./stage.ts";

/** 全年计划: the quarter that runs now is to be asked by itself, at the times that the workday calendar gives. */
export async function playPlan(stage: Stage, catalogue: number, { current, firstYear, now }: Calendar): Promise<void> {
  const owner = idOf(stage.regions, "990000");
  const { form, year, quarter } = current[0]!;
  const next = `${firstYear + year + (quarter === 3 ? 1 : 0)}Q${quarter === 3 ? 1 : quarter + 2}`;
  const period = await periodOf(stage, "quarter", next, now);
  const { items } = await act(
    stage,
    analyst,
    now,
    { operation: collectionPreview.proposeCollection, verb: propose },
    { params: {}, query: { owner, catalogue, form, periods: next }, body: undefined },
  );
  const { name, opens, due } = items[0]!;
  const ask = {
    owner,
    catalogue,
    form,
    period: period.id,
    name: `${name}（演示数据）`,
    documentNo: "演机管〔拟〕（演示文号）",
    legalBasis: "演示",
    origin: "report" as const,
    synthetic: true,
    evidenceRequired: true,
    opensAt: new Date(opens.at).toISOString(),
    dueUnit: new Date(due.unit.at).toISOString(),
    dueCounty: new Date(due.county.at).toISOString(),
    dueCity: new Date(due.city.at).toISOString(),
    dueProvince: new Date(due.province.at).toISOString(),
    exempt: [],
    repeatReason: "",
    extend: { county: 1, city: 3, province: 5 },
  };
  await act(
    stage,
    analyst,
    now,
    { operation: plannedCollections.planCollections, verb: plan },
    { params: {}, query: {}, body: { asks: [ask] } },
  );
}
