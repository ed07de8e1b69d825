import { between, chance } from "./chance.ts";
import type { Figures } from "./cell.ts";
import { staff } from "./staff.ts";

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
