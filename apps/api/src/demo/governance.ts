import { between } from "./chance.ts";
import { part, type Figures } from "./cell.ts";
import { careful, staffIn, type Profile } from "./profile.ts";

/** Regulations that the invented province asks of each tier. */
const regulations = { county: 36, city: 42, province: 48 };
const tierOf = (code: string) => (code === "990000" ? "province" : code.endsWith("00") ? "city" : "county");

/** F_GOV for a year (0 = first): regulations, standards, people of the affairs system. */
export function governance(profile: Profile, year: number): Figures {
  const { code } = profile;
  const required = regulations[tierOf(code)];
  const items = Math.round(between(58, 84, code, "business items"));
  const people = Math.round(staffIn(profile, year) * between(0.035, 0.06, code, "affairs staff"));
  return {
    regs_required: String(required),
    regs_effective: String(part(required, careful(profile, year, 0.6, 1.02, "regulations"))),
    biz_items: String(items),
    biz_items_std: String(part(items, careful(profile, year, 0.3, 0.95, "standards"))),
    mgmt_staff: String(people),
    mgmt_staff_pro: String(part(people, careful(profile, year, 0.25, 0.72, "professionals"))),
    staff_trained: String(part(people, careful(profile, year, 0.6, 1.02, "training"))),
  };
}
