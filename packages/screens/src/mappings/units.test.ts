import { expect, test } from "vitest";
import { unitRows } from "./units.ts";

const unit = (id: number, named: string | null) => ({ id, code: `U${id}`, name: `单位${id}`, region: "甲县", named });
const none = { written: 0, unchanged: 0, conflict: 0, refused: 0 };
const of = (code: string, counts: Partial<typeof none>, findings: number | null = null) => ({
  code,
  submission: 7,
  findings,
  counts: { ...none, ...counts },
});

test("each unit's rows are told by what they come to; what is to be looked at stands first, and who is not in the file last", () => {
  const rows = unitRows({
    unknown: ["旧名"],
    owing: [unit(1, "单位1"), unit(2, "U2"), unit(3, "单位3"), unit(4, "单位4"), unit(5, null)],
    units: [
      of("U1", { written: 1, refused: 1 }, 2),
      of("U2", { unchanged: 1 }),
      of("旧名", { refused: 1 }),
      of("U9", { refused: 1 }),
      of("U3", { written: 1 }, 0),
      of("U4", { conflict: 1, written: 1 }, 0),
    ],
  });
  expect(rows.map(({ key, id, standing }) => [key, id, standing])).toEqual([
    ["旧名", null, "unknown"],
    ["U9", null, "refused"],
    ["U1", 1, "refused"],
    ["U4", 4, "conflict"],
    ["U3", 3, "good"],
    ["U2", 2, "unchanged"],
    ["U5", 5, "absent"],
  ]);
  const [first] = rows.filter(({ key }) => key === "U1");
  expect(first).toMatchObject({ counts: { written: 1, unchanged: 0, conflict: 0, refused: 1 }, findings: 2 });
});
