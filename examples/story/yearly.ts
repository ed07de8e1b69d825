import { between, chance } from "./chance.ts";
import type { Figures } from "./cell.ts";
import { staff } from "./staff.ts";
import { fleet } from "./vehicles.ts";

const whole = (value: number) => String(Math.round(value));
/** Money and areas: two decimals. */
const two = (value: number) => value.toFixed(2);

/** F_BAS. A few units hold more people than their quota, which has to be explained (VR11). */
export function basics(unit: string): Figures {
  const people = staff[unit]!;
  const over = ["U990201", "U990302"].includes(unit);
  return {
    institutions_registered: whole(people / between(8, 10, unit, "institutions")),
    organs_total: whole(people / between(26, 30, unit, "organs")),
    staff_quota: whole(over ? people - 9 : people * between(1.02, 1.08, unit, "quota")),
    staff_on_post: whole(people),
    energy_users: whole(people * between(1.25, 1.45, unit, "users")),
  };
}

/** F_OFF. Rooms, title and idle space at the year's end. */
export function offices(unit: string): Figures {
  const people = staff[unit]!;
  const room = people * between(10.2, 12, unit, "room");
  const service = people * between(4, 4.8, unit, "service");
  const build = grossArea(unit);
  const rooms = Math.round(people / between(1.45, 1.75, unit, "rooms"));
  const overstandard = chance(unit, "clean") < 0.4 ? 0 : Math.round(rooms * between(0.004, 0.03, unit, "over"));
  return {
    off_build_area: two(build),
    off_room_use_area: two(room),
    off_service_area: two(service),
    off_equip_area: two((room + service) * between(0.06, 0.085, unit, "equipment")),
    off_approved_area: two(room / between(0.84, 1.06, unit, "approved")),
    rooms_total: String(rooms),
    rooms_overstandard: String(overstandard),
    rooms_archived: whole(rooms * between(0.7, 0.99, unit, "archived")),
    off_registered_area: two(build * between(0.6, 0.97, unit, "registered")),
    off_idle_area: two(build * between(0.004, 0.04, unit, "idle")),
    off_idle_reused_area: two(build * between(0, 0.02, unit, "reused")),
    off_rent_in_unapproved_area: "0",
    off_retired_unreturned: chance(unit, "unreturned") < 0.7 ? "0" : "2",
  };
}

/** Gross floor area of a unit's offices, ㎡. */
export const grossArea = (unit: string) => staff[unit]! * between(24, 28, unit, "area");

/** F_CST_Y for 2025, or for 2024 as it was before that year's growth. Ten thousand yuan. */
export function cost(unit: string, year: number): Figures {
  const grown = (low: number, high: number, what: string) =>
    year === 2025 ? 1 : 1 / (1 + between(low, high, unit, what));
  const people = staff[unit]!;
  const total = people * between(11.5, 16, unit, "cost") * grown(-0.06, 0.03, "cost growth");
  const running = total * between(0.55, 0.65, unit, "operation funds");
  const bought = [0, 1, 2, 3].reduce((sum, quarter) => sum + fleet(unit, quarter).added, 0);
  const publicGrowth = grown(-0.15, 0.02, "three-public growth");
  const parts = [
    people * between(0, 0.02, unit, "abroad") * publicGrowth,
    bought * between(13, 17, unit, "price"),
    fleet(unit, 3).held * between(2.3, 3.3, unit, "running") * publicGrowth,
    people * between(0.03, 0.06, unit, "reception") * publicGrowth,
  ];
  const spent = parts.reduce((sum, part) => sum + part, 0);
  return {
    gen_budget_exp: two(running * between(18, 30, unit, "budget")),
    op_exp_actual: two(running),
    op_cost_total: two(total),
    three_public_budget: two(spent * (unit === "U990301" ? 0.97 : between(1.03, 1.12, unit, "three-public budget"))),
    abroad_exp: two(parts[0]!),
    veh_purchase_exp: two(parts[1]!),
    veh_run_exp: two(parts[2]!),
    reception_exp: two(parts[3]!),
    meeting_exp: two(people * between(0.04, 0.08, unit, "meetings")),
  };
}
