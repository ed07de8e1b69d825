import { expect, it } from "vitest";
import { summedCells, type Ledger } from "./ledger.tsx";

const month = (key: string) => ({ month: key, collectionId: 1, submissionId: 1, state: "draft" as const, kept: 2 });

it("marks the cells whose months are all kept, with the months behind; open ones stay free", () => {
  const ledger: Ledger = {
    form: { key: "F_M", name: { zh: "台账", en: "ledger" } },
    months: ["2026-04", "2026-05", "2026-06"].map(month),
    totals: [
      { measure: "elec_kwh", member: "total", value: { state: "number", value: "6" }, missing: [] },
      { measure: "energy_cost", member: "energy_type:coal", value: null, missing: ["2026-05"] },
    ],
  };
  expect([...summedCells(ledger)]).toEqual([
    ["elec_kwh", { zh: "由台账合计（4、5、6月）", en: "summed from the ledger (months 4, 5, 6)" }],
  ]);
});
