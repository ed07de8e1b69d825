import { between, chance } from "./chance.ts";
import { numberOf, part, type Figures } from "./cell.ts";
import { careful, type Profile } from "./profile.ts";
import { basics } from "./yearly.ts";

/** F_ENE_Y for a year (0 = first): how many of the institutions and organs of F_BAS meter, keep to their norm, are certified; new roofs. */
export function saving(profile: Profile, year: number): Figures {
  const { code } = profile;
  const known = basics(profile, year);
  const institutions = Number(numberOf(known["institutions_registered"]));
  const organs = Number(numberOf(known["organs_total"]));
  const under = part(institutions, between(0.35, 0.6, code, "under a norm"));
  const roof = chance(code, year, "new building") < 0.45 ? Math.round(between(300, 2400, code, year, "roof")) : 0;
  return {
    metered_units: String(part(institutions, careful(profile, year, 0.45, 1, "metered"))),
    quota_units: String(under),
    quota_ok_units: String(part(under, careful(profile, year, 0.72, 1.04, "within the norm"))),
    saving_agencies: String(part(organs, careful(profile, year, 0.5, 1.02, "certified"))),
    pv_roof_installable: String(roof),
    pv_roof_installed: String(part(roof, careful(profile, year, 0.2, 0.8, "panels"))),
  };
}
