import { desc, getTableColumns } from "drizzle-orm";
import type { catalogueDrafts as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import type { Ctx } from "../serve.ts";
import { openDraft, shown } from "./open.ts";

const READ = "catalogue-draft.read";

/** The drafts of one's own bureau, the one saved last first. */
export async function list(ctx: Ctx, _input: Input<typeof contract.listDrafts>) {
  const d = tables.catalogueDrafts;
  const { content: _content, ...columns } = getTableColumns(d);
  const rows = await ctx.tx.select(columns).from(d).orderBy(desc(d.savedAt), desc(d.id));
  return { items: rows.filter((row) => servesBureau(ctx.actor, READ, row.ownerRegionId)).map(shown) };
}

export async function read(ctx: Ctx, { params }: Input<typeof contract.readDraft>) {
  const draft = await openDraft(ctx, READ, params.id);
  return { ...shown(draft), content: JSON.parse(draft.content) as Record<string, unknown> };
}
