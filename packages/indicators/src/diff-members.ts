import type { Breakdown } from "./catalogue.ts";
import type { CatalogueChange, ChangeKind, Sides } from "./diff.ts";
import { renamed, same } from "./diff-entries.ts";
import { meaningOf } from "./diff-fields.ts";
import { nothing, touchingMembers } from "./diff-touches.ts";
import { fromTo, told, valueText } from "./diff-words.ts";

/** Members of breakdowns: a sum over all members means something else once one came or went. */
export function diffBreakdowns(sides: Sides): CatalogueChange[] {
  return sides.after.breakdowns.flatMap((breakdown, at) => {
    const earlier = sides.before.breakdowns.findIndex(({ key }) => key === breakdown.key);
    const known = sides.before.breakdowns[earlier];
    if (known === undefined) return [];
    return diffMembers(sides, known, breakdown, `breakdowns[${at}].members`, `breakdowns[${earlier}].members`);
  });
}

function diffMembers(sides: Sides, was: Breakdown, is: Breakdown, path: string, wasPath: string): CatalogueChange[] {
  const old = new Map(was.members.map((member) => [member.key, member]));
  const now = new Set(is.members.map(({ key }) => key));
  const head = { list: "breakdowns", key: is.key, name: is.name } as const;
  const move = (member: Breakdown["members"][number], kind: "added" | "removed", at: string) => {
    const touches = touchingMembers(kind === "added" ? sides.now : sides.old, is.key, [member]);
    return told(sides, {
      ...head,
      kind,
      effect: touches.indicators.length + touches.derived.length > 0 ? "break" : "collect",
      path: at,
      touches,
      what:
        kind === "added"
          ? { zh: `增加成员“${member.name.zh}”`, en: `gains the member "${member.name.en}"` }
          : { zh: `删除成员“${member.name.zh}”`, en: `loses the member "${member.name.en}"` },
    });
  };
  const stay = (members: Breakdown["members"], others: Set<string>) =>
    members.map(({ key }) => key).filter((key) => others.has(key));
  const reordered = !same(stay(was.members, now), stay(is.members, new Set(old.keys())));
  return [
    ...is.members.flatMap((member, at) => {
      const known = old.get(member.key);
      if (known === undefined) return [move(member, "added", `${path}[${at}]`)];
      return (["name", "source", "status", "note"] as const).flatMap((field) => {
        const [before, after] = [known[field], member[field]];
        if (same(before, after)) return [];
        const place = `${path}[${at}].${field}`;
        if (field === "name") return [renamed(sides, head, known.name, member.name, place)];
        const { word } = meaningOf("breakdowns", field);
        return [
          label(sides, head, "changed", place, { zh: `成员${word.zh}`, en: `${word.en} of a member` }, before, after),
        ];
      });
    }),
    ...was.members.flatMap((member, at) => (now.has(member.key) ? [] : [move(member, "removed", `${wasPath}[${at}]`)])),
    ...(reordered
      ? [label(sides, head, "changed", path, { zh: "成员次序", en: "order of members" }, names(was), names(is))]
      : []),
  ];
}

const names = ({ members }: Breakdown) => members.map(({ name }) => name);

/** Something that changes no figure. */
export function label(
  sides: Sides,
  head: Pick<CatalogueChange, "list" | "key" | "name">,
  kind: ChangeKind,
  path: string,
  word: CatalogueChange["name"],
  before: unknown,
  after: unknown,
): CatalogueChange {
  const [was, is] = [valueText(before), valueText(after)];
  return told(sides, {
    ...head,
    kind,
    effect: "label",
    path,
    before: was,
    after: is,
    touches: nothing,
    what: fromTo(word, was, is),
  });
}
