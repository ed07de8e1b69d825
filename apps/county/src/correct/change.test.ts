import { expect, it } from "vitest";
import type { EntryLine } from "@duibiao/ui/grid";
import { readChange } from "./change.ts";

const line = { key: "elec_kwh", measure: "elec_kwh", member: "total", uom: "kWh" } as EntryLine;
const read = (text: string, state: "number" | "na" | "missing" = "number") =>
  readChange([line], { key: "elec_kwh", state, text });

it("takes figures as people type them: full-width digits, separators, a magnitude with its unit", () => {
  for (const text of ["12000", "１２０００", "12,000", "1.2万度"])
    expect(read(text), text).toMatchObject({ ok: true, cell: { value: { state: "number", value: "12000" } } });
});

it("refuses words with the reason, and waits without one while nothing is typed", () => {
  expect(read("约一万")).toMatchObject({ ok: false, problem: { zh: expect.stringContaining("不是数") } });
  expect(read("  ")).toEqual({ ok: false, problem: null });
});

it("takes a state with its reason, and never turns it into a number", () => {
  expect(read("表计损坏", "missing")).toMatchObject({
    ok: true,
    cell: { value: { state: "missing", reason: "表计损坏" } },
  });
  expect(read("0")).toMatchObject({ ok: true, cell: { value: { state: "number", value: "0" } } });
});
