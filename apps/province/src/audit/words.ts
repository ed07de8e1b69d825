import type { api, Answer } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";

export type Audit = Answer<typeof api.sensitivity.readCoherence>;
export type About = { stamps: readonly string[]; notes: readonly string[] };
export type PartProps = { audit: Audit; title: string; about: About };

/** In the order in which they are to be thought over. */
export const codeNames: Readonly<Record<string, Text | undefined>> = {
  no_discrimination: { zh: "无区分度", en: "Tells nobody apart" },
  low_availability: { zh: "数据不全", en: "Few have figures" },
  strong_correlation: { zh: "几乎重复", en: "Nearly a repetition" },
  importance_imbalance: { zh: "权重与影响不符", en: "Weight is not influence" },
  low_alpha: { zh: "内部一致性低", en: "Low consistency" },
  low_kmo: { zh: "取样适当性低", en: "Low sampling adequacy" },
  negative_correlation: { zh: "此消彼长", en: "Negative correlation" },
  weak_correlation: { zh: "相关很弱", en: "Weak correlation" },
};

export const evidenceNames: Readonly<Record<string, Text>> = {
  system: { zh: "系统产生", en: "counted by the platform" },
  superior: { zh: "上级核定", en: "fixed above" },
  sampled: { zh: "抽查核实", en: "checked by sample" },
  self: { zh: "自报", en: "own word" },
};

export const factorNames: Readonly<Record<string, Text | undefined>> = {
  weights: { zh: "权重", en: "Weights" },
  aggregation: { zh: "合成方法", en: "Aggregation" },
};

/** Names along a path, from below the root: what a place in the tree is called. */
export function placeOf(audit: Audit, path: string, t: (text: Text) => string): string {
  const names = new Map(audit.names.map(({ path: own, name }) => [own, name]));
  const parts = path.split("/");
  const named = parts.map((_, at) => names.get(parts.slice(0, at + 1).join("/")));
  return (named.length > 1 ? named.slice(1) : named).flatMap((name) => (name ? [t(name)] : [])).join(" › ");
}

/** A finding in words: names instead of keys. */
export function saidOf(audit: Audit, text: Text, t: (text: Text) => string): string {
  return t(text).replaceAll(/(?<![\w.-])[A-Za-z][\w.-]*(?![\w-])/g, (word) => {
    const own = audit.names.find(({ key }) => key === word);
    return own === undefined ? word : `“${t(own.name)}”`;
  });
}

export type Heat = { mark: string; level: "negative" | "weak" | "middling" | "strong"; said: Text };

/** How a correlation reads: a shape for each class, so that colour is never the only sign. */
export function heatOf(r: number, lines: Audit["lines"]): Heat {
  if (r < 0) return { mark: "▽", level: "negative", said: { zh: "负相关", en: "negative" } };
  if (r < lines["weak"]!) return { mark: "○", level: "weak", said: { zh: "很弱", en: "weak" } };
  if (r > lines["strong"]!) return { mark: "●", level: "strong", said: { zh: "几乎重复", en: "repetition" } };
  return { mark: "◐", level: "middling", said: { zh: "适中", en: "middling" } };
}
