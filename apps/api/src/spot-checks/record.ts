import type { Input, spotChecks as contract } from "@duibiao/contract";
import { compareDecimals } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import type { DrawnCell } from "./frame.ts";
import { drawOf, mustBeOwn, openCheck } from "./open.ts";
import { reported, shown } from "./read.ts";

/** 记结果: what the evidence of one drawn cell says. It is added, and moves no figure; the unit mends its own. */
export async function record(ctx: Ctx, { params, body }: Input<typeof contract.recordSpotResult>) {
  const check = await openCheck(ctx, params.id);
  mustBeOwn(ctx, check.ownerRegionId);
  const { submission, measure, member, verdict, evidence, note } = body;
  const stored = await drawOf(ctx, check.id);
  const cells = stored === undefined ? [] : (JSON.parse(stored.cells) as DrawnCell[]);
  const cell = cells.find((one) => one.submission === submission && one.measure === measure && one.member === member);
  if (cell === undefined)
    throw problems.rule(
      "这一格不在本次抽中的样本里，只能记抽中的单元格",
      "This cell was not drawn; only what was drawn has a result",
      { cell: `${submission}/${measure}/${member}` },
    );
  const value = (await reported(ctx, [cell], ctx.actor.today))[0]!.value;
  const issues = [
    ...((verdict === "differs") === (body.found !== undefined)
      ? []
      : [
          {
            path: "body.found",
            zh: "不符时须填凭证所载的数，其他情形不填",
            en: "say what the evidence holds where it differs, and only then",
          },
        ]),
    ...(body.found !== undefined && compareDecimals(body.found, value) === 0
      ? [{ path: "body.found", zh: "与上报数相同，应记为相符", en: "equals what was reported: that agrees" }]
      : []),
    ...(verdict === "unsupported" || evidence.trim() !== ""
      ? []
      : [{ path: "body.evidence", zh: "请写明看了什么凭证", en: "say which evidence was looked at" }]),
  ];
  if (issues.length > 0) throw problems.badRequest(issues);
  const [row] = await ctx.tx
    .insert(tables.spotCheckResults)
    .values({
      checkId: check.id,
      ownerRegionId: check.ownerRegionId,
      submissionId: submission,
      measure,
      member,
      verdict,
      found: body.found ?? null,
      evidence,
      note,
      userId: ctx.actor.userId,
      userName: ctx.actor.name,
      at: ctx.now,
    })
    .returning({ id: tables.spotCheckResults.id });
  const detail = { result: row!.id, cell: `${submission}/${measure}/${member}`, verdict, found: body.found ?? null };
  await ctx.audit({ object: `spot-check/${check.id}`, regionId: check.ownerRegionId, detail });
  return shown(ctx, check);
}
