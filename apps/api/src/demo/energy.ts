import { between } from "./chance.ts";
import { numberOf, two, whole, type Figures } from "./cell.ts";
import { areaIn, careful, staffIn, type Profile } from "./profile.ts";

/** By quarter, winter first: the south cools more, the north heats more. */
const seasons = {
  north: { power: [1.06, 0.86, 1.16, 0.98], gas: [1.45, 0.7, 0.5, 1.3], heat: [0.115, 0, 0, 0.075] },
  south: { power: [1.02, 0.88, 1.34, 0.9], gas: [1.2, 0.85, 0.75, 1.1], heat: [0, 0, 0, 0] },
};
const water = [0.9, 1.05, 1.2, 0.92];
const sun = [0.8, 1.2, 1.25, 0.75];
/** Yuan per uom in the first year, and how prices went since. */
const prices = {
  electricity: 0.7,
  coal: 930,
  natural_gas: 3.2,
  lpg: 7.2,
  gasoline: 8.1,
  diesel: 7.7,
  heat: 61,
  water: 4.2,
};
const priceIndex = [1, 1.012, 0.994, 1.021];

const unheated = { na: "本地无集中供热（演示）" };

/** F_ENE for a quarter (0 to 3) of a year (0 = first): quantities follow area, people and season; cost follows quantities. */
export function energy(profile: Profile, year: number, quarter: number): Figures {
  const { code, north } = profile;
  const season = north ? seasons.north : seasons.south;
  const area = areaIn(profile, year) * 1.08;
  const people = staffIn(profile, year);
  // Mild and harsh quarters are the same for the whole half of the province; each unit adds its own.
  const weather = between(0.97, 1.03, north ? "north" : "south", year, quarter, "weather");
  const wobble = (what: string) => between(0.96, 1.04, code, year, quarter, what);
  const saved = 1 - (0.008 + 0.022 * profile.care) * year;
  const quantity = {
    electricity: whole(
      area * between(10.5, 16, code, "power") * season.power[quarter]! * weather * saved * wobble("power"),
    ),
    coal: profile.coal && year < 2 && quarter % 3 === 0 ? (area * 0.0011 * wobble("coal")).toFixed(1) : "0",
    natural_gas: whole(area * between(0.45, 0.8, code, "gas") * season.gas[quarter]! * weather * saved * wobble("gas")),
    lpg: whole(people * between(0.4, 0.7, code, "lpg") * wobble("lpg")),
    gasoline: profile.fuels ? whole(people * between(0.9, 2.2, code, "petrol") * wobble("petrol")) : "0",
    diesel: profile.fuels ? whole(people * between(0.2, 0.9, code, "diesel") * wobble("diesel")) : "0",
    heat: whole(area * season.heat[quarter]! * weather * saved * wobble("heat")),
    water: whole(people * between(4.6, 7.6, code, "water") * water[quarter]! * saved * wobble("water")),
  };
  const meals = Math.round(people * between(46, 66, code, "meals") * wobble("meals"));
  const servers = between(0.04, 0.09, code, "servers") * (1 + 0.02 * year);
  const waste = 0.125 - careful(profile, year, 0, 0.075, "waste");
  return withTotalCost({
    elec_kwh: quantity.electricity,
    dc_elec_kwh: whole(Number(quantity.electricity) * servers),
    pv_kwh: whole(area * between(0.25, 0.9, code, "sun") * sun[quarter]! * (1 + 0.05 * year) * wobble("sun")),
    coal_t: quantity.coal,
    gas_m3: quantity.natural_gas,
    lpg_kg: quantity.lpg,
    gasoline_l: quantity.gasoline,
    diesel_l: quantity.diesel,
    heat_gj: north ? quantity.heat : unheated,
    other_tce: "0",
    water_m3: quantity.water,
    energy_area: two(area),
    canteen_meals: whole(meals),
    food_waste_kg: (meals * waste * wobble("waste")).toFixed(1),
    ...bills(quantity, year),
    ...(north ? {} : { "energy_cost/energy_type:heat": unheated }),
  });
}

/** What was paid for each kind, in ten thousand yuan. */
function bills(quantity: Record<keyof typeof prices, string>, year: number): Figures {
  const paid = Object.entries(prices).map(([kind, price]) => {
    const yuan = Number(quantity[kind as keyof typeof prices]) * price * priceIndex[year]!;
    return [`energy_cost/energy_type:${kind}`, two(yuan / 10_000)];
  });
  return { ...Object.fromEntries(paid), "energy_cost/energy_type:other": "0" };
}

/** The figures with the total of their bills, to the cent. */
export function withTotalCost(figures: Figures): Figures {
  const cents = Object.entries(figures).flatMap(([address, figure]) =>
    address.startsWith("energy_cost/") ? Math.round(Number(numberOf(figure) ?? "0") * 100) : [],
  );
  return { ...figures, energy_cost: two(cents.reduce((sum, cent) => sum + cent, 0) / 100) };
}
