import { expect, test } from "vitest";
import { together, type Verdict } from "./bring.ts";
import { unitRows } from "./units.ts";

type Cell = Verdict["cells"][number];
const cell = (unit: string, verdict: Cell["verdict"]): Cell => ({
  place: "表!A1",
  unit,
  measure: "m",
  member: "total",
  given: "1",
  value: null,
  verdict,
  code: "",
  zh: "",
  en: "",
  stored: null,
});
const unit = (id: number, named: string | null) => ({ id, code: `U${id}`, name: `单位${id}`, region: "甲县", named });
const part = (cells: Cell[], more: Partial<Verdict> = {}): Verdict => ({
  dryRun: true,
  written: false,
  collection: 1,
  counts: {
    written: cells.filter(({ verdict }) => verdict === "written").length,
    unchanged: cells.filter(({ verdict }) => verdict === "unchanged").length,
    conflict: cells.filter(({ verdict }) => verdict === "conflict").length,
    refused: cells.filter(({ verdict }) => verdict === "refused").length,
  },
  cells,
  units: [],
  unknown: [],
  outside: 0,
  alias: null,
  parts: 2,
  owing: [],
  ...more,
});

test("parts say together what each unit's rows come to; what is to be looked at stands first, and who is not in the file last", () => {
  const all = together([
    part(
      [
        cell("U1", "written"),
        cell("U1", "refused"),
        cell("U2", "unchanged"),
        cell("旧名", "refused"),
        cell("U9", "refused"),
      ],
      {
        unknown: ["旧名"],
        outside: 3,
        owing: [unit(1, "单位1"), unit(2, "U2"), unit(3, "单位3"), unit(4, "单位4"), unit(5, null)],
        units: [{ code: "U1", submission: 7, findings: 2 }],
      },
    ),
    part([cell("U3", "written"), cell("U4", "conflict"), cell("U4", "written")]),
  ]);
  expect(all.counts).toEqual({ written: 3, unchanged: 1, conflict: 1, refused: 3 });
  expect(all.outside).toBe(3);
  expect(unitRows(all).map(({ key, id, standing }) => [key, id, standing])).toEqual([
    ["旧名", null, "unknown"],
    ["U9", null, "refused"],
    ["U1", 1, "refused"],
    ["U4", 4, "conflict"],
    ["U3", 3, "good"],
    ["U2", 2, "unchanged"],
    ["U5", 5, "absent"],
  ]);
  const [first] = unitRows(all).filter(({ key }) => key === "U1");
  expect(first).toMatchObject({ counts: { written: 1, unchanged: 0, conflict: 0, refused: 1 }, findings: 2 });
});
