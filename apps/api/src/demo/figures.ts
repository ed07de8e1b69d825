import type { Catalogue } from "@duibiao/indicators";
import type { Asked } from "./calendar.ts";
import { cost, spending } from "./costs.ts";
import { counters, yearlyCounters } from "./counters.ts";
import { withTotalCost, energy } from "./energy.ts";
import type { Figures } from "./cell.ts";
import { governance } from "./governance.ts";
import { assets, procurement } from "./procurement.ts";
import { profileOf } from "./profile.ts";
import { safety } from "./safety.ts";
import { rated, surveyed } from "./satisfaction.ts";
import { saving } from "./saving.ts";
import { services } from "./services.ts";
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
    F_AST: () => assets(profile, year),
    F_GOV: () => governance(profile, year),
    F_ENE_Y: () => saving(profile, year),
    F_PRC: () => procurement(profile, year, quarter),
    F_SRV: () => services(profile, year, quarter),
    F_SAF: () => safety(profile, year, quarter),
  }[form];
  if (made === undefined) throw new Error(`${form} 没有演示数据 / has no demo figures`);
  return made();
}

/** What modules of the platform, questionnaires and raters would have of a region's unit for a period. */
export function systemFiguresOf(
  code: string,
  { form, year, quarter }: Asked,
  { surveys = [], rubrics = [] }: Catalogue,
) {
  const profile = profileOf(code);
  const made = {
    F_SYS_Q: () => counters(profile, year, quarter),
    F_SYS_Y: () => yearlyCounters(profile, year, surveys),
    F_SURVEY: () => surveyed(profile, year, surveys),
    F_RUBRIC: () => rated(profile, year, rubrics),
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
