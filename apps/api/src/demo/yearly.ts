import { between, chance } from "./chance.ts";
import { two, whole, type Figures } from "./cell.ts";
import { areaIn, careful, staffIn, type Profile } from "./profile.ts";

/** F_BAS at the end of a year (0 = first). Every ninth unit or so holds more people than its quota, which has to be explained. */
export function basics(profile: Profile, year: number): Figures {
  const { code } = profile;
  const people = staffIn(profile, year);
  const quota = Math.round(profile.staff * between(1.035, 1.09, code, "quota"));
  const over = chance(code, "over quota") < 0.11;
  return {
    institutions_registered: whole(profile.staff / between(8, 10, code, "institutions") + year),
    organs_total: whole(profile.staff / between(26, 30, code, "organs")),
    staff_quota: String(over ? people - 3 - year : quota),
    staff_on_post: String(people),
    energy_users: whole(people * between(1.25, 1.45, code, "users") * between(0.985, 1.015, code, year, "users")),
  };
}

/** F_OFF: rooms, title and idle space at the end of a year. */
export function offices(profile: Profile, year: number): Figures {
  const { code } = profile;
  const build = areaIn(profile, year);
  const room = profile.staff * between(10.2, 12, code, "room") * (1 - 0.008 * year);
  const service = profile.staff * between(4, 4.8, code, "service");
  const rooms = Math.round(profile.staff / between(1.45, 1.75, code, "rooms"));
  const above = chance(code, "clean") < 0.4 ? 0 : 0.032 - careful(profile, year, 0, 0.029, "above standard");
  const idle = build * (0.045 - careful(profile, year, 0, 0.038, "idle"));
  return {
    off_build_area: two(build),
    off_room_use_area: two(room),
    off_service_area: two(service),
    off_equip_area: two((room + service) * between(0.06, 0.085, code, "equipment")),
    off_approved_area: two((profile.staff * between(10.2, 12, code, "room")) / between(0.84, 1.05, code, "approved")),
    rooms_total: String(rooms),
    rooms_overstandard: whole(rooms * above),
    rooms_archived: String(Math.min(rooms, Math.round(rooms * careful(profile, year, 0.66, 1.03, "archived")))),
    off_registered_area: two(build * Math.min(1, careful(profile, year, 0.55, 1, "registered"))),
    off_idle_area: two(idle),
    off_idle_reused_area: two(idle * careful(profile, year, 0, 0.6, "reused")),
    off_rent_in_unapproved_area: "0",
    off_retired_unreturned: chance(code, year, "unreturned") < 0.85 ? "0" : "2",
  };
}
