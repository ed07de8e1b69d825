import { numberOf, type Figure } from "../../../examples/story/cell.ts";
import { unanswered } from "../../../examples/story/exceptions.ts";
import { figuresOf } from "../../../examples/story/figures.ts";
import type { SheetLeaf, SheetNode } from "../../../examples/story/open-number.ts";

/** Value of an operand (`veh_km`, `prev_year(op_cost_total)`); NaN where somebody has not answered it. */
type Lookup = (operand: string) => number;

/**
 * The indicators of DEMO-1 as pencil-and-paper arithmetic, written from the definitions in the base catalogue's words
 * and not from its formulas' code. kgce per unit: electricity 0.1229, gas 1.2143, LPG 1.7143, heat 34.12, coal 714.3,
 * other 1000 (GB/T 2589-2020); petrol 1.0747 and diesel 1.2431 per liter, as Chongqing's published total of 2015 implies
 * (8.52 / 7927.99 and 0.63 / 506.81, in ten thousand tce per ten thousand liters, times 1000).
 */
export const arithmetic: Record<string, (v: Lookup) => number> = {
  office_overstandard_rate: (v) => (v("rooms_overstandard") / v("rooms_total")) * 100,
  ownership_registration_rate: (v) => (v("off_registered_area") / v("off_build_area")) * 100,
  room_archive_rate: (v) => (v("rooms_archived") / v("rooms_total")) * 100,
  vehicle_over_quota_rate: (v) => (Math.max(0, v("veh_actual") - v("veh_quota")) / v("veh_quota")) * 100,
  vehicle_violations_per_100: (v) =>
    ((v("veh_violations_self") + v("veh_violations_external")) / v("veh_actual")) * 100,
  op_cost_per_capita: (v) => v("op_cost_total") / v("staff_on_post"),
  op_cost_growth: (v) => (v("op_cost_total") / v("prev_year(op_cost_total)") - 1) * 100,
  three_public_growth: (v) => (threePublic(v) / threePublic((part) => v(`prev_year(${part})`)) - 1) * 100,
  energy_per_area: (v) => coalEquivalent(v) / v("energy_area"),
  energy_per_capita: (v) => coalEquivalent(v) / v("energy_users"),
  water_per_capita: (v) => v("water_m3") / v("energy_users"),
  vehicle_cost_per_100km: (v) => ((v("veh_run_exp") * 10_000) / v("veh_km")) * 100,
  nev_share_new: (v) => (v("veh_new_nev") / v("veh_new")) * 100,
  office_area_use_ratio: (v) => (v("off_room_use_area") / v("off_approved_area")) * 100,
  idle_office_rate: (v) => (v("off_idle_area") / v("off_build_area")) * 100,
  idle_reuse_rate: (v) => (v("off_idle_reused_area") / (v("off_idle_area") + v("off_idle_reused_area"))) * 100,
  food_waste_per_meal: (v) => (v("food_waste_kg") * 1000) / v("canteen_meals"),
  vehicle_platform_rate: (v) => (v("veh_on_platform") / v("veh_actual")) * 100,
  vehicle_turnover: (v) => v("veh_trips") / v("veh_actual"),
  carpool_rate: (v) => (v("veh_carpool_trips") / v("veh_trips")) * 100,
};

const threePublic = (v: Lookup) => v("abroad_exp") + v("veh_purchase_exp") + v("veh_run_exp") + v("reception_exp");

function coalEquivalent(v: Lookup): number {
  return (
    v("elec_kwh") * 0.1229 +
    v("gas_m3") * 1.2143 +
    v("lpg_kg") * 1.7143 +
    v("gasoline_l") * 1.0747 +
    v("diesel_l") * 1.2431 +
    v("heat_gj") * 34.12 +
    v("coal_t") * 714.3 +
    v("other_tce") * 1000
  );
}

/** Stocks: the fourth quarter's figure stands for the year. Everything else of a quarter adds up. */
const stocks = ["veh_quota", "veh_actual", "veh_on_platform", "energy_area"];

