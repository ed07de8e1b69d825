import { z } from "zod";
import { at, day, id } from "./fields.ts";
import { operation } from "./operation.ts";
import { assignmentState } from "./assignments.ts";
import { period } from "./periods.ts";

const column = z.object({
  collectionId: z.number(),
  name: z.string(),
  formKey: z.string(),
  catalogueId: z.number(),
  formName: z.object({ zh: z.string(), en: z.string() }),
  period,
  documentNo: z.string(),
  synthetic: z.boolean(),
  dueUnit: at,
  dueCounty: at,
  dueCity: at,
  dueProvince: at,
  lockedAt: at.nullable(),
});

const boardCell = z.object({
  unitId: z.number(),
  collectionId: z.number(),
  state: assignmentState,
  submissionId: z.number().nullable(),
  /** Of the submitted revision: what a reviewer accepts; null before a submit. */
  contentHash: z.string().nullable(),
  firstSubmittedAt: at.nullable(),
  dueAt: at,
  late: z.boolean(),
  awaitingScan: z.boolean(),
  /**
   * Findings stored with the submitted revision: that do not hold, and that could not be decided; those of
   * severity info are left out. Without either a submission is clean.
   */
  findings: z.object({ false: z.number(), undecided: z.number() }),
  openQuestions: z.number(),
  /** Tier whose acceptance comes next, and whether the asker may accept it now: bureau, four eyes, second review given. */
  next: z.enum(["county", "city", "province"]).nullable(),
  mine: z.boolean(),
  /** Whether the asker may give the second review that the bureau asks. */
  reviewsSecond: z.boolean(),
});

const window = { from: day, to: day, region: id.optional() };

export const readBoard = operation({
  id: "board.read",
  method: "get",
  path: "/board",
  action: "consolidation.read",
  reach: "subtree",
  summary: {
    zh: "进度看板:单位×报表,状态、天数、核验结果(报告期止日在区间内)",
    en: "Progress board, units by forms: state, days, findings (periods that end within the window)",
  },
  query: window,
  response: z.object({
    now: at,
    collections: z.array(column),
    units: z.array(
      z.object({
        unitId: z.number(),
        code: z.string(),
        name: z.string(),
        covers: z.string(),
        regionId: z.number(),
        regionCode: z.string(),
        regionName: z.string(),
        regionKind: z.string(),
        cityId: z.number(),
      }),
    ),
    cells: z.array(boardCell),
  }),
});

export const readProgress = operation({
  id: "board.progress",
  method: "get",
  path: "/progress",
  action: "consolidation.read",
  reach: "subtree",
  summary: {
    zh: "各市进度:各状态的单位数、汇总版次(只有计数,没有数值)",
    en: "Progress by city: units by state and the consolidation (counts only, no figures)",
  },
  query: window,
  response: z.object({
    now: at,
    collections: z.array(column),
    cities: z.array(z.object({ cityId: z.number(), code: z.string(), name: z.string(), units: z.number() })),
    cells: z.array(
      z.object({
        cityId: z.number(),
        collectionId: z.number(),
        expected: z.number(),
        counts: z.record(z.string(), z.number()),
        /** Units that a tier has let pass, by lens: also after the lock, which is one state for all. */
        reached: z.object({ submitted: z.number(), county: z.number(), city: z.number(), province: z.number() }),
        late: z.number(),
        consolidation: z
          .object({
            id: z.number(),
            number: z.number(),
            state: z.enum(["signed", "accepted", "returned"]),
            stale: z.boolean(),
            signedAt: at,
          })
          .nullable(),
        /** The city let the province see figures before its own review. */
        opened: z.boolean(),
      }),
    ),
  }),
});

export const listContacts = operation({
  id: "contacts.list",
  method: "get",
  path: "/contacts",
  action: "contact.read",
  reach: "subtree",
  summary: { zh: "填报人和负责人的姓名、电话", en: "Names and phones of clerks and heads" },
  query: { region: id.optional(), unit: id.optional() },
  response: z.object({
    items: z.array(
      z.object({ unitId: z.number(), role: z.enum(["clerk", "head"]), name: z.string(), phone: z.string() }),
    ),
  }),
});
