import type {
  Breakdown,
  Catalogue,
  DerivedMeasure,
  FactorSet,
  Form,
  Indicator,
  Measure,
  Member,
  Text,
} from "./catalogue.ts";

/** One figure that a formula needs: this period's (lag 0) or the same period's one year earlier (lag 1). */
export type OperandRef = { measure: string; member: Member; lag: 0 | 1 };

/** A catalogue looked up by key. Of two entries with one key the last counts; `lint` reports it. */
export type Vocabulary = {
  catalogue: Catalogue;
  measures: ReadonlyMap<string, Measure>;
  derived: ReadonlyMap<string, DerivedMeasure>;
  breakdowns: ReadonlyMap<string, Breakdown>;
  factorSets: ReadonlyMap<string, FactorSet>;
  indicators: ReadonlyMap<string, Indicator>;
  forms: ReadonlyMap<string, Form>;
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
    asked: new Set(catalogue.forms.flatMap((form) => [...askedBy(form)])),
  };
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

/** The operand as a formula writes it: `veh_actual[veh_class:emergency]`, `prev_year(op_cost_total)`. */
export function refKey(ref: OperandRef): string {
  const key = cellKey(ref.measure, ref.member);
  return ref.lag === 0 ? key : `prev_year(${key})`;
}

/** What a figure is called on screen: name of the measure, then of the member, 上年同期 before it where it is last year's. */
export function refName(vocabulary: Vocabulary, ref: OperandRef): Text {
  const measure = vocabulary.measures.get(ref.measure)?.name ?? {
    zh: ref.measure,
    en: ref.measure,
  };
  const member = memberName(vocabulary, ref.member);
  const zh = member ? `${measure.zh}(${member.zh})` : measure.zh;
  const en = member ? `${measure.en} (${member.en})` : measure.en;
  return ref.lag === 0 ? { zh, en } : { zh: `上年同期${zh}`, en: `${en}, a year earlier` };
}

/** What a line is called in its form: the measure, or 其中 and the member below it. */
export function lineName(vocabulary: Vocabulary, line: { measure: string; member?: Member }): Text {
  const member = memberName(vocabulary, line.member ?? "total");
  if (member) return { zh: `其中:${member.zh}`, en: `of which: ${member.en}` };
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
