import type { collectionPreview as contract, Input } from "@duibiao/contract";
import { estimateOf, loadsOf } from "../burden/load.ts";
import { dayOfDue } from "../calendar/workdays.ts";
import type { Ctx } from "../serve.ts";
import { regionOn, subtreeOn } from "../tree.ts";
import { planOf, type Plan } from "./plan.ts";
import type { Ask, Owing } from "./who.ts";

const shownRows = 2000;

/** 预览: the opening thought through as `open` does, with what it adds to the burden of the busiest and the median county. */
export async function preview(ctx: Ctx, { body }: Input<typeof contract.previewCollection>) {
  ctx.must("collection.open", { regionId: body.owner, unitId: null });
  const plan = await planOf(ctx, body, false);
  const { owing, exempt, reuse, warnings } = plan;
  const cells = plan.catalogue.compiled.compiledForms.get(body.form)!.lines.length;
  const twice = reuse.filter(({ where }) => where.some(({ relation }) => relation === "same"));
  const refusals =
    twice.length === 0
      ? plan.refusals
      : [
          ...plan.refusals,
          {
            code: "twice",
            zh: `${twice.length} 行在同一报告期已向同一单位布置过，不能重复：请把这些单位免报，或从报表中去掉这些行`,
            en: `${twice.length} lines are already asked of the same units for this very period: exempt those units, or drop the lines`,
          },
        ];
  return {
    units: owing.length,
    exempt: exempt.size,
    cells,
    byTier: counted(owing, ({ tier, covers }) => `${tier}/${covers}`).map(([unit, units]) => ({
      tier: unit.tier,
      covers: unit.covers,
      units,
    })),
    byCity: counted(owing, ({ cityId }) => String(cityId)).map(([unit, units]) => ({
      cityId: unit.cityId,
      name: regionOn(plan.tree, unit.cityId, plan.period.endDate)?.name ?? "",
      units,
    })),
    rows: owing.slice(0, shownRows).map(({ unitId, code, name, regionName, line, covers }) => ({
      unitId,
      code,
      name,
      region: regionName,
      line,
      covers,
      exemptReason: exempt.get(unitId) ?? null,
    })),
    refusals,
    warnings,
    reuse,
    burden: await burdenOf(ctx, body, plan, cells),
  };
}

function counted(owing: readonly Owing[], key: (unit: Owing) => string): [Owing, number][] {
  const found = new Map<string, [Owing, number]>();
  for (const unit of owing) {
    const known = found.get(key(unit));
    if (known === undefined) found.set(key(unit), [unit, 1]);
    else known[1] += 1;
  }
  return [...found.values()];
}

type Weight = { requests: number; cells: number; minutes: number | null };
type County = { name: string; before: Weight; after: Weight };

/** What the counties carry in the year in which the units are due, and with this collection. */
async function burdenOf(ctx: Ctx, ask: Ask, plan: Plan, cells: number) {
  const year = Number(dayOfDue(plan.times[1]!).slice(0, 4));
  const day = plan.period.endDate;
  const counties = subtreeOn(plan.tree, ask.owner, day).filter((id) => regionOn(plan.tree, id, day)?.tier === "county");
  const [loads, { minutes, basis }] = await Promise.all([
    loadsOf(ctx, { from: `${year}-01-01`, to: `${year}-12-31`, regions: counties, byUnit: false, monthly: false }),
    estimateOf(ctx, { owner: ask.owner, form: ask.form, cells }),
  ]);
  const known = new Map(loads.map((load) => [load.regionId, load]));
  const added = new Map<number, number>();
  for (const { unitId, regionId } of plan.owing)
    if (!plan.exempt.has(unitId)) added.set(regionId, (added.get(regionId) ?? 0) + 1);
  const rows = counties.map((id): County => {
    const load = known.get(id);
    // A county that nobody asked anything has been asked nothing: these zeros are counts.
    const before: Weight =
      load === undefined ? { requests: 0, cells: 0, minutes: null } : { ...pick(load), minutes: load.minutes };
    const n = added.get(id) ?? 0;
    const more = minutes === null ? null : n * minutes;
    return {
      name: regionOn(plan.tree, id, day)!.name,
      before,
      after: {
        requests: before.requests + n,
        cells: before.cells + n * cells,
        minutes: more === null ? before.minutes : before.minutes === null ? more : before.minutes + more,
      },
    };
  });
  rows.sort((a, b) => a.after.cells - b.after.cells);
  const median = rows[Math.floor((rows.length - 1) / 2)];
  return {
    year,
    minutes,
    basis,
    counties: counties.length,
    busiest: rows.at(-1) ?? null,
    median: median === undefined ? null : { before: median.before, after: median.after },
  };
}

const pick = ({ requests, cells }: Weight) => ({ requests, cells });
