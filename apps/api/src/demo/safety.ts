import { between, chance } from "./chance.ts";
import { part, type Figures } from "./cell.ts";
import { careful, type Profile } from "./profile.ts";

/** F_SAF for a quarter (0 to 3) of a year (0 = first): incidents, hazards, canteens, drills, information systems. */
export function safety(profile: Profile, year: number, quarter: number): Figures {
  const { code, staff, care } = profile;
  const drawn = (low: number, high: number, what: string) => Math.round(between(low, high, code, year, quarter, what));
  const hazards = Math.round((staff / 70) * between(0.5, 1.5, code, year, quarter, "hazards"));
  const checks = drawn(3, 11, "canteen checks");
  const drills = drawn(1, 3, "drills");
  const systems = Math.round(between(6, 15, code, "systems"));
  return {
    safety_incidents: chance(code, year, quarter, "incident") < 0.09 - 0.08 * care ? "1" : "0",
    hazards_found: String(hazards),
    hazards_ontime: String(part(hazards, careful(profile, year, 0.78, 1.04, "hazards in time"))),
    canteen_checks: String(checks),
    canteen_pass: String(part(checks, careful(profile, year, 0.86, 1.06, "canteens pass"))),
    drills_planned: String(drills),
    drills_done: String(part(drills, careful(profile, year, 0.7, 1.1, "drills done"))),
    sys_total: String(systems),
    sys_mlps: String(part(systems, careful(profile, year, 0.5, 1.05, "protected"))),
    sys_integrated: String(part(systems, careful(profile, year, 0.35, 1, "integrated"))),
  };
}
