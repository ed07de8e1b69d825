import { z } from "zod";
import { at, day, decimal, filled, flag, id, line, tier } from "./fields.ts";
import { operation } from "./operation.ts";

/** A region as it stood on a day. `validTo` is exclusive; null: still so. */
export const region = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  tier,
  kind: z.string(),
  parentId: z.number().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
});

/** 代码: a code of GB/T 2260 or of another register. */
export const regionCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/, {
  message: "代码为 1–40 位字母、数字、点、横线 / 1 to 40 letters, digits, dots or dashes",
});

/** What came before or after a region: the change, the other region, and the share that passed. */
export const lineage = z.object({
  change: z.number(),
  kind: z.string(),
  effective: z.string(),
  region,
  share: z.string(),
});

/** Above 0 and at most 1, up to 12 decimals. */
export const share = z.string().regex(/^(?!0\.0+$)(0\.\d{1,12}|1(\.0{1,12})?)$/, {
  message: "份额为大于 0、不超过 1 的小数 / a share is above 0 and at most 1",
});

export const changeKind = z.enum(["rename", "code", "transfer", "merge", "split", "new"]);

/** A region that a change founds. Without `parent` it hangs where its predecessors hung; its tier is theirs. */
const founded = z.strictObject({
  code: regionCode,
  name: filled(100),
  kind: line(40).default(""),
  parent: id.optional(),
});
/** A region that exists, or one that this change founds, by its code. */
const destination = z.union([z.strictObject({ region: id }), z.strictObject({ code: regionCode })]);
const target = z.union([z.strictObject({ region: id }), z.strictObject({ new: founded })]);

const common = { effective: day, documentNo: line(200).default(""), note: line(1000).default("") };
const heirs = {
  /** Every region below one that closes, and where it goes. */
  children: z
    .array(z.strictObject({ child: id, to: destination }))
    .max(1000)
    .default([]),
  /** Units that do not follow the largest share, or leave a region that stays. */
  units: z
    .array(z.strictObject({ unit: id, to: destination }))
    .max(5000)
    .default([]),
};

export const regionChange = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("rename"),
    ...common,
    region: id,
    name: filled(100),
    code: regionCode.optional(),
    regionKind: line(40).optional(),
  }),
  z.strictObject({ kind: z.literal("code"), ...common, region: id, code: regionCode }),
  z.strictObject({ kind: z.literal("transfer"), ...common, region: id, parent: id }),
  z.strictObject({
    kind: z.literal("merge"),
    ...common,
    from: z.array(id).min(1).max(100),
    into: target,
    ...heirs,
  }),
  z.strictObject({
    kind: z.literal("split"),
    ...common,
    from: id,
    /** Shares add up to 1. With `closes: false`, `from` itself is among the targets with the share it keeps. */
    into: z
      .array(z.union([z.strictObject({ region: id, share }), z.strictObject({ new: founded, share })]))
      .min(2)
      .max(100),
    closes: z.boolean(),
    ...heirs,
  }),
  z.strictObject({
    kind: z.literal("new"),
    ...common,
    parent: id,
    tier,
    new: founded.omit({ parent: true }),
  }),
]);

const storedChange = z.object({
  id: z.number(),
  kind: changeKind,
  effective: z.string(),
  documentNo: z.string(),
  note: z.string(),
  createdAt: at,
  /** Names as they were until the change, and as they are from it on. */
  lineage: z.array(
    z.object({
      from: z.number(),
      fromName: z.string(),
      to: z.number(),
      toName: z.string(),
      share: decimal,
      basis: z.string(),
    }),
  ),
});

const seat = z.object({ id: z.number(), name: z.string(), city: z.string() });

/** 交接: a duty of an open collection that stands elsewhere after a change; `to` null: it ends with its unit. */
export const handOver = z.object({
  collection: z.object({ id: z.number(), name: z.string(), formKey: z.string(), period: z.string() }),
  unit: z.object({ id: z.number(), code: z.string(), name: z.string() }),
  from: seat,
  to: seat.nullable(),
  /** Of its submission today; null: the duty ended, or is for others to see. */
  state: z.string().nullable(),
  /** Questions of reviewers not answered yet; null as above. */
  openQuestions: z.number().nullable(),
});

export const listRegions = operation({
  id: "regions.list",
  method: "get",
  path: "/regions",
  action: "region.read",
  reach: "reference",
  summary: { zh: "某日的地区（默认今天）", en: "Regions as they stood on a day (default today)" },
  query: {
    date: day.optional(),
    parent: id.optional(),
    tier: tier.optional(),
    q: line(100).optional(),
  },
  response: z.object({ date: z.string(), items: z.array(region) }),
});

export const readRegion = operation({
  id: "regions.read",
  method: "get",
  path: "/regions/{id}",
  action: "region.read",
  reach: "reference",
  summary: {
    zh: "一个地区的全部时段与沿革",
    en: "All dated versions of a region, what came before and after it",
  },
  params: { id },
  response: z.object({
    id: z.number(),
    versions: z.array(region),
    before: z.array(lineage),
    after: z.array(lineage),
  }),
});

export const changeRegions = operation({
  id: "regions.change",
  method: "post",
  path: "/region-changes",
  action: "region.change",
  reach: "subtree",
  summary: {
    zh: "区划变更：更名、代码变更、划转、撤并、拆分、新设（可试运行）",
    en: "Change the tree: rename, code, transfer, merge, split, new",
  },
  /** A dry run does all of it and takes it back; ids of what it founded mean nothing afterwards. */
  query: { dryRun: flag.default(false) },
  body: regionChange,
  response: storedChange.extend({
    dryRun: z.boolean(),
    founded: z.array(z.object({ id: z.number(), code: z.string(), name: z.string() })),
    closed: z.array(z.number()),
    movedUnits: z.array(z.object({ unit: z.number(), region: z.number() })),
    closedUnits: z.array(z.number()),
    /** Assignments of open collections that now stand under another region. */
    rehomed: z.number(),
    handOver: z.array(handOver),
  }),
  keyed: true,
});

export const readRegionChange = operation({
  id: "regions.readChange",
  method: "get",
  path: "/region-changes/{id}",
  action: "region.read",
  reach: "reference",
  summary: {
    zh: "一次区划变更与交接清单（只列本人范围内的事项）",
    en: "One change of the tree and what was handed over (only what one may see)",
  },
  params: { id },
  response: storedChange.extend({ handOver: z.array(handOver) }),
});

export const listRegionChanges = operation({
  id: "regions.changes",
  method: "get",
  path: "/region-changes",
  action: "region.read",
  reach: "reference",
  summary: { zh: "区划变更记录", en: "Recorded changes of the tree" },
  query: { region: id.optional() },
  response: z.object({ items: z.array(storedChange) }),
});
