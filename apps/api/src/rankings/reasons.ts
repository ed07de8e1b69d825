import { refKey } from "@duibiao/indicators";
import type { Facts } from "../evaluations/facts.ts";
import type { OperandPlan } from "../evaluations/plan.ts";

/** What cells without a number say themselves, and how many units say it. `absent`: no accepted answer at all. */
export type CellReason = {
  operand: string;
  state: "missing" | "na" | "absent";
  reason: string;
  units: number;
};

/** The most frequent reasons of each region, at most `most` per region. */
export function cellReasons(
  facts: Facts,
  regions: readonly number[],
  plans: readonly OperandPlan[],
  most = 10,
): Map<number, CellReason[]> {
  return new Map(
    regions.map((region) => {
      const counted = new Map<string, CellReason>();
      for (const plan of plans) {
        const operand = refKey(plan.ref);
        for (const { id } of facts.contributors(region, plan)) {
          const cell = facts.cell(id, plan);
          if (cell?.state === "number") continue;
          const state = cell?.state ?? "absent";
          const reason = cell?.reason ?? "";
          const key = `${operand} ${state} ${reason}`;
          const known = counted.get(key);
          if (known === undefined) counted.set(key, { operand, state, reason, units: 1 });
          else known.units += 1;
        }
      }
      return [region, [...counted.values()].sort((a, b) => b.units - a.units).slice(0, most)];
    }),
  );
}
