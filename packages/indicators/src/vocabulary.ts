import type {
  Breakdown,
  Catalogue,
  DerivedMeasure,
  FactorSet,
  Form,
  Indicator,
  LimitTable,
  Measure,
  Member,
  RegistryFact,
  Text,
} from "./catalogue.ts";

/**
 * One figure that a formula needs: of `periods` periods back (default 0, of the period's own kind) in this year (lag 0)
 * or the year before (lag 1); with `window`, of all periods that end there together.
 */
export type OperandRef = { measure: string; member: Member; lag: 0 | 1; periods?: number; window?: Window };

/** 累计 from the start of the year; or the last n periods added, or averaged. A stock's year to date is its last. */
export type Window = { kind: "year_to_date" } | { kind: "moving_sum" | "moving_mean"; n: number };

/** A catalogue looked up by key. Of two entries with one key the last counts; `lint` reports it. */
export type Vocabulary = {
  catalogue: Catalogue;
  measures: ReadonlyMap<string, Measure>;
  derived: ReadonlyMap<string, DerivedMeasure>;
  breakdowns: ReadonlyMap<string, Breakdown>;
  factorSets: ReadonlyMap<string, FactorSet>;
  indicators: ReadonlyMap<string, Indicator>;
  forms: ReadonlyMap<string, Form>;
  limits: ReadonlyMap<string, LimitTable>;
  registry: ReadonlyMap<string, RegistryFact>;
  /** Every (measure, member) that some form asks, as `cellKey`. */
  asked: ReadonlySet<string>;
};

export function vocabularyOf(catalogue: Catalogue): Vocabulary {
  return {
    catalogue,
    measures: byKey(catalogue.measures),
    derived: byKey(catalogue.derived),
    breakdowns: byKey(catalogue.breakdowns),
    factorSets: byKey(catalogue.factorSets),
    indicators: byKey(catalogue.indicators),
    forms: byKey(catalogue.forms),
    limits: byKey(catalogue.limits ?? []),
    registry: byKey(catalogue.registry ?? []),
    asked: new Set(catalogue.forms.flatMap((form) => [...askedBy(form)])),
  };
}

/** Counted by a module that is not in use: NA 模块未启用, wherever the figure is needed. */
export function isModuleAbsent({ catalogue, measures }: Vocabulary, key: string): boolean {
  const module = measures.get(key)?.module;
  return module !== undefined && !catalogue.modules?.includes(module);
}

/** Every (measure, member) that a form asks, as `cellKey`. */
export function askedBy(form: Form): Set<string> {
  return new Set(
    form.sections.flatMap((section) => section.lines.map((line) => cellKey(line.measure, line.member ?? "total"))),
  );
}

/** Text that identifies one figure of a unit and period: `veh_actual`, `veh_actual[veh_class:emergency]`. */
export function cellKey(measure: string, member: Member): string {
  return member === "total" ? measure : `${measure}[${member}]`;
}

/** The operand as a formula writes it: `veh_actual[veh_class:emergency]`, `prev_year(year_to_date(op_cost_total))`. */
export function refKey(ref: OperandRef): string {
  let key = cellKey(ref.measure, ref.member);
  if (ref.window)
    key = ref.window.kind === "year_to_date" ? `year_to_date(${key})` : `${ref.window.kind}(${key}, ${ref.window.n})`;
  for (let back = ref.periods ?? 0; back > 0; back -= 1) key = `prev_period(${key})`;
  return ref.lag === 0 ? key : `prev_year(${key})`;
}

/** This period's own figure: neither shifted nor put together over time. */
export function isCurrent(ref: OperandRef): boolean {
  return ref.lag === 0 && !ref.periods && !ref.window;
}

/** What a figure is called on screen: name of the measure, then of the member, its time before it: 上年同期累计用电量. */
export function refName(vocabulary: Vocabulary, ref: OperandRef): Text {
  const measure = vocabulary.measures.get(ref.measure)?.name ?? {
    zh: ref.measure,
    en: ref.measure,
  };
  const member = memberName(vocabulary, ref.member);
  const zh = member ? `${measure.zh}(${member.zh})` : measure.zh;
  const en = member ? `${measure.en} (${member.en})` : measure.en;
  const time = timeName(ref);
  return { zh: `${time.zh}${zh}`, en: time.en === "" ? en : `${en}, ${time.en}` };
}

/** The time of a figure in words; empty for this period's own. */
export function timeName({ lag, periods = 0, window }: Pick<OperandRef, "lag" | "periods" | "window">): Text {
  const year = lag === 1 ? { zh: "上年同期", en: "a year earlier" } : { zh: "", en: "" };
  const back =
    periods === 0
      ? { zh: "", en: "" }
      : periods === 1
        ? { zh: "上期", en: "the period before" }
        : { zh: `前${periods}期`, en: `${periods} periods before` };
  const span = window ? WINDOW_NAMES[window.kind]("n" in window ? window.n : 0) : { zh: "", en: "" };
  return {
    zh: `${year.zh}${back.zh}${span.zh}`,
    en: [span.en, back.en, year.en].filter((part) => part !== "").join(", "),
  };
}

const WINDOW_NAMES: Record<Window["kind"], (n: number) => Text> = {
  year_to_date: () => ({ zh: "累计", en: "year to date" }),
  moving_sum: (n) => ({ zh: `近${n}期合计`, en: `sum of the last ${n} periods` }),
  moving_mean: (n) => ({ zh: `近${n}期平均`, en: `mean of the last ${n} periods` }),
};

/** What a line is called in its form: the measure, or 其中 and the member below it. */
export function lineName(vocabulary: Vocabulary, line: { measure: string; member?: Member }): Text {
  const member = memberName(vocabulary, line.member ?? "total");
  if (member) return { zh: `其中：${member.zh}`, en: `of which: ${member.en}` };
  return vocabulary.measures.get(line.measure)?.name ?? { zh: line.measure, en: line.measure };
}

/** Null for `total`; the key itself where the catalogue does not know the member. */
function memberName(vocabulary: Vocabulary, member: Member): Text | null {
  if (member === "total") return null;
  const [breakdown = "", key = ""] = member.split(":");
  const found = vocabulary.breakdowns.get(breakdown)?.members.find((candidate) => candidate.key === key);
  return found?.name ?? { zh: member, en: member };
}

function byKey<T extends { key: string }>(entries: T[]): Map<string, T> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}