/** Where a measure was typed: form and periods. */
function askedIn(operand: string): { measure: string; form: string; periods: string[] } {
  const measure = operand.replace(/^prev_year\((.*)\)$/, "$1");
  const year = measure === operand ? "2025" : "2024";
  const yearly = ["F_BAS", "F_OFF", "F_CST_Y"].find((key) => measure in figuresOf("U990101", key, year));
  if (yearly !== undefined) return { measure, form: yearly, periods: [year] };
  const form = ["F_ENE", "F_VEH", "F_CST"].find((key) => measure in figuresOf("U990101", key, `${year}Q4`))!;
  const quarters = stocks.includes(measure) ? ["Q4"] : ["Q1", "Q2", "Q3", "Q4"];
  return { measure, form, periods: quarters.map((quarter) => `${year}${quarter}`) };
}

export type Correction = { unit: string; form: string; measure: string; value: string };

/** What stands in a cell in the end: as typed, or as corrected after the lock; undefined where nobody answered the form. */
export function typedCell(unit: string, operand: string, period: string, correction?: Correction): Figure | undefined {
  const { measure, form } = askedIn(operand);
  if (unanswered[`${unit} ${form} ${period}`] !== undefined) return undefined;
  if (correction?.unit === unit && correction.form === form && correction.measure === measure) return correction.value;
  return figuresOf(unit, form, period)[measure];
}

/** Operands of one unit from what was typed. 不适用 is left out of a sum; 暂缺 and silence leave the sum open. */
export function typedLookup(unit: string, correction?: Correction): Lookup {
  return (operand) =>
    askedIn(operand).periods.reduce((sum, period) => {
      const figure = typedCell(unit, operand, period, correction);
      if (figure === undefined || (typeof figure === "object" && "missing" in figure)) return NaN;
      return sum + Number(numberOf(figure) ?? "0");
    }, 0);
}

/** Operands as the sheet shows them; one that is 不适用 everywhere is left out of sums. */
export function sheetLookup(leaf: SheetLeaf): Lookup {
  return (operand) => {
    const found = leaf.operands.find((candidate) => candidate.operand === operand);
    if (found === undefined) throw new Error(`${leaf.indicator}: the sheet does not show ${operand}`);
    if (found.sum !== null) return Number(found.sum);
    return found.nNa > 0 ? 0 : NaN;
  };
}

/** Type-7 quantile (Hyndman & Fan 1996): the value at (n - 1) p of the sorted list, linear in between. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  return sorted[below]! + (at - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
}

/** Points for a value; `all` are the values of every county, from which the bounds among peers follow. */
export function pointsFor(leaf: SheetLeaf, value: number, all: readonly number[]): number {
  const { norm } = leaf.points;
  if (norm.method === "goalposts") return share(value, norm.lo, norm.hi);
  if (norm.method === "interval") {
    if (value < norm.bestLo) return share(value, norm.zeroLo, norm.bestLo);
    return value > norm.bestHi ? share(value, norm.zeroHi, norm.bestHi) : 100;
  }
  const [low, high] = [quantile(all, 0.05), quantile(all, 0.95)];
  if (low === high) return value === low ? 50 : value > low === (leaf.direction === "higher") ? 100 : 0;
  return leaf.direction === "higher" ? share(value, low, high) : share(value, high, low);
}

/** 0 at `zero`, 100 at `full`, in a straight line between, nothing beyond. */
const share = (value: number, zero: number, full: number) =>
  Math.min(100, Math.max(0, ((value - zero) / (full - zero)) * 100));

/** The total from the leaves' points: weighted means, missing earns nothing, what does not apply shares its weight. */
export function totalOf(node: SheetNode, points: ReadonlyMap<string, number>): number {
  if (node.leaf !== null) return node.status === "value" ? points.get(node.leaf.indicator)! : 0;
  const counted = node.children.filter((child) => child.status !== "not_applicable");
  const weights = counted.reduce((sum, child) => sum + child.weight, 0);
  return counted.reduce((sum, child) => sum + child.weight * totalOf(child, points), 0) / weights;
}
