import type { PeriodKind, Text } from "./catalogue.ts";
import type { Operand } from "./compute.ts";
import type { Domain } from "./domain.ts";
import type { Vocabulary, Window } from "./vocabulary.ts";
import { timeName } from "./vocabulary.ts";

/** What a formula asks beside figures. */
export type External =
  | { kind: "limit"; table: string; row: string }
  | { kind: "target"; indicator: string }
  | { kind: "registry"; fact: string }
  /** Share of the year that is over at the period's end. */
  | { kind: "elapsed_share" }
  /** A year over the length of the period, or of the window that ends with it. */
  | { kind: "annual_factor"; window?: Window }
  | { kind: "peer_median"; formula: string }
  | { kind: "peer_mad"; formula: string }
  | { kind: "copied_share" };

/** Days are ISO dates, the last one inclusive. */
export type Period = { kind: PeriodKind; start: string; end: string };

/** Median and median absolute deviation of a formula over a unit's peers, exact decimals; `n` regions beside its own. */
export type PeerStatistic = { n: number; median: string; mad: string };

/** What is known beside the figures of the unit or region asked about. Plain data. */
export type Outside = {
  period?: Period;
  /** Division code, for its own targets. */
  region?: string;
  registry?: Readonly<Record<string, string>>;
  /** By the text of the formula inside robust_z. */
  peers?: Readonly<Record<string, PeerStatistic>>;
};

/** Peer statistics stand on at least this many other regions (design invariant 8). */
export const MIN_PEERS = 5;

/** An exact value: a decimal, or two of them to be divided. */
type Value = { state: "number"; value: string; over?: string };
type Unknown = {
  state: "limit_unknown" | "target_unknown" | "registry_unknown" | "no_peers" | "no_period" | "no_history";
};

/** Text that identifies it, as a formula writes it. */
export function externalKey(external: External): string {
  switch (external.kind) {
    case "limit":
      return `limit(${external.table}[${external.row}])`;
    case "target":
      return `target(${external.indicator})`;
    case "registry":
      return `registry(${external.fact})`;
    case "peer_median":
    case "peer_mad":
      return `${external.kind}(${external.formula})`;
    case "annual_factor":
      return `annual_factor(${JSON.stringify(external.window ?? null)})`;
    default:
      return `${external.kind}()`;
  }
}

/** What it is called on screen. */
export function externalName(vocabulary: Vocabulary, external: External): Text {
  switch (external.kind) {
    case "limit": {
      const table = vocabulary.limits.get(external.table);
      const row = table?.limits.find(({ key }) => key === external.row)?.name;
      if (table === undefined || row === undefined) return { zh: external.row, en: external.row };
      return { zh: `${table.name.zh}“${row.zh}”`, en: `${table.name.en} "${row.en}"` };
    }
    case "target": {
      const name = vocabulary.indicators.get(external.indicator)?.name;
      return { zh: `${name?.zh ?? external.indicator}目标值`, en: `target of ${name?.en ?? external.indicator}` };
    }
    case "registry":
      return vocabulary.registry.get(external.fact)?.name ?? { zh: external.fact, en: external.fact };
    case "elapsed_share":
      return { zh: "年度进度", en: "share of the year" };
    case "annual_factor": {
      const window = external.window && timeName({ lag: 0, window: external.window });
      return window
        ? { zh: `${window.zh}年化系数`, en: `annual factor of ${window.en}` }
        : { zh: "年化系数", en: "annual factor" };
    }
    case "peer_median":
      return { zh: "同组中位数", en: "peers' median" };
    case "peer_mad":
      return { zh: "同组绝对离差中位数", en: "peers' median absolute deviation" };
    case "copied_share":
      return { zh: "与上期相同的非零流量数据项占比", en: "share of non-zero flows equal to the period before" };
  }
}

/** Its value as far as the catalogue and `outside` tell; `copied_share` is the check's own. */
export function externalValue(vocabulary: Vocabulary, external: External, outside: Outside): Value | Unknown {
  switch (external.kind) {
    case "limit": {
      const row = vocabulary.limits.get(external.table)?.limits.find(({ key }) => key === external.row);
      return row?.value == null ? { state: "limit_unknown" } : { state: "number", value: row.value };
    }
    case "target":
      return targetOf(vocabulary, external.indicator, outside);
    case "registry": {
      const value = outside.registry?.[external.fact];
      return value === undefined ? { state: "registry_unknown" } : { state: "number", value };
    }
    case "peer_median":
    case "peer_mad": {
      const peers = outside.peers?.[external.formula];
      if (peers === undefined || peers.n < MIN_PEERS) return { state: "no_peers" };
      return { state: "number", value: external.kind === "peer_median" ? peers.median : peers.mad };
    }
    case "elapsed_share":
      if (!outside.period) return { state: "no_period" };
      return { state: "number", value: String(monthOf(outside.period.end)), over: "12" };
    case "annual_factor": {
      const months = monthsIn(outside.period, external.window);
      return months === null ? { state: "no_period" } : { state: "number", value: "12", over: String(months) };
    }
    case "copied_share":
      return { state: "no_history" };
  }
}

/** `externalValue` as an operand in a number domain. */
export function externalOperand<N>(
  vocabulary: Vocabulary,
  external: External,
  outside: Outside,
  domain: Domain<N>,
): Operand<N> {
  const found = externalValue(vocabulary, external, outside);
  if (found.state !== "number") return found;
  const value = domain.of(found.value);
  const exact = found.over === undefined ? value : (domain.divide(value, domain.of(found.over)) as N);
  return { state: "number", value: exact, constant: true };
}

/** The target of a region in the year of the period: its own one before everyone's. Not issued = unknown, never met. */
function targetOf(vocabulary: Vocabulary, indicator: string, { period, region }: Outside): Value | Unknown {
  const year = period && Number(period.end.slice(0, 4));
  const issued = (vocabulary.catalogue.targets ?? []).filter(
    (target) => target.indicator === indicator && target.year === year && target.value !== null,
  );
  const found =
    issued.find((target) => target.region !== undefined && target.region === region) ??
    issued.find((target) => target.region === undefined);
  return found ? { state: "number", value: String(found.value) } : { state: "target_unknown" };
}

export const MONTHS: Readonly<Record<PeriodKind, number | null>> = {
  month: 1,
  quarter: 3,
  half: 6,
  year: 12,
  instant: null,
  custom: null,
};

/** Months covered by a period, or by a window that ends with it; null where the kind has no fixed length. */
function monthsIn(period: Period | undefined, window: Window | undefined): number | null {
  if (!period) return null;
  if (window?.kind === "year_to_date") return monthOf(period.end);
  const months = MONTHS[period.kind];
  return months === null ? null : months * (window?.n ?? 1);
}

const monthOf = (day: string): number => Number(day.slice(5, 7));
