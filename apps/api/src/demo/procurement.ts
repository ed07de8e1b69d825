import { between } from "./chance.ts";
import { part, two, type Figures } from "./cell.ts";
import { careful, staffIn, type Profile } from "./profile.ts";

/** F_AST for a year (0 = first): the year-end count, what was bought, what was reused out of the public pool. */
export function assets(profile: Profile, year: number): Figures {
  const { code } = profile;
  const people = staffIn(profile, year);
  const counted = Math.round(people * between(9, 15, code, "assets"));
  const bought = people * between(0.15, 0.4, code, year, "assets bought");
  return {
    asset_checked_items: String(counted),
    asset_matched_items: String(part(counted, careful(profile, year, 0.94, 1, "assets matched"))),
    asset_purchase_exp: two(bought),
    pool_reuse_value: two(bought * careful(profile, year, 0.02, 0.35, "pool")),
  };
}

/** F_PRC for a quarter (0 to 3) of a year (0 = first). */
export function procurement(profile: Profile, year: number, quarter: number): Figures {
  const { code, staff } = profile;
  const signed = Math.round((staff / 45) * between(0.6, 1.4, code, year, quarter, "contracts"));
  const running = Math.round(between(5, 15, code, "outsourced"));
  return {
    proc_contracts: String(signed),
    proc_published: String(part(signed, careful(profile, year, 0.74, 1.04, "published"))),
    outs_contracts: String(running),
    outs_evaluated: String(part(running, careful(profile, year, 0.5, 1.05, "evaluated"))),
  };
}
