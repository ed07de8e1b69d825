import { z } from "zod";
import { at, id } from "./fields.ts";
import { operation } from "./operation.ts";
import { period } from "./periods.ts";
import { submissionState } from "./submission.ts";

/** State of an assignment: of its submission, or why there is none. */
export const assignmentState = z.enum([...submissionState.options, "not_started", "exempt"]);

/** What one unit owes in one collection, and how far it is. */
const assignment = z.object({
  collectionId: z.number(),
  unitId: z.number(),
  unitName: z.string(),
  regionId: z.number(),
  name: z.string(),
  formKey: z.string(),
  catalogueId: z.number(),
  period,
  /** 表号, 制定机关, 批准文号, 有效期至 of the form and 文号 of the collection; empty = not issued. */
  form: z.object({ number: z.string(), maker: z.string(), approval: z.string(), validUntil: z.string() }),
  documentNo: z.string(),
  legalBasis: z.string(),
  origin: z.enum(["report", "history", "ledger"]),
  signing: z.enum(["online", "paper"]),
  synthetic: z.boolean(),
  opensAt: at,
  /** The unit's own due time, extension included. */
  dueAt: at,
  /** Everybody's due time, and why the unit's own is later; null: it is not. */
  dueUnit: at,
  extendedBecause: z.string().nullable(),
  /** The collection provides for extensions, and the unit has not sent its report yet. */
  extendable: z.boolean(),
  late: z.boolean(),
  lockedAt: at.nullable(),
  exemptReason: z.string().nullable(),
  state: assignmentState,
  submissionId: z.number().nullable(),
  lastRev: z.number(),
  updatedAt: at.nullable(),
  awaitingScan: z.boolean(),
  /** Cells that need an answer before submit, and how many have one. */
  required: z.number(),
  answered: z.number(),
  /** Findings of the working copy: broken block rules; explain rules without a real explanation; the rest; undecided. */
  findings: z.object({ block: z.number(), unexplained: z.number(), other: z.number(), undecided: z.number() }),
  /** Questions without an answer. */
  openQuestions: z.number(),
  /** Reason of the last return while it stands. */
  returnReason: z.string().nullable(),
  /** Institutions whose figures are to be inside this report: merged into the unit in the period, or in a joint office with it. */
  reportsFor: z.array(z.string()),
});

export const listAssignments = operation({
  id: "assignments.list",
  method: "get",
  path: "/assignments",
  action: "submission.read",
  reach: "unit",
  summary: {
    zh: "我的单位应报什么、报到哪一步（未锁定的，或一年内的全部）",
    en: "What my units owe and how far it is: what is not locked, or everything of the past years",
  },
  query: {
    unit: id.optional(),
    all: z.enum(["true", "false"]).optional(),
    /** The ledgers that the units may keep, which nobody owes, in the place of what they owe. */
    ledgers: z.enum(["true", "false"]).optional(),
  },
  response: z.object({ items: z.array(assignment) }),
});
