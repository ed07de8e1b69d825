import { between } from "./chance.ts";
import { numberOf, type Figures } from "./cell.ts";
import { staff } from "./staff.ts";
import { grossArea } from "./yearly.ts";

/** Units that burn petrol or diesel besides their cars; everybody else answers 0. */
export const petrolLiters: Record<string, number> = {
  U990103: 1800,
  U990204: 1250,
  U990301: 2600,
  U999001: 900,
  U990000: 3200,
};
export const dieselLiters: Record<string, number> = { U990204: 640, U999001: 420 };

/** Units of the cold half of the province pay for district heating in the first and fourth quarter. */
const heated = ["U990200", "U990201", "U990202", "U990203", "U990204", "U999001"];

const cooling = [1.02, 0.86, 1.28, 0.9];
const heating = [1.7, 0.6, 0.3, 1.4];
const sun = [0.8, 1.2, 1.25, 0.75];

/** F_ENE for a quarter (0 to 3): quantities follow floor area, people and season; cost follows quantities. */
export function energy(unit: string, quarter: number): Figures {
  const area = grossArea(unit) * 1.08;
  const people = staff[unit]!;
  const wobble = (what: string) => between(0.96, 1.04, unit, quarter, what);
  const electricity = Math.round(
    area * between(11, 17, unit, "electricity") * cooling[quarter]! * wobble("electricity"),
  );
  const gas = Math.round(area * between(0.5, 0.8, unit, "gas") * heating[quarter]! * wobble("gas"));
  const heat = heated.includes(unit) ? Math.round(area * [0.11, 0, 0, 0.07][quarter]! * wobble("heat")) : 0;
  const lpg = Math.round(people * between(0.4, 0.7, unit, "lpg") * wobble("lpg"));
  const petrol = Math.round((petrolLiters[unit] ?? 0) * wobble("petrol"));
  const diesel = Math.round((dieselLiters[unit] ?? 0) * wobble("diesel"));
  const water = Math.round(people * between(4.6, 7.4, unit, "water") * cooling[quarter]! * wobble("water"));
  const meals = Math.round(people * between(48, 66, unit, "meals") * wobble("meals"));
  const figures: Figures = {
    elec_kwh: String(electricity),
    dc_elec_kwh: String(Math.round(electricity * between(0.04, 0.09, unit, "servers"))),
    pv_kwh: String(Math.round(area * between(0.2, 0.9, unit, "sun") * sun[quarter]!)),
    coal_t: "0",
    gas_m3: String(gas),
    lpg_kg: String(lpg),
    gasoline_l: String(petrol),
    diesel_l: String(diesel),
    heat_gj: String(heat),
    other_tce: "0",
    water_m3: String(water),
    energy_area: area.toFixed(2),
    canteen_meals: String(meals),
    food_waste_kg: (meals * between(0.05, 0.12, unit, "waste")).toFixed(1),
  };
  const yuan = {
    electricity: electricity * 0.71,
    coal: 0,
    natural_gas: gas * 3.25,
    lpg: lpg * 7.4,
    gasoline: petrol * 7.9,
    diesel: diesel * 7.6,
    heat: heat * 62,
    other: 0,
    water: water * 4.3,
  };
  return { ...figures, ...bills(yuan) };
}

/** What was paid for each kind, in ten thousand yuan. */
function bills(yuan: Record<string, number>): Figures {
  return Object.fromEntries(
    Object.entries(yuan).map(([kind, amount]) => [`energy_cost/energy_type:${kind}`, (amount / 10_000).toFixed(2)]),
  );
}

/** The total of a bill: the sum of its kinds, to the cent. */
export function totalCost(figures: Figures): string {
  const parts = Object.entries(figures).flatMap(([address, figure]) =>
    address.startsWith("energy_cost/") ? (numberOf(figure) ?? []) : [],
  );
  return (parts.reduce((sum, part) => sum + Math.round(Number(part) * 100), 0) / 100).toFixed(2);
}
