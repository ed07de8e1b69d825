import { z } from "zod";
import { at, filled, hash, id, line } from "./fields.ts";
import { operation } from "./operation.ts";

const reviewTier = z.enum(["county", "city", "province"]);

const duty = z.object({
  id: z.number(),
  owner: z.number(),
  kind: z.enum(["form", "line"]),
  key: z.string(),
  /** Who may review second; empty: any reviewer or leader of the bureau. */
  reviewers: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      /** Whether the person serves the bureau today; where nobody named does, the duty has to be ended. */
      serves: z.boolean(),
    }),
  ),
  reason: z.string(),
  createdBy: z.string(),
  createdAt: at,
  endedBy: z.string().nullable(),
  endedAt: at.nullable(),
});

const review = z.object({
  id: z.number(),
  revision: z.number(),
  tier: reviewTier,
  note: z.string(),
  userId: z.number(),
  /** Of a deputy: the reviewer in whose place it was given. */
  forUserId: z.number().nullable(),
  by: z.string(),
  at,
  /** Of the revision under review, at the tier whose turn it is. */
  counts: z.boolean(),
});

export const listDuties = operation({
  id: "second-reviews.duties",
  method: "get",
  path: "/second-review-duties",
  action: "second-review.read",
  reach: "subtree",
  summary: {
    zh: "复核要求：哪些报表、哪些主管部门的单位须经第二人复核",
    en: "Second-review duties: which forms, and which lines' units, need a second reviewer",
  },
  response: z.object({
    items: z.array(duty),
    /** Bureaus of the asker, with who may be named there: reviewers and leaders. */
    bureaus: z.array(
      z.object({
        region: z.number(),
        name: z.string(),
        leads: z.boolean(),
        people: z.array(z.object({ id: z.number(), name: z.string() })),
        lines: z.array(z.string()),
      }),
    ),
  }),
});

export const addDuty = operation({
  id: "second-reviews.demand",
  method: "post",
  path: "/second-review-duties",
  action: "second-review.demand",
  reach: "subtree",
  summary: {
    zh: "要求本机构审核某报表或某主管部门的单位时须经第二人复核",
    en: "Ask a second reviewer of one's own bureau for a form or for the units of a line",
  },
  body: z.strictObject({
    owner: id,
    kind: z.enum(["form", "line"]),
    key: filled(120),
    reviewers: z.array(id).max(20),
    reason: filled(500),
  }),
  response: duty,
  keyed: true,
});

export const endDuty = operation({
  id: "second-reviews.end",
  method: "post",
  path: "/second-review-duties/{id}/end",
  action: "second-review.demand",
  reach: "subtree",
  summary: { zh: "结束一项复核要求（保留记录）", en: "End a second-review duty; its record stays" },
  params: { id },
  body: z.strictObject({}),
  response: duty,
});

export const readSecondReviews = operation({
  id: "second-reviews.read",
  method: "get",
  path: "/submissions/{id}/second-reviews",
  action: "second-review.read",
  reach: "subtree",
  summary: {
    zh: "一份报送在当前环节是否须复核、已由谁复核",
    en: "Whether a submission needs a second review at its present tier, and who gave one",
  },
  params: { id },
  response: z.object({
    /** Tier whose acceptance comes next; null: none. */
    tier: reviewTier.nullable(),
    duties: z.array(duty),
    reviews: z.array(review),
    /** Needed and not given yet. */
    waiting: z.boolean(),
    /** Whether the asker may give it now. */
    mine: z.boolean(),
  }),
});

export const giveSecondReview = operation({
  id: "second-reviews.give",
  method: "post",
  path: "/submissions/{id}/second-reviews",
  action: "second-review.give",
  reach: "subtree",
  summary: {
    zh: "复核：第二人看过这一版次并签字；审核通过须由另一人办理",
    en: "Second review: another person has looked at this revision; somebody else accepts it",
  },
  params: { id },
  body: z.strictObject({ contentHash: hash, note: line(1000).default("") }),
  response: review,
  keyed: true,
});
