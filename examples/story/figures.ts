import type { Figures } from "./cell.ts";
import { cost, spending } from "./costs.ts";
import { energy, totalCost } from "./energy.ts";
import { exceptions } from "./exceptions.ts";
import { staff } from "./staff.ts";
import { basics, offices } from "./yearly.ts";
import { typed } from "./typed.ts";
import { vehicles } from "./vehicles.ts";

/** The quarter (0 to 3) of a period such as 2025Q3. */
const quarterOf = (period: string) => Number(period.slice(-1)) - 1;

/** Everything that a unit types into a form for a period. The same arguments always give the same figures. */
export function figuresOf(unit: string, form: string, period: string): Figures {
  if (staff[unit] === undefined) throw new Error(`${unit} 不是演示省的填报单位 / is no unit of the demo province`);
  const generated = {
    F_BAS: () => basics(unit),
    F_OFF: () => offices(unit),
    F_CST: () => spending(unit, Number(period.slice(0, 4)), quarterOf(period)),
    F_CST_Y: () => cost(unit, Number(period)),
    F_ENE: () => energy(unit, quarterOf(period)),
    F_VEH: () => vehicles(unit, quarterOf(period)),
  }[form];
  if (generated === undefined) throw new Error(`${form} 没有演示数据 / has no demo figures`);
  const at = `${unit} ${form} ${period}`;
  const figures = { ...generated(), ...typed[at], ...exceptions[at] };
  return form === "F_ENE" ? { ...figures, energy_cost: totalCost(figures) } : figures;
}
