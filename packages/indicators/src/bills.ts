import { addDecimals, decimalPlaces, plain } from "./decimal.ts";

/** 账单: an amount for the days from `start` to `end`, both counted. `meter`: 户号, where a cell has several. */
export type Bill = { id: number; meter: string; start: string; end: string; amount: string };
type Days = { start: string; end: string };

/** What bills come to for a period. */
export type BilledPeriod = {
  /** The sum of the bills' parts; null while a day is not billed, or is billed twice. */
  value: string | null;
  parts: { id: number; days: number; part: string }[];
  /** Days of the period without a bill, and days with two, each by its meter. */
  unbilled: (Days & { meter: string })[];
  twice: (Days & { meter: string })[];
};

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const dayOf = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);

/**
 * The part of a bill that falls on the days of a period: the amount by days. What has accrued up to a day is rounded (half
 * up) to `decimals`, and a part is the difference of two such sums, so that the parts of periods that follow one another
 * add up to the bill exactly, whatever was rounded. The same for each bill, in browser and server.
 */
export function partOfBill(
  { start, end, amount }: Bill,
  period: Days,
  decimals: number,
): { days: number; part: string } {
  const [first, last] = [dayNumber(start), dayNumber(end)];
  const from = Math.max(first, dayNumber(period.start));
  const to = Math.min(last, dayNumber(period.end));
  if (to < from) return { days: 0, part: "0" };
  const scale = Math.max(decimals, decimalPlaces(amount));
  const length = BigInt(last - first + 1);
  const units = scaledTo(amount, scale);
  const coarse = 10n ** BigInt(scale - decimals);
  const accrued = (days: number): bigint => {
    if (days === Number(length)) return units;
    const step = length * coarse;
    return ((2n * units * BigInt(days) + step) / (2n * step)) * coarse;
  };
  return { days: to - from + 1, part: plain(accrued(to - first + 1) - accrued(from - first), scale) };
}

const scaledTo = (amount: string, scale: number): bigint => {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
};

/** 账期分摊: bills of one cell over a period; every meter that has a bill has to be billed for every day, once. */
export function billedPeriod(bills: readonly Bill[], period: Days, decimals: number): BilledPeriod {
  const parts = bills
    .map((bill) => ({ id: bill.id, ...partOfBill(bill, period, decimals) }))
    .filter(({ days }) => days > 0);
  const meters = [...new Set(bills.map(({ meter }) => meter))];
  const found = meters.map((meter) =>
    covered(
      bills.filter((bill) => bill.meter === meter),
      period,
      meter,
    ),
  );
  const unbilled = found.flatMap((one) => one.unbilled);
  const twice = found.flatMap((one) => one.twice);
  const whole = parts.length > 0 && unbilled.length === 0 && twice.length === 0;
  return { value: whole ? addDecimals(parts.map(({ part }) => part)) : null, parts, unbilled, twice };
}

/** Days of a period that a meter's bills leave out, or name twice, as stretches. */
function covered(bills: readonly Bill[], period: Days, meter: string) {
  const [first, last] = [dayNumber(period.start), dayNumber(period.end)];
  const counts = Array.from({ length: last - first + 1 }, (_, at) =>
    bills.reduce(
      (sum, { start, end }) => sum + (dayNumber(start) <= first + at && first + at <= dayNumber(end) ? 1 : 0),
      0,
    ),
  );
  const stretches = (wanted: (count: number) => boolean) => {
    const found: { from: number; to: number }[] = [];
    counts.forEach((count, at) => {
      if (!wanted(count)) return;
      const open = found.at(-1);
      if (open?.to === at - 1) open.to = at;
      else found.push({ from: at, to: at });
    });
    return found.map(({ from, to }) => ({ meter, start: dayOf(first + from), end: dayOf(first + to) }));
  };
  return { unbilled: stretches((count) => count === 0), twice: stretches((count) => count > 1) };
}

/** Decimals that a part is rounded to: the measure's own, else two (分), else the bill's where it has more. */
export const billDecimals = (measure: { type: string; decimals?: number }): number =>
  measure.decimals ?? (measure.type === "integer" ? 0 : 2);
