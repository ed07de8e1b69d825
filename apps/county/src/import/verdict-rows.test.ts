import { describe, expect, it } from "vitest";
import { asksForLook, isClean, verdictRows, type Verdict } from "./verdict-rows.ts";

const plain = {
  row: 11,
  line: "01",
  cell: "D11",
  measure: "cost",
  member: "total",
  given: "450300",
  value: { state: "number" as const, value: "450300" },
  conversion: null,
  suspicion: null,
  verdict: "accepted" as const,
  problem: null,
  stored: null,
} satisfies Verdict["cells"][number];
const verdict = (more: Partial<Verdict>): Verdict => ({
  dryRun: true,
  changed: 1,
  cells: [plain],
  rows: [],
  lists: [],
  findings: [],
  ...more,
});
const finding = {
  rule: "R1",
  severity: "block",
  verdict: "false",
  cells: [{ measure: "cost", member: "total" }],
  text: { zh: "不能为负数。", en: "Not below 0." },
  advice: { zh: "改正", en: "mend it" },
} as unknown as Verdict["findings"][number];

describe("the verdicts of a file", () => {
  it("do not ask for a look where there is nothing to say", () => {
    expect(verdictRows(verdict({})).filter(asksForLook)).toEqual([]);
  });

  it("name a suspected unit of measure although the figure could be written", () => {
    const suspicion = { factor: 10_000, suggested: "45.03", usual: "36.09", meant: "元" };
    const [row] = verdictRows(verdict({ cells: [{ ...plain, suspicion }] }));
    expect(row!.bad).toBe(false);
    expect(row!.texts[0]!.zh).toBe("疑似单位错误：约为以往（36.09）的 10,000 倍，是否应为 45.03？");
  });

  it("say at its cell which rule the form would break, and leave unanswered and undecided ones to the form", () => {
    const others = [
      { ...finding, rule: "VR01" },
      { ...finding, verdict: "undecided" as const },
    ];
    const [row] = verdictRows(verdict({ findings: [finding, ...others] }));
    expect(row!.texts).toEqual([{ zh: "不能为负数。 改正", en: "Not below 0. mend it" }]);
  });

  it("name what is wrong on a sheet of items with sheet, cell and what stands there, behind the form's own", () => {
    const list = {
      sheet: "明细1 车辆",
      section: "s1",
      items: 2,
      verdict: "refused" as const,
      problem: null,
      totals: [],
      faults: [{ row: 6, cell: "C6", given: "约三", text: { zh: "不是数", en: "no number" } }],
    };
    const rows = verdictRows(verdict({ lists: [list] }));
    expect(rows.map(({ place, given, bad }) => [place, given, bad])).toEqual([
      ["D11", "450300", false],
      ["明细1 车辆!C6", "约三", true],
    ]);
    expect(isClean(verdict({ lists: [list] }))).toBe(false);
    const gap = { ...list, verdict: "accepted" as const, faults: [] };
    const totals = [{ measure: "cost", member: "total", value: null, open: [1] }];
    const [, told] = verdictRows(verdict({ lists: [{ ...gap, totals }] }));
    expect([told!.bad, told!.texts[0]!.zh]).toEqual([false, expect.stringContaining("1 栏有空着的行")]);
  });
});
