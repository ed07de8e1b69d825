import { between } from "./chance.ts";
import type { Figures } from "./cell.ts";
import { staff } from "./staff.ts";
import { fleet, season } from "./vehicles.ts";

/** Money: two decimals. */
const two = (value: number) => value.toFixed(2);
const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
const quarters = [0, 1, 2, 3];

/** 2025 as it is, or 2024 as it was before that year's growth. */
const grown = (unit: string, year: number, low: number, high: number, what: string) =>
  year === 2025 ? 1 : 1 / (1 + between(low, high, unit, what));

/** One expense of a year, in ten thousand yuan, and how its quarters share in it. */
type Expense = { amount: number; shares: number[] };

/** The four three-public expenses and meetings. */
function expenses(unit: string, year: number) {
  const people = staff[unit]!;
  const growth = grown(unit, year, -0.15, 0.02, "three-public growth");
  const bought = quarters.map((quarter) => fleet(unit, quarter).added);
  const uneven = (what: string) => quarters.map((quarter) => between(0.7, 1.3, unit, year, quarter, what));
  return {
    abroad_exp: { amount: people * between(0, 0.02, unit, "abroad") * growth, shares: uneven("abroad") },
    veh_purchase_exp: { amount: sum(bought) * between(13, 17, unit, "price"), shares: bought },
    veh_run_exp: { amount: fleet(unit, 3).held * between(2.3, 3.3, unit, "running") * growth, shares: season },
    reception_exp: { amount: people * between(0.03, 0.06, unit, "reception") * growth, shares: uneven("reception") },
    meeting_exp: { amount: people * between(0.04, 0.08, unit, "meetings"), shares: uneven("meetings") },
  } satisfies Record<string, Expense>;
}

/** F_CST for a quarter (0 to 3) of 2024 or 2025: the four quarters add up to the year, to the cent. */
export function spending(unit: string, year: number, quarter: number): Figures {
  const spentBy = ({ amount, shares }: Expense, end: number) =>
    amount === 0 ? 0 : Math.round((100 * amount * sum(shares.slice(0, end))) / sum(shares));
  const inQuarter = (expense: Expense) => two((spentBy(expense, quarter + 1) - spentBy(expense, quarter)) / 100);
  return Object.fromEntries(
    Object.entries(expenses(unit, year)).map(([measure, expense]) => [measure, inQuarter(expense)]),
  );
}

/** F_CST_Y for 2024 or 2025, in ten thousand yuan. */
export function cost(unit: string, year: number): Figures {
  const total = staff[unit]! * between(11.5, 16, unit, "cost") * grown(unit, year, -0.06, 0.03, "cost growth");
  const running = total * between(0.55, 0.65, unit, "operation funds");
  const { meeting_exp: _, ...threePublic } = expenses(unit, year);
  const spent = sum(Object.values(threePublic).map(({ amount }) => amount));
  return {
    gen_budget_exp: two(running * between(18, 30, unit, "budget")),
    op_exp_actual: two(running),
    op_cost_total: two(total),
    three_public_budget: two(spent * (unit === "U990301" ? 0.97 : between(1.03, 1.12, unit, "three-public budget"))),
  };
}
