import { expect, it } from "vitest";
import { cellOf } from "./operands.tsx";

it("takes an operand apart as formulas write it", () => {
  expect(cellOf("veh_actual")).toEqual({ measure: "veh_actual", member: "total" });
  expect(cellOf("veh_actual[veh_class:emergency]")).toEqual({ measure: "veh_actual", member: "veh_class:emergency" });
  expect(cellOf("prev_year(op_cost_total)")).toEqual({ measure: "op_cost_total", member: "total" });
  expect(cellOf("prev_year(cost[item:water])")).toEqual({ measure: "cost", member: "item:water" });
});
