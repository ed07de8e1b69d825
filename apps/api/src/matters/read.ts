import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Input, matters as contract } from "@duibiao/contract";
import type { Text } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { escalationsOf, ofNow } from "../notices/escalated.ts";
import type { Ctx } from "../serve.ts";
import { eventsOf, filesOf } from "./add.ts";
import { mayDo } from "./may.ts";
import {
  numberOf,
  openMatter,
  regionName,
  type CorrectionSubject,
  type Matter,
  type ObjectionSubject,
} from "./open.ts";

/** Matters that the actor may see, what waits first, then the newest. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listMatters>) {
  const m = tables.matters;
  const rows = await ctx.tx
    .select()
    .from(m)
    .where(
      and(
        query.kind === undefined ? undefined : eq(m.kind, query.kind),
        query.submission === undefined ? undefined : eq(m.submissionId, query.submission),
        query.release === undefined ? undefined : eq(m.releaseId, query.release),
        query.open === true ? inArray(m.state, ["open", "returned"]) : undefined,
      ),
    )
    .orderBy(desc(sql`${m.state} in ('open', 'returned')`), desc(m.id))
    .limit(1000);
  const open = rows.filter(({ state }) => state === "open" || state === "returned");
  const [items, events] = await Promise.all([
    summaries(ctx, rows),
    eventsOf(
      ctx,
      open.map(({ id }) => id),
    ),
  ]);
  const mine = new Set(
    open.flatMap((matter) =>
      isMine(
        mayDo(
          ctx,
          matter,
          events.filter(({ matterId }) => matterId === matter.id),
        ),
      )
        ? matter.id
        : [],
    ),
  );
  return { items: items.map((item) => ({ ...item, mine: mine.has(item.id) })) };
}

const isMine = (may: ReturnType<typeof mayDo>): boolean =>
  may.some((deed) => deed === "decide" || deed === "reply" || deed === "amend");

export async function read(ctx: Ctx, { params }: Input<typeof contract.readMatter>) {
  return fullMatter(ctx, await openMatter(ctx, params.id));
}

/** A matter with everything that happened to it, and what the actor may do. */
export async function fullMatter(ctx: Ctx, matter: Matter) {
  const [[summary], events, files, told] = await Promise.all([
    summaries(ctx, [matter]),
    eventsOf(ctx, [matter.id]),
    filesOf(ctx, matter.id),
    escalationsOf(ctx, "matter", [matter.id]),
  ]);
  const may = mayDo(ctx, matter, events);
  return {
    ...summary!,
    mine: isMine(may),
    evidence: matter.evidence,
    hash: matter.hash,
    correction: matter.kind === "correction" ? (matter.subject as CorrectionSubject) : null,
    objection: matter.kind === "objection" ? (matter.subject as ObjectionSubject) : null,
    events: [
      ...events.map(({ deed, tier, text, userName, at }) => ({ deed, tier, text, by: userName, at })),
      ...told(matter.id).map(({ to, at }) => ({ deed: "escalated" as const, tier: null, text: to, by: "", at })),
    ].toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    files,
    may,
  };
}

async function summaries(ctx: Ctx, rows: readonly Matter[]) {
  const { tree, today } = ctx.actor;
  const units = [...new Set(rows.flatMap(({ unitId }) => unitId ?? []))];
  const found = await ctx.tx.execute<{ id: number; name: string }>(sql`
    select distinct on (unit_id) unit_id as id, name from unit_versions
    where unit_id = any(${`{${units.join(",")}}`}::int[]) order by unit_id, valid_from desc`);
  const nameOf = new Map(found.rows.map(({ id, name }) => [id, name]));
  const told = await escalationsOf(
    ctx,
    "matter",
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    number: numberOf(row),
    kind: row.kind,
    state: row.state,
    turn: row.turn,
    owner: row.ownerRegionId,
    unitId: row.unitId,
    unit: row.unitId === null ? null : (nameOf.get(row.unitId) ?? null),
    regionId: row.regionId,
    region: regionName(tree, row.regionId, today),
    submissionId: row.submissionId,
    releaseId: row.releaseId,
    about: aboutOf(row),
    reason: row.reason,
    dueAt: row.dueAt,
    escalated: row.state === "open" ? ofNow(told(row.id), row.dueAt) : null,
    overdue: row.state === "open" && row.dueAt !== null && row.dueAt < ctx.now,
    createdBy: row.createdName,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }));
}

/** In one line what is asked. */
export function aboutOf(matter: Matter): Text {
  if (matter.kind === "correction") {
    const { formName, period, cells } = matter.subject as CorrectionSubject;
    const names = (language: "zh" | "en") => cells.slice(0, 3).map(({ name }) => name[language]);
    const more = cells.length > 3;
    return {
      zh: `${formName.zh} ${period}：${names("zh").join("、")}${more ? `等 ${cells.length} 项` : ""}`,
      en: `${formName.en} ${period}: ${names("en").join(", ")}${more ? ` and ${cells.length - 3} more` : ""}`,
    };
  }
  const { title, edition, name } = matter.subject as ObjectionSubject;
  return { zh: `${title} ${edition.zh}：${name.zh}`, en: `${title}, ${edition.en}: ${name.en}` };
}
