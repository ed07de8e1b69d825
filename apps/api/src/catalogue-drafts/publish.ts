import { eq } from "drizzle-orm";
import type { catalogueDrafts as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { publish as publishCatalogue } from "../catalogues/publish.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readContent, runningOf } from "./check.ts";
import { holdDraft, overtaken, shown } from "./open.ts";

/** 发布修订稿: published as any catalogue is; then the draft is closed and names what it became. */
export async function publish(ctx: Ctx, { params, body }: Input<typeof contract.publishDraft>) {
  const draft = await holdDraft(ctx, "catalogue.publish", params.id, "publish");
  if (draft.edits !== body.edits) throw overtaken(ctx, draft);
  const content = readContent(draft);
  if ("findings" in content) {
    const { findings } = content;
    throw problems.rule(
      `修订稿有 ${findings.length} 处不符合目录的格式，不能发布`,
      `The draft has ${findings.length} places that are not shaped like a catalogue and cannot be published`,
      { findings },
    );
  }
  const { catalogue, newMeasures } = await publishCatalogue(ctx, { body: content.body, params: {}, query: {} });
  const d = tables.catalogueDrafts;
  const [row] = await ctx.tx
    .update(d)
    .set({ state: "published", publishedId: catalogue!.id })
    .where(eq(d.id, draft.id))
    .returning();
  await ctx.audit({
    object: `draft/${draft.id}`,
    regionId: draft.ownerRegionId,
    detail: { state: "published", catalogue: catalogue!.id },
  });
  return {
    draft: shown(row!),
    catalogue: catalogue!,
    newMeasures,
    running: await runningOf(ctx.tx, draft.ownerRegionId),
  };
}
