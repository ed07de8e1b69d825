import { z } from "zod";
import { at, day, id } from "./fields.ts";
import { operation } from "./operation.ts";
import { assignmentState } from "./assignments.ts";
import { period } from "./periods.ts";

const reviewTier = z.enum(["county", "city", "province"]);

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

/**
 * One list for each thing that is said of a cell, all of one length: what is a row of a table elsewhere is the same place
 * in every list here. A province's board has tens of thousands of cells, and names each thing once.
 */
const boardCells = z.object({
  /** Places in `units` and in `collections`. */
  unit: z.array(z.number()),
  collection: z.array(z.number()),
  state: z.array(assignmentState),
  submissionId: z.array(z.number().nullable()),
  /** Of the submitted revision: what a reviewer accepts; null where it is not the asker's turn. */
  contentHash: z.array(z.string().nullable()),
  /** The unit's own due time; null: that of the collection. */
  dueAt: z.array(at.nullable()),
  late: z.array(z.boolean()),
  awaitingScan: z.array(z.boolean()),
  /**
   * Findings stored with the submitted revision: that do not hold, and that could not be decided; those of
   * severity info are left out. Without either a submission is clean.
   */
  isFalse: z.array(z.number()),
  undecided: z.array(z.number()),
  openQuestions: z.array(z.number()),
  /** Tier whose acceptance comes next, and whether the asker may accept it now: bureau, four eyes, second review given. */
  next: z.array(reviewTier.nullable()),
  mine: z.array(z.boolean()),
  /** Whether the asker may give the second review that the bureau asks. */
  reviewsSecond: z.array(z.boolean()),
});

/** A unit's cell in a collection, as a board's lists say it. */
export type BoardCell = {
  unitId: number;
  collectionId: number;
  state: z.infer<typeof assignmentState>;
  submissionId: number | null;
  contentHash: string | null;
  dueAt: string;
  late: boolean;
  awaitingScan: boolean;
  findings: { false: number; undecided: number };
  openQuestions: number;
  next: z.infer<typeof reviewTier> | null;
  mine: boolean;
  reviewsSecond: boolean;
};

/** As it comes over the wire: a moment is its text there. */
type SentCells = Omit<z.infer<typeof boardCells>, "dueAt"> & { dueAt: (string | null)[] };
type Sent = {
  units: readonly { unitId: number }[];
  collections: readonly { collectionId: number; dueUnit: string }[];
  cells: SentCells;
};

/** A board with its cells one by one. */
export function openBoard<Board extends Sent>({ cells, ...board }: Board) {
  const { units, collections } = board;
  return {
    ...board,
    cells: cells.unit.map((unit, at): BoardCell => {
      const collection = collections[cells.collection[at]!]!;
      return {
        unitId: units[unit]!.unitId,
        collectionId: collection.collectionId,
        state: cells.state[at]!,
        submissionId: cells.submissionId[at]!,
        contentHash: cells.contentHash[at]!,
        dueAt: cells.dueAt[at] ?? collection.dueUnit,
        late: cells.late[at]!,
        awaitingScan: cells.awaitingScan[at]!,
        findings: { false: cells.isFalse[at]!, undecided: cells.undecided[at]! },
        openQuestions: cells.openQuestions[at]!,
        next: cells.next[at]!,
        mine: cells.mine[at]!,
        reviewsSecond: cells.reviewsSecond[at]!,
      };
    }),
  };
}

const window = { from: day, to: day, region: id.optional() };

export const readBoard = operation({
  id: "board.read",
  method: "get",
  path: "/board",
  action: "consolidation.read",
  reach: "subtree",
  summary: {
    zh: "进度看板：单位×报表，状态、天数、核验结果（报告期止日在区间内）；单元格按列给出，同一位置为同一格",
    en: "Progress board, units by forms: state, days, findings (periods that end within the window); cells as lists side by side",
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
        regionCode: z.string(),
        regionName: z.string(),
        cityId: z.number(),
      }),
    ),
    cells: boardCells,
  }),
});

export const readProgress = operation({
  id: "board.progress",
  method: "get",
  path: "/progress",
  action: "consolidation.read",
  reach: "subtree",
  summary: {
    zh: "各市进度：各状态的单位数、汇总版次（只有计数，没有数值）",
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
