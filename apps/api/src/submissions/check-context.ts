import { sql } from "drizzle-orm";
import {
  cellKey,
  choosePeriods,
  contextNeeds,
  isCurrent,
  overTime,
  peerStatistic,
  spansBefore,
  yearBefore,
  type Cell,
  type CellValue,
  type CheckContext,
  type CompiledForm,
  type ContextNeeds,
  type Period as Span,
  type PeriodKind,
} from "@duibiao/indicators";
import { measureIndex } from "../catalogues/open.ts";
import type { Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";
import { registriesOf } from "../units/registry.ts";
import { keyed, valueOf, type ObservationRow, type StoredCell } from "./content.ts";
import type { Task } from "./findings.ts";
import { answersAt, collectionBefore } from "./history.ts";

type Asked = { task: Task; form: CompiledForm; needs: ContextNeeds; span: Span };

/**
 * What the rules of each form need beside its own cells: the same for the server's check and, by the context of a
 * submission, for the browser's. Nothing is fetched that no rule of the form asks. In the order that was asked.
 */
export async function checkContexts(ctx: Ctx, tasks: readonly Task[]): Promise<(CheckContext & { period: Span })[]> {
  const asked = tasks.map((task): Asked => {
    const form = task.catalogue.compiled.compiledForms.get(task.collection.formKey)!;
    const { kind, startDate: start, endDate: end } = task.period;
    return { task, form, needs: contextNeeds(form), span: { kind, start, end } };
  });
  const [past, registries, related, peers] = await Promise.all([
    pastOf(ctx, asked),
    registryFor(ctx, asked),
    Promise.all(asked.map((one) => relatedOf(ctx, one))),
    Promise.all(asked.map((one) => peersOf(ctx, one))),
  ]);
  return asked.map(({ task, span }, at) => {
    const region = regionOn(ctx.actor.tree, task.regionId, span.end)?.code;
    return {
      period: span,
      ...(region !== undefined && { region }),
      ...past[at]!,
      ...(related[at]!.length > 0 && { related: related[at]! }),
      ...(registries.has(at) && { registry: registries.get(at)! }),
      ...(peers[at] !== null && { peers: peers[at]! }),
    };
  });
}

export const asCell = (cell: StoredCell): Cell => ({
  measure: cell.measure,
  member: cell.member,
  value: valueOf(cell),
});

async function pastOf(ctx: Ctx, asked: readonly Asked[]) {
  const spans = asked.map(({ needs, span }) => ({
    yearAgo: yearBefore(span).start,
    earlier: spansBefore(span, needs.earlier).map(({ start }) => start),
  }));
  const answers = await answersAt(
    ctx.tx,
    asked.map(({ task, span }, at) => ({
      unitId: task.unitId,
      formKey: task.collection.formKey,
      kind: span.kind,
      starts: [...new Set([spans[at]!.yearAgo, ...spans[at]!.earlier])],
      measures: task.measures,
    })),
  );
  return spans.map(({ yearAgo, earlier }, at): Pick<CheckContext, "previousYear" | "earlier"> => {
    const of = (start: string) => answers[at]!.get(start)?.map(asCell) ?? null;
    const previousYear = of(yearAgo);
    return {
      ...(previousYear !== null && { previousYear }),
      ...(earlier.length > 0 && { earlier: earlier.map(of) }),
    };
  });
}

async function registryFor(ctx: Ctx, asked: readonly Asked[]) {
  const places = asked.flatMap(({ needs }, at) => (needs.registry ? [at] : []));
  const found = await registriesOf(
    ctx.tx,
    places.map((at) => ({ unitId: asked[at]!.task.unitId, day: asked[at]!.span.end })),
  );
  return new Map(places.map((at, n) => [at, found[n]!]));
}

/**
 * This period's figures of other forms, each from the unit's answers that stand there: the same period, or shorter ones
 * that make it up; else a longer one that it lies in (the year's budget beside a quarter's spending). Never an older one.
 */
async function relatedOf(ctx: Ctx, { task, needs, span }: Asked): Promise<Cell[]> {
  if (needs.related.length === 0) return [];
  const measures = await measureIndex(ctx.tx, [...new Set(needs.related.map(({ measure }) => measure))]);
  const rows = await ctx.tx.execute<ObservationRow & { kind: PeriodKind; start: string; end: string }>(sql`
    select distinct on (o.measure_id, o.member, p.kind, p.start_date, p.end_date)
           p.kind, p.start_date::text as start, p.end_date::text as end, o.measure_id as "measureId", o.member, o.state,
           trim_scale(o.value)::text as value, o.estimated, o.reason, o.note, o.source, 0 as version
    from submissions s join collections c on c.id = s.collection_id join periods p on p.id = c.period_id
    join observations o on o.submission_id = s.id and o.city_id = s.city_id and o.revision = standing_rev(s)
    where s.unit_id = ${task.unitId} and c.form_key <> ${task.collection.formKey} and standing_rev(s) is not null
      and p.start_date <= ${span.end}::date and p.end_date >= ${span.start}::date
      and o.measure_id = any(${`{${[...measures.keyOf.keys()].join(",")}}`}::int[])
    order by o.measure_id, o.member, p.kind, p.start_date, p.end_date, c.id desc`);
  const natives = rows.rows.map(({ kind, start, end, ...row }) => ({
    kind,
    start,
    end,
    cell: keyed(row, measures),
  }));
  return needs.related.flatMap(({ measure, member }) => {
    const own = natives.filter(({ cell }) => cell.measure === measure && cell.member === member);
    const { aggTime } = task.catalogue.compiled.measures.get(measure)!;
    const choice = choosePeriods(span, aggTime, own);
    const exactly = "exactly" in choice ? choice.exactly : [];
    const around = own
      .filter(({ start, end }) => start <= span.start && end >= span.end)
      .toSorted((a, b) => Date.parse(a.end) - Date.parse(a.start) - (Date.parse(b.end) - Date.parse(b.start)));
    const chosen = exactly.length > 0 ? exactly : around.slice(0, 1);
    const value = overTime(
      chosen.map(({ cell }) => valueOf(cell)),
      "sum",
    );
    return value === undefined ? [] : [{ measure, member, value }];
  });
}

/** The statistics behind robust_z, over the period before: see peer_answers in the migration, which also guards it. */
async function peersOf(ctx: Ctx, { task, form, needs }: Asked): Promise<CheckContext["peers"] | null> {
  if (needs.peers.length === 0 || task.submissionId === null || task.withoutPeers === true) return null;
  const before = await collectionBefore(ctx.tx, task);
  if (before === null) return null;
  const ids = needs.peerMeasures.map((measure) => task.measures.idOf.get(measure)!);
  const rows = await ctx.tx.execute<
    Pick<ObservationRow, "measureId" | "member" | "state" | "value"> & {
      peer: number;
      region: number;
      sameKind: boolean;
    }
  >(sql`
    select peer, region, same_kind as "sameKind", measure_id as "measureId", member, state, value
    from peer_answers(${task.submissionId}, ${before.collectionId}, ${`{${ids.join(",")}}`}::int[])`);
  const peers = new Map<number, { region: number; sameKind: boolean; cells: Map<string, CellValue> }>();
  for (const { peer, region, sameKind, measureId, member, state, value } of rows.rows) {
    const known = peers.get(peer) ?? { region, sameKind, cells: new Map<string, CellValue>() };
    const key = cellKey(task.measures.keyOf.get(measureId)!, member);
    known.cells.set(key, state === "number" ? { state, value: value! } : { state });
    peers.set(peer, known);
  }
  const given = [...peers.values()].map(({ region, sameKind, cells }) => ({
    region,
    sameKind,
    lookup: (ref: Parameters<typeof isCurrent>[0]) =>
      isCurrent(ref) ? cells.get(cellKey(ref.measure, ref.member)) : undefined,
  }));
  const statistics = needs.peers.flatMap((formula) => {
    const found = peerStatistic(task.catalogue.compiled, form, formula, given);
    return found === null ? [] : [[formula, found] as const];
  });
  return statistics.length === 0 ? null : Object.fromEntries(statistics);
}
