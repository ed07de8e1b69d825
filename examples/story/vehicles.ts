import { between, chance } from "./chance.ts";
import type { Figures } from "./cell.ts";
import { staff } from "./staff.ts";
import { byClass } from "./typed.ts";

/** More enforcement vehicles than the quota allows, in the fourth quarter. */
const surplus: Record<string, number> = { U990202: 2, U990301: 4, U999001: 1 };
/** How the quarters differ in use. */
export const season = [0.95, 1.02, 1.06, 0.97];

/** Of all kilometers so many burn fuel; the others are electric. */
const burning = 0.8;

/** The size of a unit's fleet in a quarter (0 to 3): quota and vehicles by class, and what was added. */
export function fleet(unit: string, quarter: number) {
  const all = staff[unit]! / 12;
  const quota = [0.05, 0.25, 0.48, 0.08, 0.14].map((part) => Math.max(1, Math.round(all * part)));
  const fewer = Math.round(between(0, 2, unit, "fewer vehicles"));
  const counts = quota.map((n, at) => {
    if (at === 2) return n + (quarter === 3 ? (surplus[unit] ?? 0) : 0);
    return at === 4 ? Math.max(0, n - fewer) : n;
  });
  const held = counts.reduce((sum, n) => sum + n, 0);
  // 半坡县 buys nothing the whole year: its share of new-energy vehicles has nothing to be a share of.
  const buys = unit !== "U990303" && chance(unit, quarter, "buys") < 0.55;
  const added = buys ? 1 + Math.floor(between(0, 3, unit, quarter, "added")) : 0;
  return { quota, counts, held, added };
}

/** F_VEH for a quarter (0 to 3). */
export function vehicles(unit: string, quarter: number): Figures {
  const { quota, counts, held, added } = fleet(unit, quarter);
  const km = held * between(2800, 3900, unit, "km") * season[quarter]! * between(0.97, 1.03, unit, quarter, "km");
  const trips = Math.round(held * between(36, 58, unit, "trips") * season[quarter]!);
  return {
    ...byClass("veh_quota", quota),
    ...byClass("veh_actual", counts),
    veh_over8y: String(Math.round(held * between(0.1, 0.3, unit, "old"))),
    veh_on_platform: String(Math.round(held * between(0.74, 1, unit, "platform"))),
    ...byClass("veh_new", [0, 0, 0, 0, added]),
    veh_new_nev: String(Math.round(added * between(0.2, 1, unit, quarter, "new energy"))),
    veh_km: String(Math.round(km)),
    "veh_km/fuel_type:fuel": String(Math.round(km * burning)),
    veh_fuel_l: (km * burning * between(0.08, 0.098, unit, "fuel")).toFixed(1),
    veh_trips: String(trips),
    veh_carpool_trips: String(Math.round(trips * between(0.06, 0.28, unit, "carpool"))),
    veh_violations_self: chance(unit, quarter, "violation") < 0.15 ? "1" : "0",
    veh_violations_external: chance(unit, quarter, "violation") > 0.97 ? "1" : "0",
  };
}
