import { compile, type Catalogue } from "@duibiao/indicators";
import { describe, expect, it } from "vitest";
import { emptyDraft } from "./draft.ts";
import { readOnlyReason } from "./read-only.ts";
import { workingCopy, type Context, type Revision } from "./working-copy.ts";
import type { Submission } from "../task/task.ts";

const nothing: Catalogue = {
  format: "duibiao-catalogue/1",
  key: "k",
  version: "1",
  name: { zh: "目录", en: "catalogue" },
  breakdowns: [],
  measures: [],
  derived: [],
  factorSets: [],
  indicators: [],
  rules: [],
  forms: [],
  schemes: [],
};

const stored = (measure: string, value: string, version = 1) => ({
  measure,
  member: "total",
  state: "number" as const,
  value,
  estimated: false,
  reason: "",
  note: "",
  source: "typed",
  version,
});

const decision = (kind: "accept" | "return", cells: { measure: string; member: string; reason: string }[]) => ({
  kind,
  cells,
  by: "王审核",
  reason: "请核对",
});

type More = { returned?: object; draft?: ReturnType<typeof emptyDraft>; catalogue?: Catalogue };

function copyOf(submission: object, more: More = {}) {
  return workingCopy({
    compiled: compile(more.catalogue ?? nothing),
    formKey: "F",
    submission: {
      cells: [],
      findings: [],
      zeroSections: [],
      decisions: [],
      questions: [],
      evidence: [],
      evidenceRequired: false,
      ...submission,
    } as unknown as Submission,
    context: { previous: null, previousYear: null, history: [], neverHas: [], check: {} } as unknown as Context,
    returned: (more.returned ?? null) as Revision | null,
    draft: more.draft ?? emptyDraft(),
    readOnly: null,
    summed: new Map(),
  });
}

describe("the working copy", () => {
  it("lays what this computer has not sent over what is stored, the newest on top", () => {
    const cell = (value: string) => ({
      measure: "a",
      member: "total",
      value: { state: "number" as const, value },
      note: "",
      version: 1,
    });
    const draft = {
      ...emptyDraft(),
      outbox: [{ key: "k", cells: [cell("2"), { ...cell("9"), measure: "c" }], explanations: {}, zeroSections: null }],
      cells: { a: cell("3"), b: { ...cell("0"), measure: "b", value: null } },
    };
    const { entries } = copyOf({ state: "draft", cells: [stored("a", "1"), stored("b", "5")] }, { draft });
    expect(entries.get("a")?.value).toEqual({ state: "number", value: "3" });
    expect(entries.get("b")?.value).toBeNull();
    expect(entries.get("c")?.value).toEqual({ state: "number", value: "9" });
  });

  it("shows what could not be read as it was typed, and makes no answer of what was half typed", () => {
    const name = { zh: "数", en: "figure" };
    const sum = { type: "decimal", aggRegion: "sum", aggTime: "sum" } as const;
    const catalogue: Catalogue = {
      ...nothing,
      measures: ["a", "b"].map((key) => ({ key, name, uom: "kWh", ...sum })),
      forms: [
        {
          key: "F",
          name,
          period: "quarter",
          sections: [
            {
              key: "s",
              name,
              lines: [
                { row: "01", measure: "a" },
                { row: "02", measure: "b" },
              ],
            },
          ],
        },
      ],
    };
    const begun = { a: { of: "value" as const, text: "十二" }, b: { of: "value" as const, text: "12" } };
    const copy = copyOf(
      { state: "draft", cells: [stored("a", "1"), stored("b", "5")] },
      { draft: { ...emptyDraft(), begun }, catalogue },
    );
    expect(copy.entries.get("a")).toMatchObject({ value: { value: "1" }, rejected: { text: "十二" } });
    expect(copy.entries.get("b")).toMatchObject({ value: { value: "5" }, rejected: null });
    expect(copy.begun).toEqual(new Map([["b", begun.b]]));
  });

  it("of a returned report shows the cells that were named and asked about, with who said what", () => {
    const { remarks, filter, returned } = copyOf(
      {
        state: "returned",
        cells: [stored("a", "7")],
        decisions: [
          decision("return", [{ measure: "old", member: "total", reason: "旧的" }]),
          decision("return", [{ measure: "a", member: "total", reason: "与账单不符" }]),
        ],
        questions: [
          { measure: "b", member: "kind:x", text: "为何翻倍", askedBy: "李复核", answer: null },
          { measure: "c", member: "total", text: "已答的", askedBy: "李复核", answer: "好" },
        ],
      },
      { returned: { observations: [stored("a", "6")] } },
    );
    expect(filter).toBe("asked");
    expect([...remarks.keys()]).toEqual(["a", "b[kind:x]"]);
    expect(remarks.get("a")?.[0]?.zh).toBe("王审核：与账单不符");
    expect(returned?.get("a")).toMatchObject({ value: "6" });
  });
});

describe("why nothing can be typed", () => {
  const open = { lockedAt: null, exemptReason: null };
  it("is nothing for the clerk of an open form, and one sentence for each other case", () => {
    for (const state of ["draft", "signed", "returned"] as const)
      expect(readOnlyReason({ state, ...open }, ["clerk"])).toBeNull();
    const said = [
      readOnlyReason({ state: "draft", ...open }, ["head"]),
      readOnlyReason({ state: "submitted", ...open }, ["clerk"]),
      readOnlyReason({ state: "locked", ...open, lockedAt: "2026-01-01T00:00:00Z" }, ["clerk"]),
      readOnlyReason({ state: "draft", ...open, lockedAt: "2026-01-01T00:00:00Z" }, ["clerk"]),
      readOnlyReason({ state: "correcting", ...open }, ["clerk"]),
      readOnlyReason({ state: "exempt", ...open, exemptReason: "撤并" }, ["clerk"]),
    ].map((reason) => reason?.zh);
    expect(new Set(said).size).toBe(6);
    expect(said.every((text) => text !== undefined && text.length > 5)).toBe(true);
  });
});
