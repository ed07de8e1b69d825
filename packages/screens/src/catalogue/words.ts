import {
  resolveFormula,
  showFormula,
  type Compiled,
  type Dated,
  type Indicator,
  type Norm,
  type SchemePath,
  type Text,
} from "@duibiao/indicators";
import { figure } from "../result/why.ts";
import { normWords } from "../sheet/norm.ts";

/** A formula or a condition in words; what is wrong with it where it cannot be read. */
export function inWords(compiled: Compiled, text: string): Text {
  const resolved = resolveFormula(compiled, text);
  if (!resolved.ok) return resolved.error.text;
  return {
    zh: showFormula(compiled, resolved.formula, "zh"),
    en: showFormula(compiled, resolved.formula, "en"),
  };
}

/** How a value becomes points, before anybody's figures are known. */
export function normText(norm: Norm, { uom, direction }: Pick<Indicator, "uom" | "direction">): Text {
  if (norm.method !== "peer_percentile") return normWords({ norm, peers: null }, uom, direction);
  const [zero, full] = direction === "lower" ? [norm.hiPct, norm.loPct] : [norm.loPct, norm.hiPct];
  return {
    zh: `同组分位：同组第 ${zero} 百分位得 0 分，第 ${full} 百分位得 100 分，中间按比例；同组有效数值不足 ${norm.minPeers} 个不评分`,
    en: `Peer percentile: P${zero} of the peers earns 0, P${full} earns 100, straight between; no score with fewer than ${norm.minPeers} values`,
  };
}

/** Days on which an entry applies; null where it always does. */
export function validity({ validFrom, validTo }: Dated): Text | null {
  if (validFrom === undefined && validTo === undefined) return null;
  if (validTo === undefined) return { zh: `${validFrom} 起`, en: `from ${validFrom}` };
  if (validFrom === undefined) return { zh: `至 ${validTo}`, en: `until ${validTo}` };
  return { zh: `${validFrom} 至 ${validTo}`, en: `${validFrom} to ${validTo}` };
}

/** Nodes below the root down to the leaf: 规范 › 办公用房 › 超标率. */
export const pathText = ({ nodes }: SchemePath): Text => {
  const below = nodes.slice(1);
  return { zh: below.map(({ name }) => name.zh).join(" › "), en: below.map(({ name }) => name.en).join(" › ") };
};

/** A share (0..1) as percent, without needless digits. */
export const inPercent = (share: number): string => `${figure(share * 100, null)}%`;
