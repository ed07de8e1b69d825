import type { Form, FormLine, Text } from "./catalogue.ts";
import type { CatalogueChange, Sides } from "./diff.ts";
import { renamed } from "./diff-entries.ts";
import { label } from "./diff-members.ts";
import { touching, type Touches } from "./diff-touches.ts";
import { both, told } from "./diff-words.ts";
import { cellKey, refName, type Vocabulary } from "./vocabulary.ts";

/** A line where it stands: `at` counts through the whole form. */
type Place = { form: Form; cell: string; line: FormLine; section: string; at: number; path: string };
type Head = Pick<CatalogueChange, "list" | "key" | "name">;

/** Sections and lines of forms. A line is what it asks (measure and member); its 行次 is only its number. */
export function diffForms(sides: Sides): CatalogueChange[] {
  const was = sides.before.forms.flatMap(placesOf);
  const is = sides.after.forms.flatMap(placesOf);
  const known = new Set(sides.before.forms.map(({ key }) => key));
  return sides.after.forms.flatMap((form, at) => {
    const earlier = sides.before.forms.findIndex(({ key }) => key === form.key);
    const head: Head = { list: "forms", key: form.key, name: form.name };
    const own = (places: Place[]) => places.filter((place) => place.form.key === form.key);
    if (!known.has(form.key)) return arrivals(sides, head, own(is), was, is);
    const before = sides.before.forms[earlier]!;
    return [
      ...diffSections(sides, head, before, form, `forms[${at}]`, `forms[${earlier}]`),
      ...diffLines(sides, head, own(was), own(is), was, is),
      ...renumbered(sides, head, own(was), own(is), `forms[${at}]`),
    ];
  });
}

function placesOf(form: Form, at: number): Place[] {
  return form.sections
    .flatMap((section, sectionAt) =>
      section.lines.map((line, lineAt) => ({
        form,
        cell: cellKey(line.measure, line.member ?? "total"),
        line,
        section: section.key,
        path: `forms[${at}].sections[${sectionAt}].lines[${lineAt}]`,
      })),
    )
    .map((place, lineAt) => ({ ...place, at: lineAt }));
}

/** Lines of a new form that stood in another one before: they moved, with their series. */
const arrivals = (sides: Sides, head: Head, own: Place[], was: Place[], is: Place[]) =>
  own.flatMap((place) => {
    const from = leftFor(place, was, is);
    return from === undefined ? [] : [moved(sides, head, from, place)];
  });

/** Where a line that appears in a form stood before, in a form that asks it no longer. */
const leftFor = ({ cell }: Place, was: Place[], is: Place[]) =>
  was.find((place) => place.cell === cell && !is.some((now) => now.cell === cell && now.form.key === place.form.key));

function diffLines(sides: Sides, head: Head, own: Place[], now: Place[], was: Place[], is: Place[]): CatalogueChange[] {
  const old = new Map(own.map((place) => [place.cell, place]));
  const there = new Set(now.map(({ cell }) => cell));
  const order = now.flatMap(({ cell }) => old.get(cell)?.at ?? []);
  const inOrder = longestRise(order);
  return [
    ...now.flatMap((place) => {
      const known = old.get(place.cell);
      if (known === undefined) {
        const from = leftFor(place, was, is);
        return [from === undefined ? asked(sides, head, place) : moved(sides, head, from, place)];
      }
      const stays = known.section === place.section && inOrder.has(known.at);
      return [...(stays ? [] : [moved(sides, head, known, place)]), ...required(sides, head, known, place)];
    }),
    ...own.flatMap((place) => {
      if (there.has(place.cell) || is.some((other) => leftFor(other, was, is) === place && !standsIn(other, was)))
        return [];
      return [dropped(sides, head, place, is)];
    }),
  ];
}

const standsIn = (place: Place, was: Place[]) =>
  was.some((other) => other.cell === place.cell && other.form.key === place.form.key);

const touchesOf = (vocabulary: Vocabulary, { line }: Place): Touches =>
  touching(vocabulary, [{ kind: "measure", key: line.measure, member: line.member ?? "total" }], [line.measure]);

const nameOf = (sides: Sides, { line, cell }: Place): Text => {
  const vocabulary = sides.now.measures.has(line.measure) ? sides.now : sides.old;
  const name = refName(vocabulary, { measure: line.measure, member: line.member ?? "total", lag: 0 });
  return { zh: `${name.zh}”（${cell}）`, en: `${name.en}" (${cell})` };
};

