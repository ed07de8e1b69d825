import { sql } from "drizzle-orm";
import { collections as collectionContract, periods as periodContract, type Output } from "@duibiao/contract";
import { formMeasures, openCatalogue } from "../catalogues/open.ts";
import { open } from "../collections/open.ts";
import { create } from "../periods/create.ts";
import type { Asked } from "./calendar.ts";
import type { Assigned, Task } from "./report.ts";
import { act, idOf, type Stage } from "./stage.ts";

export const analyst = "analyst.990000";

type Times = { opensAt: Date; dueUnit: Date; dueCounty: Date; dueCity: Date; dueProvince: Date };
export type Period = Output<typeof periodContract.createPeriod>;

/** Sets up a period, or finds it. */
export const periodOf = async (stage: Stage, kind: Asked["kind"], period: string, at: Date): Promise<Period> =>
  act(
    stage,
    analyst,
    at,
    { operation: periodContract.createPeriod, verb: create },
    { params: {}, query: {}, body: { kind, period } },
  );

/** Opens a collection as the province's analyst, and says who owes it. */
export async function openTask(
  stage: Stage,
  catalogueId: number,
  asked: Asked,
  period: Period,
  times: Times,
  {
    origin = "report",
    units,
    evidenceRequired = false,
  }: { origin?: "report" | "history"; units?: number[]; evidenceRequired?: boolean } = {},
): Promise<Task> {
  const { tx } = stage;
  const catalogue = await openCatalogue(tx, catalogueId, period.end);
  const { form } = catalogue.compiled.compiledForms.get(asked.form)!;
  const text = (time: Date) => time.toISOString();
  const collection = await act(
    stage,
    analyst,
    times.opensAt,
    { operation: collectionContract.openCollection, verb: open },
    {
      params: {},
      query: {},
      body: {
        owner: idOf(stage.regions, "990000"),
        catalogue: catalogueId,
        form: asked.form,
        period: period.id,
        ...(units && { units }),
        name: `${asked.period} ${form.name.zh}（${form.filledBy === "system" ? "演示数据，演示评分" : "演示数据"}）`,
        documentNo: `演机管〔${times.opensAt.getUTCFullYear()}〕${asked.quarter + 1}号（演示文号）`,
        legalBasis: "演示",
        exempt: [],
        repeatReason: "",
        extend: { county: 1, city: 3, province: 5 },
        origin,
        synthetic: true,
        evidenceRequired,
        opensAt: text(times.opensAt),
        dueUnit: text(times.dueUnit),
        dueCounty: text(times.dueCounty),
        dueCity: text(times.dueCity),
        dueProvince: text(times.dueProvince),
      },
    },
  );
  const { id, formKey, periodId } = collection;
  const assigned = await tx.execute<Assigned>(sql`
    select a.unit_id as "unitId", a.region_id as "regionId", a.city_id as "cityId", v.code
    from assignments a join lateral (select code from region_versions v where v.region_id = a.region_id order by v.valid_from limit 1) v on true
    where a.collection_id = ${id} order by v.code`);
  return {
    asked,
    period,
    collection: { id, formKey, catalogueId, periodId },
    catalogue,
    measures: await formMeasures(tx, catalogue, asked.form),
    assigned: assigned.rows,
  };
}
