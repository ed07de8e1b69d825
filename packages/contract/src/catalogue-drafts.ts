import { z } from "zod";
import { catalogueHead, lintFinding } from "./catalogues.ts";
import { at, filled, id, line, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

const LEVELS = 60;

/** Whether a value is nested no deeper than any catalogue could be. */
function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > LEVELS) return false;
    level = level.flatMap((part) => (typeof part === "object" && part !== null ? Object.values(part) : []));
  }
  return true;
}

/** Anything that may become a catalogue: half-finished work is kept too, and `check` says what is still wrong. */
const content = z.record(z.string(), z.unknown()).refine(isShallow, {
  message: "嵌套过深 / nested too deep",
});

const draft = z.object({
  id: z.number(),
  /** Region whose line of versions it continues. */
  owner: z.number(),
  key: z.string(),
  version: z.string(),
  note: z.string(),
  /** The published catalogue that it was made from, and is compared with. */
  from: z.number(),
  /** The read-only base that the content is laid over; null: the content is the whole document. */
  base: z.number().nullable(),
  state: z.enum(["open", "published", "discarded"]),
  /** The catalogue that it became. */
  published: z.number().nullable(),
  /** How often it was saved: what a save expects to find. */
  edits: z.number(),
  createdAt: at,
  savedBy: z.string(),
  savedAt: at,
});

const running = z.object({
  id: z.number(),
  name: z.string(),
  formKey: z.string(),
  periodId: z.number(),
  catalogueId: z.number(),
  catalogueVersion: z.string(),
});

export const createDraft = operation({
  id: "catalogue-drafts.create",
  method: "post",
  path: "/catalogue-drafts",
  action: "catalogue-draft.change",
  reach: "subtree",
  summary: {
    zh: "从已发布的一版目录起草修订稿：本省的版本可整份修订，其他目录只作只读的底本",
    en: "Draft a change over a published catalogue: an own version whole, any other one as a read-only base",
  },
  body: z.strictObject({
    owner: id,
    from: id,
    key: filled(80),
    version: filled(40),
    note: line(1000).default(""),
  }),
  response: draft,
  keyed: true,
});

export const listDrafts = operation({
  id: "catalogue-drafts.list",
  method: "get",
  path: "/catalogue-drafts",
  action: "catalogue-draft.read",
  reach: "subtree",
  summary: { zh: "本机构的目录修订稿", en: "Catalogue drafts of one's own bureau" },
  response: z.object({ items: z.array(draft) }),
});

export const readDraft = operation({
  id: "catalogue-drafts.read",
  method: "get",
  path: "/catalogue-drafts/{id}",
  action: "catalogue-draft.read",
  reach: "subtree",
  summary: { zh: "一份修订稿及其内容", en: "A draft with its content" },
  params: { id },
  response: draft.extend({ content: z.record(z.string(), z.unknown()) }),
});

export const saveDraft = operation({
  id: "catalogue-drafts.save",
  method: "put",
  path: "/catalogue-drafts/{id}",
  action: "catalogue-draft.change",
  reach: "subtree",
  summary: {
    zh: "保存修订稿全文；他人已先保存时不覆盖，回复对方的内容",
    en: "Save a draft's whole content; where somebody saved before, theirs is answered and nothing overwritten",
  },
  params: { id },
  body: z.strictObject({ edits: z.number().int().min(0), note: line(1000).optional(), content }),
  response: draft,
});

export const checkDraft = operation({
  id: "catalogue-drafts.check",
  method: "get",
  path: "/catalogue-drafts/{id}/check",
  action: "catalogue-draft.read",
  reach: "subtree",
  summary: {
    zh: "检查修订稿：问题清单、与所据版本的差异（含序列中断）、仍用旧版的采集任务",
    en: "Check a draft: findings, differences from the version it was made from, collections that keep the old version",
  },
  params: { id },
  response: z.object({
    edits: z.number(),
    /** No errors: it can be published. */
    publishable: z.boolean(),
    findings: z.array(
      lintFinding.extend({
        entry: z.object({ list: z.string(), key: z.string() }).nullable(),
        /** The version that it was made from has it too. */
        inherited: z.boolean(),
      }),
    ),
    /** Null while the content is not yet shaped like a catalogue. */
    changes: z
      .array(
        z.object({
          kind: z.string(),
          effect: z.enum(["break", "score", "check", "collect", "new", "label"]),
          list: z.string(),
          key: z.string(),
          name: text2,
          path: z.string(),
          before: text2.nullable(),
          after: text2.nullable(),
          touches: z.object({
            derived: z.array(z.string()),
            indicators: z.array(z.string()),
            rules: z.array(z.string()),
            schemes: z.array(z.string()),
            forms: z.array(z.string()),
          }),
          text: text2,
        }),
      )
      .nullable(),
    /** Collections not locked yet: each goes on with the version that it pinned. */
    running: z.array(running),
    newMeasures: z.number(),
  }),
});

export const publishDraft = operation({
  id: "catalogue-drafts.publish",
  method: "post",
  path: "/catalogue-drafts/{id}/publish",
  action: "catalogue.publish",
  reach: "subtree",
  summary: {
    zh: "发布修订稿（按目录发布的规则检查；有错误则不发布），修订稿随即关闭",
    en: "Publish a draft by the rule of publishing a catalogue, never with errors; the draft is closed",
  },
  params: { id },
  body: z.strictObject({ edits: z.number().int().min(0) }),
  response: z.object({
    draft,
    catalogue: catalogueHead,
    newMeasures: z.number(),
    running: z.array(running),
  }),
  keyed: true,
});

export const discardDraft = operation({
  id: "catalogue-drafts.discard",
  method: "post",
  path: "/catalogue-drafts/{id}/discard",
  action: "catalogue-draft.change",
  reach: "subtree",
  summary: { zh: "作废修订稿（内容仍可查阅）", en: "Discard a draft; it can still be read" },
  params: { id },
  body: z.strictObject({ edits: z.number().int().min(0) }),
  response: draft,
});