function asked(sides: Sides, head: Head, place: Place): CatalogueChange {
  const name = nameOf(sides, place);
  return told(sides, {
    ...head,
    kind: "line_added",
    effect: "collect",
    path: place.path,
    after: both(place.line.row),
    touches: touchesOf(sides.now, place),
    what: { zh: `增加第 ${place.line.row} 行“${name.zh}`, en: `gains line ${place.line.row} "${name.en}` },
  });
}

/** A line that goes ends its series, unless another form still asks it. */
function dropped(sides: Sides, head: Head, place: Place, is: Place[]): CatalogueChange {
  const name = nameOf(sides, place);
  const still = is.find(({ cell }) => cell === place.cell);
  return told(sides, {
    ...head,
    kind: "line_removed",
    effect: still === undefined ? "break" : "collect",
    path: place.path,
    before: both(place.line.row),
    touches: touchesOf(sides.old, place),
    what: { zh: `删除第 ${place.line.row} 行“${name.zh}`, en: `loses line ${place.line.row} "${name.en}` },
  });
}

function moved(sides: Sides, head: Head, from: Place, to: Place): CatalogueChange {
  const name = nameOf(sides, to);
  const [before, after] = [where(from), where(to)];
  return told(sides, {
    ...head,
    kind: "line_moved",
    effect: "collect",
    path: to.path,
    before,
    after,
    touches: touchesOf(sides.now, to),
    what: {
      zh: `的“${name.zh}由${before.zh}移到${after.zh}`,
      en: `moves "${name.en} from ${before.en} to ${after.en}`,
    },
  });
}

function where({ form, section, line }: Place): Text {
  const name = form.sections.find(({ key }) => key === section)!.name;
  return {
    zh: `${form.name.zh}·${name.zh}第 ${line.row} 行`,
    en: `line ${line.row} of ${name.en}, ${form.name.en}`,
  };
}

function required(sides: Sides, head: Head, was: Place, is: Place): CatalogueChange[] {
  const [before, after] = [was.line.required ?? true, is.line.required ?? true];
  if (before === after) return [];
  const name = nameOf(sides, is);
  const what = after
    ? { zh: `的“${name.zh}改为必填`, en: `makes "${name.en} required` }
    : { zh: `的“${name.zh}改为选填`, en: `makes "${name.en} optional` };
  const touches = touchesOf(sides.now, is);
  return [told(sides, { ...head, kind: "changed", effect: "collect", path: `${is.path}.required`, touches, what })];
}

/** Lines that only got another number, told together. */
function renumbered(sides: Sides, head: Head, own: Place[], now: Place[], path: string): CatalogueChange[] {
  const old = new Map(own.map((place) => [place.cell, place]));
  const pairs = now.flatMap((place) => {
    const known = old.get(place.cell);
    return known === undefined || known.line.row === place.line.row ? [] : [[known.line.row, place.line.row] as const];
  });
  if (pairs.length === 0) return [];
  const rows = (side: 0 | 1) => pairs.map((pair) => pair[side]);
  return [label(sides, head, "renumbered", path, { zh: "行次", en: "line numbers" }, rows(0), rows(1))];
}

function diffSections(sides: Sides, head: Head, was: Form, is: Form, path: string, wasPath: string): CatalogueChange[] {
  const old = new Map(was.sections.map((section) => [section.key, section]));
  const now = new Set(is.sections.map(({ key }) => key));
  const word = { zh: "分段", en: "sections" };
  return [
    ...is.sections.flatMap((section, at) => {
      const known = old.get(section.key);
      const place = `${path}.sections[${at}]`;
      if (known === undefined) return [label(sides, head, "changed", place, word, null, section.name)];
      const same = known.name.zh === section.name.zh && known.name.en === section.name.en;
      return same ? [] : [renamed(sides, head, known.name, section.name, `${place}.name`)];
    }),
    ...was.sections.flatMap((section, at) =>
      now.has(section.key)
        ? []
        : [label(sides, head, "changed", `${wasPath}.sections[${at}]`, word, section.name, null)],
    ),
  ];
}

/** The longest run of rising numbers that is left when as few as possible are taken out. */
function longestRise(numbers: readonly number[]): Set<number> {
  const best: { length: number; before: number }[] = [];
  numbers.forEach((value, at) => {
    const found = { length: 1, before: -1 };
    for (let before = 0; before < at; before += 1)
      if (numbers[before]! < value && best[before]!.length >= found.length)
        Object.assign(found, { length: best[before]!.length + 1, before });
    best.push(found);
  });
  const kept = new Set<number>();
  let at = best.reduce((top, { length }, here) => (length > (best[top]?.length ?? 0) ? here : top), -1);
  for (; at >= 0; at = best[at]!.before) kept.add(numbers[at]!);
  return kept;
}
