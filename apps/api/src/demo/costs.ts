import { between, chance } from "./chance.ts";
import { two, type Figures } from "./cell.ts";
import { areaIn, staffIn, type Profile } from "./profile.ts";
import { distance, fleet } from "./vehicles.ts";

const quarters = [0, 1, 2, 3];

/** How an expense went from the first year (1) on, within yearly bounds. The year before the first is known for its costs alone. */
function trend({ code }: Profile, year: number, low: number, high: number, what: string): number {
  let factor = year < 0 ? 1 / (1 + between(low, high, code, 0, what)) : 1;
  for (let y = 1; y <= year; y++) factor *= 1 + between(low, high, code, y, what);
  return factor;
}

/** One expense of a year, in ten thousand yuan, and how its quarters share in it. */
type Expense = { amount: number; shares: number[] };

/** The four three-public expenses and meetings: two follow the fleet, the others the people. */
function expenses(profile: Profile, year: number) {
  const { code } = profile;
  const people = staffIn(profile, year);
  const bought = quarters.map((quarter) => fleet(profile, year, quarter).added);
  const driven = quarters.map((quarter) => distance(profile, year, quarter));
  const uneven = (what: string) => quarters.map((quarter) => between(0.7, 1.3, code, year, quarter, what));
  return {
    abroad_exp: {
      amount: people * between(0, 0.02, code, "abroad") * trend(profile, year, -0.15, 0.05, "abroad"),
      shares: uneven("abroad"),
    },
    veh_purchase_exp: { amount: sum(bought) * between(13, 17, code, "price"), shares: bought },
    veh_run_exp: {
      amount:
        (sum(driven) / 10_000) * between(1.8, 2.4, code, "running") * trend(profile, year, -0.06, 0.01, "running"),
      shares: driven,
    },
    reception_exp: {
      amount: people * between(0.03, 0.06, code, "reception") * trend(profile, year, -0.16, 0.01, "reception"),
      shares: uneven("reception"),
    },
    meeting_exp: {
      amount: people * between(0.04, 0.08, code, "meetings") * trend(profile, year, -0.1, 0.04, "meetings"),
      shares: uneven("meetings"),
    },
  } satisfies Record<string, Expense>;
}

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

/** F_CST for a quarter (0 to 3) of a year (0 = first): the four quarters add up to the year, to the cent. */
export function spending(profile: Profile, year: number, quarter: number): Figures {
  const spentBy = ({ amount, shares }: Expense, end: number) =>
    amount === 0 ? 0 : Math.round((100 * amount * sum(shares.slice(0, end))) / sum(shares));
  const inQuarter = (expense: Expense) => two((spentBy(expense, quarter + 1) - spentBy(expense, quarter)) / 100);
  return Object.fromEntries(
    Object.entries(expenses(profile, year)).map(([measure, expense]) => [measure, inQuarter(expense)]),
  );
}

/** F_CST_Y for a year, in ten thousand yuan: cost follows people and area, the budget of the three public expenses what they came to. */
export function cost(profile: Profile, year: number): Figures {
  const { code } = profile;
  const total =
    (staffIn(profile, year) * between(8.2, 11.5, code, "cost") + areaIn(profile, year) * 0.11) *
    trend(profile, year, -0.05, 0.03, "cost trend");
  const running = total * between(0.55, 0.65, code, "operation funds");
  const { meeting_exp: _, ...threePublic } = expenses(profile, year);
  const spent = sum(Object.values(threePublic).map(({ amount }) => amount));
  const room = chance(code, year, "over budget") < 0.04 ? 0.97 : between(1.03, 1.14, code, year, "three-public budget");
  return {
    gen_budget_exp: two(running * between(18, 30, code, "budget")),
    op_exp_actual: two(running),
    op_cost_total: two(total),
    three_public_budget: two(spent * room),
  };
}
