import { asc, eq } from "drizzle-orm";
import { canonicalJson } from "@duibiao/indicators";
import type { Input, releases as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { openCatalogue } from "../catalogues/open.ts";
import { loadEvaluation } from "../evaluations/read.ts";
import { takeTime } from "../evaluations/patience.ts";
import { check, checksOf, halfWidth, type Check } from "../evaluations/verify.ts";
import type { Ctx } from "../serve.ts";
import { contentOf, type ReleaseContent } from "./results.ts";
import { loadRelease, type ReleaseRow } from "./states.ts";

/** 验算: the evaluation behind the release, then every line that the release shows, made anew and compared byte for byte. */
export async function verify(ctx: Ctx, { params }: Input<typeof contract.verifyRelease>) {
  const release = await loadRelease(ctx, params.id);
  ctx.must("evaluation.read", { regionId: release.ownerRegionId, unitId: null });
  await takeTime(ctx);
  const evaluation = await loadEvaluation(ctx, release.evaluationId);
  const checks = await checksOf(ctx, evaluation);
  // Content made from inputs that fail their own checks would prove nothing.
  if (checks.every((c) => c.ok))
    checks.push(
      ...(await sameContent(
        ctx,
        release,
        contentOf(await openCatalogue(ctx.tx, evaluation.catalogueId), evaluation, release),
      )),
    );
  const ok = checks.every((c) => c.ok);
  await ctx.audit({
    object: `release/${release.id}`,
    regionId: release.ownerRegionId,
    detail: { verified: ok, failed: checks.filter((c) => !c.ok).map((c) => c.check) },
  });
  return { ok, checks };
}

async function sameContent(ctx: Ctx, release: ReleaseRow, again: ReleaseContent): Promise<Check[]> {
  const { releaseResults: r, peerStatistics: p } = tables;
  const results = await ctx.tx
    .select({ regionId: r.regionId, cityId: r.cityId, result: r.result })
    .from(r)
    .where(eq(r.releaseId, release.id))
    .orderBy(asc(r.regionId));
  const peers = await ctx.tx
    .select({
      indicator: p.indicator,
      peerGroup: p.peerGroup,
      n: p.n,
      best: p.best,
      q1: p.q1,
      median: p.median,
      q3: p.q3,
      worst: p.worst,
    })
    .from(p)
    .where(eq(p.releaseId, release.id));
  const lines = compared(results, again.results, (row) => String(row.regionId));
  const statistics = compared(peers, again.peers, (row) => `${row.indicator}/${row.peerGroup}`);
  return [
    check(
      "release_head",
      canonicalJson(release.head) === canonicalJson(again.head),
      "版次说明重算一致",
      "The release's head is the same when made anew",
      [{ stored: release.head, computed: again.head }],
    ),
    check(
      "release_results",
      lines.length === 0,
      "各地区结果重算，逐字节一致",
      "Every region's line is the same bytes when made anew",
      lines,
    ),
    check(
      "peer_statistics",
      statistics.length === 0,
      "对标组统计重算一致",
      "The peer statistics are the same when made anew",
      statistics,
    ),
  ];
}

/** Keys of rows that differ, are missing or are too much. */
function compared<T>(stored: readonly T[], computed: readonly T[], key: (row: T) => string): string[] {
  const left = new Map(stored.map((row) => [key(row), halfWidth(canonicalJson(row))]));
  const right = new Map(computed.map((row) => [key(row), halfWidth(canonicalJson(row))]));
  return [...new Set([...left.keys(), ...right.keys()])].filter((at) => left.get(at) !== right.get(at));
}
