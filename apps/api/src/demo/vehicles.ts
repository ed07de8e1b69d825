import { between, chance } from "./chance.ts";
import { whole, type Figures } from "./cell.ts";
import { careful, staffIn, type Profile } from "./profile.ts";

const season = [0.95, 1.02, 1.06, 0.97];
const classes = ["confidential", "emergency", "enforcement", "special", "other"];
const shares = [0.05, 0.25, 0.48, 0.08, 0.14];

/** The size of a unit's fleet in a quarter (0 to 3) of a year (0 = first): quota and vehicles by class, and what was added. */
export function fleet(profile: Profile, year: number, quarter: number) {
  const { code } = profile;
  // The quota was fixed once; people come and go.
  const quota = shares.map((share) => Math.max(1, Math.round((profile.staff / 12) * share)));
  const fewer = Math.round(between(0, 2.4, code, "fewer vehicles"));
  const surplus = chance(code, "surplus") < 0.1 && year < 3 ? 1 + Math.floor(between(0, 3, code, "surplus size")) : 0;
  const counts = quota.map((n, at) => {
    if (at === 2) return n + (quarter >= 2 ? surplus : 0);
    return at === 4 ? Math.max(0, n - fewer) : n;
  });
  const held = counts.reduce((sum, n) => sum + n, 0);
  const buys = chance(code, year, quarter, "buys") < 0.5;
  const added = buys ? 1 + Math.floor(between(0, 3, code, year, quarter, "added")) : 0;
  return { quota, counts, held, added };
}

/** Kilometers driven in a quarter. */
export const distance = (profile: Profile, year: number, quarter: number): number =>
  fleet(profile, year, quarter).held *
  between(2800, 3900, profile.code, "km") *
  season[quarter]! *
  (1 - 0.012 * year) *
  between(0.97, 1.03, profile.code, year, quarter, "km");

/** F_VEH for a quarter (0 to 3) of a year (0 = first). */
export function vehicles(profile: Profile, year: number, quarter: number): Figures {
  const { code } = profile;
  const { quota, counts, held, added } = fleet(profile, year, quarter);
  const km = distance(profile, year, quarter);
  const trips = Math.round(held * between(36, 58, code, "trips") * season[quarter]!);
  const newEnergy = between(0, 0.5, code, year, quarter, "new energy") + careful(profile, year, 0.2, 0.6, "new energy");
  // Every year more of the way is driven on electricity.
  const burning = Math.round(km * (1 - 0.035 * year));
  const violation =
    staffIn(profile, year) <= 2000 && chance(code, year, quarter, "violation") < 0.16 - 0.12 * profile.care;
  const foundBy = chance(code, year, quarter, "found by") < 0.3 + 0.5 * profile.care ? "self" : "external";
  return {
    ...byClass("veh_quota", quota),
    ...byClass("veh_actual", counts),
    veh_over8y: whole(held * between(0.12, 0.3, code, "old") * (1 - 0.08 * year)),
    veh_on_platform: String(Math.min(held, Math.round(held * careful(profile, year, 0.7, 1.02, "platform")))),
    ...byClass("veh_new", [0, 0, 0, 0, added]),
    veh_new_nev: String(Math.min(added, Math.round(added * newEnergy))),
    veh_km: whole(km),
    "veh_km/fuel_type:fuel": String(burning),
    veh_fuel_l: (burning * between(0.08, 0.098, code, "fuel")).toFixed(1),
    veh_trips: String(trips),
    veh_carpool_trips: String(Math.round(trips * careful(profile, year, 0.05, 0.32, "carpool"))),
    veh_violations_self: violation && foundBy === "self" ? "1" : "0",
    veh_violations_external: violation && foundBy === "external" ? "1" : "0",
  };
}

/** A count for each class of vehicle, and their total. */
function byClass(measure: string, counts: readonly number[]): Figures {
  return {
    [measure]: String(counts.reduce((sum, n) => sum + n, 0)),
    ...Object.fromEntries(classes.map((name, at) => [`${measure}/veh_class:${name}`, String(counts[at]!)])),
  };
}
