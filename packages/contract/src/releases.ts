import { z } from "zod";
import { verification } from "./evaluations.ts";
import { at, filled, hash, id, line, text2 } from "./fields.ts";
import { operation } from "./operation.ts";
import { earlierResult, regionResult, releaseHead, resultHead, resultPlace, unrankedReason } from "./result.ts";
import { conclusion, presentation, shownStanding } from "./standing.ts";

export const releaseState = z.enum(["draft", "consulting", "approved", "published", "superseded"]);

const release = z.object({
  id: z.number(),
  evaluationId: z.number(),
  owner: z.number(),
  scheme: z.string(),
  periodId: z.number(),
  tier: z.string(),
  number: z.number(),
  /** 评估结果第 n 版. */
  edition: text2,
  title: z.string(),
  audience: z.enum(["subtree", "own"]),
  presentation,
  state: releaseState,
  stateName: text2,
  trial: z.boolean(),
  synthetic: z.boolean(),
  /** 试算,不作考核依据; 演示数据; what must stand on every page and export. */
  stamps: z.array(text2),
  /** 数据截至: when the evaluation read the figures. */
  dataUntil: z.string(),
  createdBy: z.number(),
  createdAt: at,
});

/** 待更正: a correction that changes what the release is made from. */
const releaseCorrection = z.object({
  matter: z.number(),
  /** 更正〔2026〕3号. */
  number: z.string(),
  /** Largest change of an indicator as a share of it; null where it cannot be told. */
  share: z.number().nullable(),
  /** Places must be issued again; else the mark is enough. */
  rerank: z.boolean(),
  at,
  /** The later edition that counts it in, as far as you may read that. */
  settledBy: z.number().nullable(),
});

/** What a release's reader must know of corrections. */
const corrected = {
  /** Approved after its figures were read: they change what it is made from. */
  corrections: z.array(releaseCorrection),
  /** Of a corrected edition: the numbers of the corrections that it counts in and the editions before did not. */
  restates: z.array(z.string()),
};

const rankingItem = z.object({
  regionId: z.number(),
  code: z.string(),
  name: z.string(),
  peerGroup: z.string(),
  score: z.number().nullable(),
  coverage: z.number().nullable(),
  /** Null where it is not ranked, and in a release that shows bands. */
  place: resultPlace.nullable(),
  standing: shownStanding.nullable(),
  conclusion: conclusion.nullable(),
  unranked: z.array(unrankedReason),
});

const fullRelease = release.extend({
  head: releaseHead,
  states: z.array(
    z.object({
      state: releaseState,
      reason: z.string(),
      userId: z.number(),
      /** Name of who took the step; null where you may not see that person. */
      by: z.string().nullable(),
      at,
    }),
  ),
  /** Regions that you may see: all, or your own. */
  items: z.array(rankingItem),
  ...corrected,
});

export const prepareRelease = operation({
  id: "releases.prepare",
  method: "post",
  path: "/releases",
  action: "release.prepare",
  reach: "subtree",
  summary: {
    zh: "由一次评估起草评估结果第 n 版",
    en: "Draft the next numbered release from an evaluation",
  },
  body: z.strictObject({
    evaluation: id,
    title: filled(200),
    /** 公开范围: everybody in the subtree sees all regions, or each region only its own. */
    audience: z.enum(["subtree", "own"]),
    /** 名次, or 档次 without anybody's place. */
    presentation: presentation.default("places"),
    /** The results hash of the evaluation that was looked at. */
    resultsHash: hash.optional(),
  }),
  response: fullRelease,
  keyed: true,
});

export const moveRelease = operation({
  id: "releases.move",
  method: "post",
  path: "/releases/{id}/state",
  action: "release.prepare",
  reach: "subtree",
  summary: {
    zh: "征求意见，或退回草稿（写明原因）",
    en: "Put out for consultation, or take back to draft with a reason",
  },
  params: { id },
  body: z.strictObject({ to: z.enum(["consulting", "draft"]), reason: line(1000).default("") }),
  response: fullRelease,
  keyed: true,
});

