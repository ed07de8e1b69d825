import { z } from "zod";
import { id, key, text2 } from "./fields.ts";
import { operation } from "./operation.ts";
import { period } from "./periods.ts";

/**
 * How a rule fared with the units that reported. `hits`: units of which a sent revision did not hold; each is one of
 * `upheld` 采纳 (a reviewer returned it naming one of the finding's cells, or a later revision has another figure there),
 * `waved` 放过 (accepted with the finding still standing and the figures as they were) and `open` 未结 (neither yet).
 * `undecided`: units without a hit whose last revision could not be decided. Over several periods each is counted once a period.
 */
const counts = z.object({
  asked: z.number(),
  hits: z.number(),
  undecided: z.number(),
  upheld: z.number(),
  waved: z.number(),
  open: z.number(),
});

const periods = z.coerce.number().int().min(1).max(12).default(1);

export const readRules = operation({
  id: "rules.read",
  method: "get",
  path: "/collections/{id}/rules",
  action: "consolidation.read",
  reach: "subtree",
  summary: {
    zh: "规则执行情况：命中、采纳、放过、无法判定（可含同一报表以前各期）",
    en: "How the rules of a form fared: hits, upheld, waved through, undecided (with earlier periods, where asked for)",
  },
  params: { id },
  /** How many collections of the same owner and form, this one and those before it. */
  query: { periods },
  response: z.object({
    formKey: z.string(),
    formName: text2,
    synthetic: z.boolean(),
    /** The newest first; each with the catalogue that its rules come from. */
    collections: z.array(z.object({ id: z.number(), name: z.string(), catalogueId: z.number(), period })),
    items: z.array(
      counts.extend({
        rule: z.string(),
        name: text2,
        severity: z.string(),
        /** Hits over asked, 0 to 1; null where nobody has reported. */
        share: z.number().nullable(),
        /** 规则过严: it strikes more than a fifth of the units. */
        strict: z.boolean(),
        by: z.array(counts.extend({ collectionId: z.number() })),
      }),
    ),
    /** 未启用: rules that are not asked, and what they wait for; never counted as passed. */
    inactive: z.array(z.object({ rule: z.string(), name: text2, because: text2 })),
  }),
});

export const readRuleHits = operation({
  id: "rules.hits",
  method: "get",
  path: "/collections/{id}/rules/{rule}",
  action: "consolidation.read",
  reach: "subtree",
  summary: { zh: "一条规则命中的单位和单元格", en: "Units and cells that a rule struck" },
  params: { id, rule: key },
  query: { periods },
  response: z.object({
    items: z.array(
      z.object({
        collectionId: z.number(),
        submissionId: z.number(),
        unitId: z.number(),
        unitName: z.string(),
        regionId: z.number(),
        regionName: z.string(),
        /** The last revision that it struck. */
        revision: z.number(),
        outcome: z.enum(["upheld", "waved", "open"]),
        explained: z.boolean(),
        cells: z.array(z.object({ measure: z.string(), member: z.string() })),
      }),
    ),
  }),
});
