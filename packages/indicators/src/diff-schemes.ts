import type { Scheme, SchemeNode, Text } from "./catalogue.ts";
import type { CatalogueChange, ChangeEffect, ChangeKind, Sides } from "./diff.ts";
import { renamed, same } from "./diff-entries.ts";
import { leavesOf, nothing } from "./diff-touches.ts";
import { both, fromTo, told, valueText } from "./diff-words.ts";

/** A node under its path of keys, as people read it and as the document places it. */
type Placed = { node: SchemeNode; way: string; words: Text; path: string };

type Meaning = { kind: ChangeKind; effect: ChangeEffect; word: Text };

/** What a node's fields mean; any other is told by its name in the document. */
const FIELDS: Readonly<Partial<Record<string, Meaning>>> = {
  weight: { kind: "weight", effect: "score", word: { zh: "权重", en: "weight" } },
  norm: { kind: "norm", effect: "score", word: { zh: "评分标准", en: "norm" } },
  indicator: { kind: "changed", effect: "score", word: { zh: "所用指标", en: "indicator" } },
  method: { kind: "changed", effect: "score", word: { zh: "合成方法", en: "method" } },
  exponent: { kind: "changed", effect: "score", word: { zh: "幂次", en: "exponent" } },
  penalty: { kind: "changed", effect: "score", word: { zh: "不均衡惩罚方向", en: "direction of the penalty" } },
  minCoverage: { kind: "changed", effect: "score", word: { zh: "最低覆盖率", en: "lowest coverage" } },
  missing: { kind: "changed", effect: "score", word: { zh: "缺失处理", en: "what a missing score does" } },
  proxy: { kind: "changed", effect: "label", word: { zh: "代理指标标记", en: "mark as a proxy" } },
  unmeasured: { kind: "changed", effect: "label", word: { zh: "未衡量的内容", en: "what is not measured" } },
};

/** Nodes of schemes by their path of keys: weights, norms, and nodes that came or went. */
export function diffSchemes(sides: Sides): CatalogueChange[] {
  return sides.after.schemes.flatMap((scheme, at) => {
    const earlier = sides.before.schemes.findIndex(({ key }) => key === scheme.key);
    const known = sides.before.schemes[earlier];
    if (known === undefined) return [];
    const old = placed(known.root, `schemes[${earlier}].root`);
    const now = placed(scheme.root, `schemes[${at}].root`);
    const ways = new Set(now.map(({ way }) => way));
    return [
      ...now.flatMap((place) => {
        const before = old.find(({ way }) => way === place.way);
        return before === undefined
          ? [moved(sides, scheme, place, "added")]
          : diffNode(sides, scheme, before.node, place);
      }),
      ...old.flatMap((place) => (ways.has(place.way) ? [] : [moved(sides, scheme, place, "removed")])),
    ];
  });
}

function placed(node: SchemeNode, path: string, above?: Placed): Placed[] {
  const words =
    above === undefined
      ? node.name
      : { zh: `${above.words.zh} › ${node.name.zh}`, en: `${above.words.en} › ${node.name.en}` };
  const place = { node, way: above === undefined ? node.key : `${above.way}/${node.key}`, words, path };
  return [place, ...(node.children ?? []).flatMap((child, at) => placed(child, `${path}.children[${at}]`, place))];
}

const touches = (scheme: Scheme, node: SchemeNode) => ({
  ...nothing,
  indicators: [...new Set(leavesOf(node))],
  schemes: [scheme.key],
});

function moved(sides: Sides, scheme: Scheme, { node, words, path }: Placed, kind: "added" | "removed") {
  return told(sides, {
    kind,
    effect: "score",
    list: "schemes",
    key: scheme.key,
    name: scheme.name,
    path,
    touches: touches(scheme, node),
    what:
      kind === "added"
        ? { zh: `增加“${words.zh}”（权重 ${node.weight}）`, en: `gains "${words.en}" (weight ${node.weight})` }
        : { zh: `删除“${words.zh}”（权重 ${node.weight}）`, en: `loses "${words.en}" (weight ${node.weight})` },
  });
}

function diffNode(sides: Sides, scheme: Scheme, before: SchemeNode, place: Placed) {
  const { node, words, path } = place;
  const head = { list: "schemes", key: scheme.key, name: scheme.name } as const;
  const fields = [...new Set([...Object.keys(node), ...Object.keys(before)])] as (keyof SchemeNode)[];
  return fields.flatMap((field): CatalogueChange[] => {
    if (field === "key") return [];
    if (field === "children") return reordered(sides, scheme, before, place);
    if (same(before[field], node[field])) return [];
    if (field === "name") return [renamed(sides, head, before.name, node.name, `${path}.name`)];
    const { kind, effect, word } = FIELDS[field] ?? { kind: "changed", effect: "score", word: both(field) };
    const [was, is] = [valueText(before[field]), valueText(node[field])];
    const at = { zh: `“${words.zh}”${word.zh}`, en: `${word.en} of "${words.en}"` };
    return [
      told(sides, {
        ...head,
        kind,
        effect,
        path: `${path}.${field}`,
        before: was,
        after: is,
        touches: effect === "label" ? nothing : touches(scheme, node),
        what: fromTo(at, was, is),
      }),
    ];
  });
}

/** Children in another order: shown so, scored the same. */
function reordered(sides: Sides, scheme: Scheme, before: SchemeNode, { node, words, path }: Placed) {
  const [was, is] = [before.children ?? [], node.children ?? []];
  const stay = (of: SchemeNode[], other: SchemeNode[]) =>
    of.filter(({ key }) => other.some((child) => child.key === key));
  const [old, now] = [stay(was, is), stay(is, was)];
  if (old.every(({ key }, at) => key === now[at]!.key)) return [];
  const [from, to] = [valueText(old.map(({ name }) => name)), valueText(now.map(({ name }) => name))];
  const what = fromTo({ zh: `“${words.zh}”下级次序`, en: `order below "${words.en}"` }, from, to);
  const head = { list: "schemes", key: scheme.key, name: scheme.name } as const;
  return [
    told(sides, {
      ...head,
      kind: "changed",
      effect: "label",
      path: `${path}.children`,
      before: from,
      after: to,
      touches: nothing,
      what,
    }),
  ];
}
