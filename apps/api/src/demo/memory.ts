import {
  cellKey,
  contextNeeds,
  isCurrent,
  overTime,
  peerStatistic,
  type Cell,
  type CellValue,
  type CheckContext,
  type Compiled,
  type Lookup,
} from "@duibiao/indicators";
import { asCell } from "../submissions/check-context.ts";
import type { StoredCell } from "../submissions/content.ts";
import type { Asked } from "./calendar.ts";
import { placeOf } from "./places.ts";
import { registryOf } from "./profile.ts";
import type { Task } from "./report.ts";

/** What every unit answered in the end, by form and period, then by the code of its region. */
export type Memory = Map<string, Map<string, StoredCell[]>>;

const keyOf = (form: string, period: string): string => `${form} ${period}`;

export function remember(memory: Memory, { form, period }: Asked, code: string, cells: StoredCell[]): void {
  const key = keyOf(form, period);
  const answers = memory.get(key) ?? new Map<string, StoredCell[]>();
  memory.set(key, answers.set(code, cells));
}

/** The key of the period that lies so many before. */
function periodBefore({ kind, period }: Asked, n: number): string {
  if (kind === "year") return String(Number(period) - n);
  const [year, quarter] = period.split("Q").map(Number) as [number, number];
  const at = year * 4 + quarter - 1 - n;
  return `${Math.floor(at / 4)}Q${(at % 4) + 1}`;
}

const inYear = { year: 1, quarter: 4, month: 12 };

/**
 * What the rules of a form ask around a unit's answers, out of what the demo remembers: the same that the server looks
 * up for one working copy at a time (submissions/check-context.ts), made for a hundred at once.
 */
export function contextOf(
  memory: Memory,
  { asked, catalogue, period: { kind, start, end } }: Task,
  code: string,
): CheckContext {
  const form = catalogue.compiled.compiledForms.get(asked.form)!;
  const needs = contextNeeds(form);
  const answers = (n: number) => memory.get(keyOf(asked.form, periodBefore(asked, n)));
  const before = (n: number) => answers(n)?.get(code)?.map(asCell) ?? null;
  const previousYear = before(inYear[asked.kind]);
  const related = needs.related.flatMap(({ measure, member }) => {
    const value = relatedValue(memory, asked, catalogue.compiled, code, { measure, member });
    return value === undefined ? [] : [{ measure, member, value }];
  });
  const others = needs.peers.length === 0 ? [] : peersOf(answers(1), code);
  const alike = others.filter(({ sameKind }) => sameKind);
  const peers = needs.peers.flatMap((formula) => {
    // Enough of the same kind are all that counts; only where they are too few the others are asked too.
    const of = (peers: typeof others) => peerStatistic(catalogue.compiled, form, formula, peers);
    const found = of(alike) ?? of(others);
    return found === null ? [] : [[formula, found] as const];
  });
  return {
    period: { kind, start, end },
    region: code,
    ...(previousYear !== null && { previousYear }),
    ...(needs.earlier > 0 && { earlier: Array.from({ length: needs.earlier }, (_, n) => before(n + 1)) }),
    ...(related.length > 0 && { related }),
    ...(needs.registry && { registry: registryOf(code) }),
    ...(peers.length > 0 && { peers: Object.fromEntries(peers) }),
  };
}

/** Another form's figure for a period; a year's out of its four quarters where a quarterly form asks it. */
function relatedValue(
  memory: Memory,
  asked: Asked,
  { compiledForms, measures }: Compiled,
  code: string,
  { measure, member }: Pick<Cell, "measure" | "member">,
): CellValue | undefined {
  const asks = (kind: Asked["kind"]) =>
    [...compiledForms].find(
      ([, { form, asked }]) =>
        form.period === kind && form.ledgerOf === undefined && asked.has(cellKey(measure, member)),
    )?.[0];
  const answered = (form: string, period: string) => {
    const cells = memory.get(keyOf(form, period))?.get(code);
    const cell = cells?.find((one) => one.measure === measure && one.member === member);
    return cell && asCell(cell).value;
  };
  const [same, quarterly] = [asks(asked.kind), asks("quarter")];
  if (same !== undefined || asked.kind !== "year" || quarterly === undefined)
    return same === undefined ? undefined : answered(same, asked.period);
  const quarters = [1, 2, 3, 4].map((quarter) => answered(quarterly, `${asked.period}Q${quarter}`));
  return overTime(quarters, measures.get(measure)?.aggTime === "sum" ? "sum" : "last");
}

/** The other regions of a tier in a period, as marks, each with its figures. */
function peersOf(answers: ReadonlyMap<string, StoredCell[]> | undefined, code: string) {
  const { tier, kind } = placeOf(code);
  return [...(answers ?? [])].flatMap(([other, cells]) => {
    const place = placeOf(other);
    if (other === code || place.tier !== tier) return [];
    const values = figuresIn(cells);
    const lookup: Lookup = (ref) => (isCurrent(ref) ? values.get(cellKey(ref.measure, ref.member)) : undefined);
    return [{ region: Number(other), sameKind: place.kind === kind, lookup }];
  });
}

const known = new WeakMap<StoredCell[], Map<string, CellValue>>();

function figuresIn(cells: StoredCell[]): Map<string, CellValue> {
  const values =
    known.get(cells) ?? new Map(cells.map((cell) => [cellKey(cell.measure, cell.member), asCell(cell).value]));
  known.set(cells, values);
  return values;
}
