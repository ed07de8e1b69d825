import { sql } from "drizzle-orm";
import type { arrivals as contract, Input, Output } from "@duibiao/contract";
import { mustBeReviewed } from "../openings/reviewed.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadBundle, placeOf, type Bundle } from "../submissions/open.ts";
import { saveInto } from "../submissions/save.ts";
import { mustBePossible } from "../submissions/states.ts";
import { sourceOf } from "./judge.ts";

type Arrival = Output<typeof contract.listArrivals>["items"][number];
type Row = Omit<Arrival, "measure" | "at"> & { measureId: number; at: string; estimated: boolean; note: string };

async function arrivalsOf(ctx: Ctx, { submission, measures }: Bundle) {
  const found = await ctx.tx.execute<Row>(sql`
    select measure_id as "measureId", member, system, file, place, trim_scale(value)::text as value, state, reason, estimated,
           note, verdict, name as by, at
    from arrivals where submission_id = ${submission.id} order by measure_id, member, system`);
  return found.rows.flatMap(({ measureId, at, ...row }) => {
    const measure = measures.keyOf.get(measureId);
    return measure === undefined ? [] : [{ ...row, measure, at: new Date(at) }];
  });
}

/** 来数: what other systems gave for the cells of a submission, taken or not. */
export async function list(ctx: Ctx, { params }: Input<typeof contract.listArrivals>) {
  const bundle = await loadBundle(ctx.tx, params.id);
  await mustBeReviewed(ctx, bundle.submission, null);
  const items = await arrivalsOf(ctx, bundle);
  return { items: items.map(({ estimated: _estimated, note: _note, ...item }) => item) };
}

/** 采用: the clerk takes a system's figures instead of what is there; the cell names the system as its source. */
export async function adopt(ctx: Ctx, { params, body }: Input<typeof contract.adoptArrivals>) {
  // Before the submission, as a push does: neither waits for what the other holds.
  await ctx.tx.execute(sql`
    select 1 from arrivals where submission_id = ${params.id} and system = ${body.system} order by measure_id, member for update`);
  const bundle = await loadBundle(ctx.tx, params.id, true);
  ctx.must("submission.save", placeOf(bundle.submission));
  mustBePossible(bundle.submission.state, "save");
  const given = (await arrivalsOf(ctx, bundle)).filter(({ system }) => system === body.system);
  const cells = body.cells.map(({ measure, member, version }) => {
    const one = given.find((own) => own.measure === measure && own.member === member);
    if (one === undefined)
      throw problems.rule("该系统没有给过这个单元格的数", "That system gave no figure for this cell", {
        measure,
        member,
      });
    const value =
      one.state === "number"
        ? { state: one.state, value: one.value!, estimated: one.estimated }
        : { state: one.state, reason: one.reason };
    // A figure that came without a note says nothing against the clerk's.
    return { measure, member, version, value, ...(one.note !== "" && { note: one.note }) };
  });
  const files = new Set(
    given
      .filter(({ measure, member }) => body.cells.some((cell) => cell.measure === measure && cell.member === member))
      .map((one) => one.file),
  );
  const file = files.size === 1 ? [...files][0]! : "";
  const answer = await saveInto(ctx, bundle, { cells, explanations: [] }, sourceOf(body.system, file));
  if (answer.conflicts.length > 0) throw problems.stale({ conflicts: answer.conflicts });
  for (const { measure, member } of cells)
    await ctx.tx.execute(sql`
      update arrivals set verdict = 'written' where submission_id = ${params.id} and system = ${body.system}
        and measure_id = ${bundle.measures.idOf.get(measure)} and member = ${member}`);
  return { adopted: cells.length };
}
