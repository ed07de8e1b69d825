import type { Catalogue, Dated } from "./catalogue.ts";

/**
 * A catalogue as it applies on a day (ISO date; periods are judged by their last day): rules of other days are left
 * out, and of several factors of a measure or values of a limit the one in force stands. Without a day, the newest.
 */
export function effectiveOn(catalogue: Catalogue, day?: string): Catalogue {
  const applies = ({ validFrom = "", validTo = "9999-12-31" }: Dated) =>
    day === undefined || (validFrom <= day && day <= validTo);
  return {
    ...catalogue,
    rules: catalogue.rules.filter(applies),
    factorSets: catalogue.factorSets.map((set) => ({
      ...set,
      factors: inForce(set.factors, applies, (factor) => factor.measure),
    })),
    ...(catalogue.limits && {
      limits: catalogue.limits.map((table) => ({
        ...table,
        limits: inForce(table.limits, applies, (row) => row.key),
      })),
    }),
  };
}

/** Text that is the same for all days (or none) on which the same entries of a catalogue apply. */
export function validityKey({ rules, factorSets, limits = [] }: Catalogue, day?: string): string {
  if (day === undefined) return "newest";
  const dated: Dated[] = [
    ...rules,
    ...factorSets.flatMap((set) => set.factors),
    ...limits.flatMap((table) => table.limits),
  ].filter(({ validFrom, validTo }) => validFrom !== undefined || validTo !== undefined);
  if (dated.length === 0) return "newest";
  const begun = dated.filter(({ validFrom = "" }) => validFrom <= day).length;
  const over = dated.filter(({ validTo = "9999-12-31" }) => validTo < day).length;
  return `${begun} begun, ${over} over`;
}

/**
 * A limit or factor that is not in force keeps its row, without a value: a formula over it says so instead of failing,
 * and never leaves a fuel out.
 */
function inForce<T extends Dated & { value: string | null }>(
  rows: T[],
  applies: (row: T) => boolean,
  keyOf: (row: T) => string,
): T[] {
  return newest(
    rows.map((row) => (applies(row) ? row : { ...row, value: null })),
    keyOf,
    (row) => row.value !== null,
  );
}

/** One entry for each key, in the order of first mention: the one that begins last. */
function newest<T extends Dated>(entries: T[], keyOf: (entry: T) => string, first: (entry: T) => boolean) {
  const chosen = new Map<string, T>();
  for (const entry of entries) {
    const known = chosen.get(keyOf(entry));
    const better =
      known === undefined ||
      (first(entry) && !first(known)) ||
      (first(entry) === first(known) && (entry.validFrom ?? "") > (known.validFrom ?? ""));
    if (better) chosen.set(keyOf(entry), entry);
  }
  return [...chosen.values()];
}
