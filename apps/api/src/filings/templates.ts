import type { filings as contract, Input } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { mustBeReported, openAsked } from "../submissions/open.ts";
import { zipOfTemplates } from "../submissions/templates.ts";
import { institutionsOf } from "./institutions.ts";

/** 下载全部模板: a workbook for each institution that owes the form, as its own people would download it. */
export async function templates(
  ctx: Ctx,
  { query }: Input<typeof contract.downloadTemplates>,
): Promise<Uint8Array<ArrayBuffer>> {
  const owing = (await institutionsOf(ctx, query.collection, query.region)).filter(({ exempt }) => !exempt);
  if (owing.length === 0) throw problems.notFound(`assignments of ${query.region} in collection ${query.collection}`);
  mustBeReported((await openAsked(ctx.tx, query.collection, owing[0]!.id)).collection);
  return zipOfTemplates(ctx, query.collection, owing);
}