export const decideRelease = operation({
  id: "releases.decide",
  method: "post",
  path: "/releases/{id}/decision",
  action: "release.approve",
  reach: "subtree",
  summary: {
    zh: "审定、发布，或退回草稿（不得由起草人办理）",
    en: "Approve, publish or send back to draft; never by whoever prepared it",
  },
  params: { id },
  body: z.strictObject({
    to: z.enum(["approved", "published", "draft"]),
    reason: line(1000).default(""),
    /** Why it is published although objections wait for a reply; shown with the release. */
    overrule: line(1000).default(""),
  }),
  response: fullRelease,
  keyed: true,
});

export const listReleases = operation({
  id: "releases.list",
  method: "get",
  path: "/releases",
  action: "release.read",
  reach: "audience",
  summary: { zh: "可见的评估结果", en: "Releases that you may see" },
  query: {
    owner: id.optional(),
    period: id.optional(),
    scheme: filled(80).optional(),
    state: releaseState.optional(),
  },
  response: z.object({ items: z.array(release) }),
});

export const readRelease = operation({
  id: "releases.read",
  method: "get",
  path: "/releases/{id}",
  action: "release.read",
  reach: "audience",
  summary: {
    zh: "一版评估结果：可见范围内的位次与得分",
    en: "A release: places and scores of the regions that you may see",
  },
  params: { id },
  response: fullRelease,
});

export const exportRelease = operation({
  id: "releases.export",
  method: "get",
  path: "/releases/{id}/results.csv",
  action: "release.read",
  reach: "audience",
  summary: { zh: "一版评估结果（CSV，带印记）", en: "A release as CSV, with its stamps" },
  params: { id },
  response: z.string(),
  responseType: "text/csv",
});

export const exportReleaseXlsx = operation({
  id: "releases.exportXlsx",
  method: "get",
  path: "/releases/{id}/results.xlsx",
  action: "release.read",
  reach: "audience",
  heavy: true,
  summary: { zh: "一版评估结果（XLSX，带印记）", en: "A release as XLSX, with its stamps" },
  params: { id },
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});

export const readResult = operation({
  id: "releases.result",
  method: "get",
  path: "/releases/{id}/results/{region}",
  action: "release.read",
  reach: "audience",
  summary: {
    zh: "一个地区的结果：得分构成、失分点、各指标算式",
    en: "One region's result: how its score is made, where points were lost, each indicator's numbers",
  },
  params: { id, region: id },
  response: regionResult.extend({ release, head: resultHead, earlier: z.array(earlierResult), ...corrected }),
});

export const readPeers = operation({
  id: "releases.peers",
  method: "get",
  path: "/releases/{id}/peers",
  action: "release.read",
  reach: "audience",
  summary: {
    zh: "对标组统计（至少五个地区，不点名）",
    en: "Peer statistics over at least five regions, without names",
  },
  params: { id },
  response: z.object({
    stamps: z.array(text2),
    items: z.array(
      z.object({
        indicator: z.string(),
        name: text2,
        uom: z.string(),
        direction: z.string(),
        peerGroup: z.string(),
        n: z.number(),
        best: z.number(),
        q1: z.number(),
        median: z.number(),
        q3: z.number(),
        worst: z.number(),
      }),
    ),
  }),
});

export const readScores = operation({
  id: "releases.scores",
  method: "get",
  path: "/releases/{id}/scores",
  action: "release.read",
  reach: "audience",
  summary: {
    zh: "可见地区在方案各节点的得分：版次对比和失分原因由此而来",
    en: "Scores of the visible regions at every node of the scheme: what comparisons and causes are made from",
  },
  params: { id },
  response: z.object({
    stamps: z.array(text2),
    /** In tree order, the total first. */
    nodes: z.array(z.object({ path: z.string(), name: text2, indicator: z.string().nullable(), weight: z.number() })),
    /** Each list in the order of `nodes`. */
    items: z.array(
      z.object({
        regionId: z.number(),
        score: z.array(z.number().nullable()),
        /** Points of the total that come from the node. */
        contribution: z.array(z.number().nullable()),
        pointsLost: z.array(z.number().nullable()),
        /** Of a leaf's indicator, in its own uom. */
        value: z.array(z.number().nullable()),
      }),
    ),
  }),
});

export const verifyRelease = operation({
  id: "releases.verify",
  method: "post",
  path: "/releases/{id}/verify",
  action: "evaluation.read",
  reach: "subtree",
  heavy: true,
  summary: {
    zh: "复算一版评估结果，逐字节比较",
    en: "Recompute a release and compare byte for byte",
  },
  params: { id },
  body: z.strictObject({}),
  response: verification,
});
