import type { Asked } from "./calendar.ts";
import { cost, spending } from "./costs.ts";
import { withTotalCost, energy } from "./energy.ts";
import type { Figures } from "./cell.ts";
import { profileOf } from "./profile.ts";
import { vehicles } from "./vehicles.ts";
import { basics, offices } from "./yearly.ts";

/** What a region's unit would type into a form for a period. The same arguments always give the same figures. */
export function figuresOf(code: string, { form, year, quarter }: Asked): Figures {
  const profile = profileOf(code);
  const made = {
    F_BAS: () => basics(profile, year),
    F_OFF: () => offices(profile, year),
    F_CST: () => spending(profile, year, quarter),
    F_CST_Y: () => cost(profile, year),
    F_ENE: () => energy(profile, year, quarter),
    F_VEH: () => vehicles(profile, year, quarter),
  }[form];
  if (made === undefined) throw new Error(`${form} 没有演示数据 / has no demo figures`);
  return made();
}

/** One figure ten times, or ten thousand times, too large. */
export function slipped(figures: Figures, measure: string, factor: number): Figures {
  const figure = figures[measure];
  if (typeof figure !== "string") return figures;
  return { ...figures, [measure]: String(Math.round(Number(figure) * factor * 100) / 100) };
}

/** A section of costs typed in yuan where the form asks for ten thousand yuan. */
export function inYuan(figures: Figures): Figures {
  const costs = Object.keys(figures).filter((address) => address.startsWith("energy_cost/"));
  return withTotalCost(costs.reduce((all, address) => slipped(all, address, 10_000), figures));
}
