import { z } from "zod";
import { day, id, key, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

/** One doubtful figure: why it is in doubt, and how much of the total it could move. */
const doubt = z.object({
  measure: z.string(),
  member: z.string(),
  /** finding 不成立, undecided 无法判定, change 变动未说明. */
  because: z.enum(["finding", "undecided", "change"]),
  rules: z.array(z.string()),
  explained: z.boolean(),
  /** Share of the figure in the total, 0 to 1; null: there is no total. */
  share: z.number().nullable(),
  /** Against the same period last year, 0.38 for 38 % more; null: no figure then. */
  change: z.number().nullable(),
  /** What of the total is in doubt, 0 to 1 or more. */
  moved: z.number().nullable(),
  /** Share of the scheme's leaves that the measure feeds, 0 to 1. */
  leaves: z.number(),
});

export const readQueue = operation({
  id: "queue.read",
  method: "get",
  path: "/queue",
  action: "consolidation.read",
  reach: "subtree",
  summary: {
    zh: "审核队列：每份在审报送的分量（存疑数占合计与占指数权重的份额）及缘由",
    en: "Review queue: the weight of each open submission (doubt as a share of totals and of the index) and why",
  },
  query: { from: day, to: day, region: id.optional(), scheme: key.optional() },
  response: z.object({
    /** Whose totals the shares are of; null: nobody's that the asker may see. */
    against: z.object({ id: z.number(), name: z.string(), tier: z.string() }).nullable(),
    /** Whose leaves weigh: the scheme asked for, else that of the last release published, else the catalogue's first. */
    scheme: z.object({ key: z.string(), name: text2 }).nullable(),
    schemes: z.array(z.object({ key: z.string(), name: text2 })),
    /** Changes beyond this share of last year's figure are looked at. */
    changeLimit: z.number(),
    measures: z.array(z.object({ key: z.string(), name: text2, uom: z.string() })),
    items: z.array(
      z.object({
        submissionId: z.number(),
        /** 主管部门 (条) of the unit; empty: none. */
        line: z.string(),
        /** Audit checks of its findings, such as `plausibility/unit_price`. */
        checks: z.array(z.string()),
        /** Largest doubtful share of a total; share of the index in doubt; both together. Null: not known. */
        total: z.number().nullable(),
        index: z.number().nullable(),
        weight: z.number().nullable(),
        /** The heaviest first, three at most; how many there are in all. */
        doubts: z.array(doubt),
        doubtCount: z.number(),
        /** The city has not reviewed it: its figures are not weighed for those above. */
        unseen: z.boolean(),
        /** Whether the bureau whose turn it is asks a second reviewer, and whether one has been there. */
        secondReview: z.enum(["none", "waiting", "done"]),
      }),
    ),
  }),
});
