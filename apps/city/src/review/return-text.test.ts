import { describe, expect, it } from "vitest";
import type { Vocabulary } from "@duibiao/indicators";
import type { CellRow } from "./cell-rows.ts";
import type { Finding, Paper } from "./paper.ts";
import { cellReasons, countsOf, inOrder, mostText, returnText } from "./return-text.ts";

const finding = (rule: string, more: Partial<Finding> = {}): Finding => ({
  rule,
  severity: "explain",
  verdict: "false",
  cells: [{ measure: "elec_kwh", member: "total" }],
  text: { zh: "用电量同比变动超30%,不成立:25810 > 3309", en: "changed" },
  advice: { zh: "核对账单和计量单位。", en: "Check the bills." },
  explanation: "",
  ...more,
});
const rows = [
  {
    measure: "elec_kwh",
    member: "total",
    key: "elec_kwh",
    row: "01",
    name: { zh: "用电量", en: "electricity" },
    uom: "千瓦时",
    now: { state: "number", value: "25810", estimated: false },
  },
] as unknown as CellRow[];
const paper = {
  form: { name: { zh: "能源季报", en: "Energy" }, number: "机统4表" },
  vocabulary: {
    catalogue: { rules: [{ key: "VR35", name: { zh: "用电量同比变动超30%", en: "changed by 30%" } }] },
  } as unknown as Vocabulary,
} as unknown as Paper;

describe("the text of a return", () => {
  it("reads 表号, 行次, 数值, 规则, 怎么改", () =>
    expect(returnText(paper, rows, [finding("VR35")], "zh")).toBe(
      "能源季报（表号 机统4表）需核改 1 处：\n" +
        "1. 行次 01 用电量 25,810 千瓦时。规则：用电量同比变动超30%。怎么改：核对账单和计量单位。",
    ));
  it("says that no 表号 was issued", () =>
    expect(returnText({ ...paper, form: { ...paper.form, number: "" } }, rows, [], "zh")).toContain("表号未下达"));
  it("stays within what the server takes", () => {
    const many = Array.from({ length: 40 }, () => finding("VR35"));
    expect(returnText(paper, rows, many, "zh").length).toBeLessThanOrEqual(mostText);
  });
  it("gives one reason to a cell with several findings", () => {
    const reasons = cellReasons(
      rows,
      [finding("VR35"), finding("VR36", { text: { zh: "单价偏高", en: "price" } })],
      "zh",
    );
    expect([...reasons.keys()]).toEqual(["elec_kwh"]);
    expect(reasons.get("elec_kwh")!.split("\n")).toHaveLength(2);
  });
});

it("reads broken rules by severity before undecided ones, and what only informs last", () => {
  const order = inOrder([
    finding("D", { verdict: "undecided", severity: "block" }),
    finding("C", { severity: "info" }),
    finding("A", { severity: "block" }),
    finding("B", { severity: "explain" }),
  ]);
  expect(order.map(({ rule }) => rule).join("")).toBe("ABDC");
});

it("counts what only informs neither as failing nor as undecided", () => {
  const info = { severity: "info" };
  const findings = [
    finding("A"),
    finding("B", { verdict: "undecided" }),
    finding("C", info),
    finding("D", { ...info, verdict: "undecided" }),
  ];
  expect(countsOf(findings)).toEqual({ fails: 1, undecided: 1, info: 2 });
});
