import { expect, it } from "vitest";
import type { Submission } from "../task/task.ts";
import { withSaved } from "./held.ts";

const stored = (measure: string, value: string, version: number) => ({
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

it("begins the next page without network from what the server acknowledged, conflicts as they are stored there", () => {
  const held = { cells: [stored("a", "1", 1), stored("b", "2", 4)], zeroSections: [], state: "returned" };
  const sent = (measure: string, value: string | null, version: number) => ({
    measure,
    member: "total",
    value: value === null ? null : { state: "number" as const, value },
    note: "",
    version,
  });
  const after = withSaved(
    held as unknown as Submission,
    {
      key: "k",
      cells: [sent("a", "10", 1), sent("b", "20", 3), sent("c", "30", 0)],
      explanations: {},
      zeroSections: null,
    },
    {
      state: "draft",
      saved: [
        { measure: "a", member: "total", version: 2 },
        { measure: "c", member: "total", version: 1 },
      ],
      conflicts: [
        {
          measure: "b",
          member: "total",
          yours: null,
          stored: stored("b", "7", 4),
          by: "李四",
          own: false,
          storedAt: null,
        },
      ],
      findings: [],
    } as unknown as Parameters<typeof withSaved>[2],
  );
  expect(after.state).toBe("draft");
  expect(after.cells.map(({ measure, value, version }) => [measure, value, version])).toEqual([
    ["a", "10", 2],
    ["b", "7", 4],
    ["c", "30", 1],
  ]);
});
