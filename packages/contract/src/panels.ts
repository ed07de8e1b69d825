import { z } from "zod";
import { at, day, filled, id, line, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

/** Roles of the bureau that a panel may ask. */
export const panelRoles = ["leader", "reviewer", "analyst"] as const;

/**
 * A judgement on Saaty's scale: 1 as important; 2..9 the first is that many times as important; -2..-9 the second is;
 * null not judged.
 */
const judgement = z
  .number()
  .int()
  .min(-9)
  .max(9)
  .refine((value) => value >= 1 || value <= -2, { message: "应为 1 至 9 或 -2 至 -9 / 1 to 9 or -2 to -9" })
  .nullable();

/** Row i holds the judgements of item i against items i + 1, i + 2, ...; the last row is empty. */
const upper = z.array(z.array(judgement).max(14)).min(2).max(15);

const head = z.object({
  id: z.number(),
  owner: z.number(),
  catalogueId: z.number(),
  scheme: z.string(),
  title: z.string(),
  nodes: z.array(z.string()),
  roles: z.array(z.enum(panelRoles)),
  createdBy: z.string(),
  createdAt: at,
});

const sheet = z.object({
  id: z.number(),
  node: z.string(),
  source: z.enum(["own", "paper"]),
  expert: z.string(),
  unit: z.string(),
  day: z.string(),
  scan: z.string(),
  upper: z.array(z.array(z.number().nullable())),
  weights: z.array(z.number()),
  consistencyRatio: z.number(),
  missing: z.number(),
  /** The pair that fits the others least, and what would; null: all fit. */
  worst: z.object({ i: z.number(), j: z.number(), nearestOnScale: z.number(), ratioAfter: z.number() }).nullable(),
  hash: z.string(),
  enteredBy: z.string(),
  at,
  /** The same expert gave a later one of this node: it counts instead. */
  replaced: z.boolean(),
  mine: z.boolean(),
});

const group = z.object({
  /** Experts that count, by their sheets. */
  sheets: z.array(z.number()),
  /** Weights from the judgements' geometric means, with their consistency, and from the experts' weights. */
  judgements: z.object({ weights: z.array(z.number()), consistencyRatio: z.number() }),
  priorities: z.array(z.number()),
});

export const createPanel = operation({
  id: "panels.create",
  method: "post",
  path: "/panels",
  action: "panel.change",
  reach: "subtree",
  summary: {
    zh: "发起专家打分：把方案的若干节点交专家两两比较",
    en: "Put nodes of a scheme to experts for pairwise judgement",
  },
  body: z.strictObject({
    owner: id,
    catalogue: id,
    scheme: filled(80),
    nodes: z.array(filled(80)).min(1).max(60),
    roles: z.array(z.enum(panelRoles)).max(3),
    title: filled(120),
  }),
  response: head,
  keyed: true,
});

export const listPanels = operation({
  id: "panels.list",
  method: "get",
  path: "/panels",
  action: "panel.read",
  reach: "subtree",
  summary: { zh: "本机构的专家打分", en: "Expert panels of one's own bureau" },
  response: z.object({ items: z.array(head.extend({ sheets: z.number() })) }),
});

export const readPanel = operation({
  id: "panels.read",
  method: "get",
  path: "/panels/{id}",
  action: "panel.read",
  reach: "subtree",
  summary: {
    zh: "一次专家打分：各节点的判断表、一致性、群体权重与现行权重；专家只见自己的表",
    en: "A panel: sheets of every node, consistency, group weights and present ones; experts see their own sheets only",
  },
  params: { id },
  response: head.extend({
    schemeName: text2,
    catalogueVersion: z.string(),
    /** Whether the person sees everybody's sheets, may fill in one of their own, and may enter paper sheets. */
    seesAll: z.boolean(),
    fills: z.boolean(),
    transcribes: z.boolean(),
    /** Above this ratio a sheet's judgements contradict one another too much. */
    acceptable: z.number(),
    items: z.array(
      z.object({
        node: z.string(),
        name: text2,
        children: z.array(z.object({ key: z.string(), name: text2, weight: z.number() })),
        sheets: z.array(sheet),
        /** Over all sheets that count; and over those of acceptable consistency alone, where that leaves some out. */
        all: group.nullable(),
        consistent: group.nullable(),
      }),
    ),
  }),
});

export const fillSheet = operation({
  id: "panels.fill",
  method: "post",
  path: "/panels/{id}/sheets",
  action: "panel.fill",
  reach: "subtree",
  summary: { zh: "交一张自己的判断表，只增不改", en: "Hand in a sheet of one's own; sheets are only ever added" },
  params: { id },
  body: z.strictObject({ node: filled(80), upper }),
  response: sheet,
  keyed: true,
});

export const enterSheet = operation({
  id: "panels.enter",
  method: "post",
  path: "/panels/{id}/paper-sheets",
  action: "panel.change",
  reach: "subtree",
  summary: {
    zh: "录入一张纸质判断表：专家姓名、单位、日期、扫描件编号",
    en: "Enter a paper sheet: the expert's name, unit, day and the scan's reference",
  },
  params: { id },
  body: z.strictObject({
    node: filled(80),
    upper,
    expert: filled(60),
    unit: filled(120),
    day,
    scan: line(200),
  }),
  response: sheet,
  keyed: true,
});
