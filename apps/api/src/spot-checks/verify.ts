import type { Input, spotChecks as contract } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { drawn, hashOf, type Framed } from "./frame.ts";
import { drawOf, openCheck } from "./open.ts";

/** 复算抽样: the same frame and seed give the same cells, for anybody, at any time. */
export async function verify(ctx: Ctx, { params }: Input<typeof contract.verifySpotCheck>) {
  const check = await openCheck(ctx, params.id);
  const stored = await drawOf(ctx, check.id);
  if (stored === undefined)
    throw problems.conflict("本次抽查尚未抽样，请先抽样", "This spot check has not been drawn; draw first");
  const frame = JSON.parse(check.frame) as Framed[];
  const again = hashOf(await drawn(ctx, frame, check.seed, check.size));
  return {
    reproduces:
      again === stored.hash && hashOf(frame) === check.frameHash && hashOf(JSON.parse(stored.cells)) === again,
    seed: check.seed,
    frameHash: check.frameHash,
    drawHash: stored.hash,
    drawnAgain: again,
    method: {
      zh: "简单随机不放回抽样：单元格按报送号、数据项代码、分类排序，xoroshiro128+（种子的第二个数流），Fisher–Yates 前 n 步",
      en: "simple random sampling without replacement: cells in order of submission, measure key and member; xoroshiro128+ (second stream of the seed), first n steps of Fisher-Yates",
    },
  };
}
