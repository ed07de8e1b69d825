import type { Ast } from "./ast.ts";
import { ONE, converted, refuse, showUom, type Found, type FormulaUom } from "./dimension-uom.ts";
import type { Span } from "./formula-error.ts";
import { sameDimension } from "./uom-spelling.ts";

export type Part = { ast: Ast; found: Found };

/** The uom that all parts share. */
export function oneOf(parts: Part[], at: Span): Found {
  const [first, ...rest] = parts.filter(({ found }) => !("bare" in found)) as { ast: Ast; found: FormulaUom }[];
  if (!first) return parts[0]!.found;
  for (const { ast, found } of parts)
    if ("bare" in found && !found.bare.equals(0) && first.found.powers.size > 0)
      refuse(
        "uom_mixed",
        ast,
        `纯数不能与${showUom(first.found)}相加减或取大小，请给它计量单位（如限额表的一行）或去掉它。`,
        `a pure number and ${showUom(first.found)} do not go together; give it a uom (such as a row of a limit table) or take it out.`,
      );
  return rest.reduce((whole, { found }) => merged(whole, found, at), first.found);
}

function merged(a: FormulaUom, b: FormulaUom, at: Span): FormulaUom {
  mustShareDimension(a, b, at);
  const like = [...a.like, ...b.like];
  if (a.size.equals(b.size)) {
    const other = a.other.equals(b.other) ? a.other : ONE;
    // Literal factors before some terms only are weights, not conversions.
    return { ...a, ten: a.ten.equals(b.ten) ? a.ten : ONE, other, like };
  }
  const [one, two] = [converted(a).size, converted(b).size];
  if (one.equals(two)) return { ...a, size: one, ten: ONE, other: ONE, like };
  if (one.div(a.other).equals(two.div(b.other))) return { ...a, size: one.div(a.other), ten: ONE, other: ONE, like };
  refuseScale(a, b, at);
}

/** The sides of a comparison. A literal factor is a threshold, or converts: then it must do so within one power of ten. */
export function compare(left: Part, right: Part, at: Span): void {
  if ("bare" in left.found || "bare" in right.found) return;
  const [a, b] = [left.found, right.found];
  const factors = [a.ten.mul(a.other), b.ten.mul(b.other)] as const;
  if (!sameDimension(a, b) && factors.some((factor) => !factor.equals(1)))
    refuse(
      "uom_mixed",
      at,
      `${showUom(a)}与${showUom(b)}不是同一种量，不能比较；单位用量的阈值请写成商，如 a / b <= 1000。`,
      `${showUom(a)} and ${showUom(b)} measure different things and cannot be compared; write a threshold per something as a quotient, such as a / b <= 1000.`,
    );
  mustShareDimension(a, b, at);
  if (a.size.equals(b.size)) return;
  const off = a.size.div(factors[0]).div(b.size.div(factors[1]));
  const literal = !factors[0].equals(1) || !factors[1].equals(1);
  if (!literal || off.compare(10) >= 0 || off.compare("1/10") <= 0) refuseScale(a, b, at);
}

function mustShareDimension(a: FormulaUom, b: FormulaUom, at: Span): void {
  if (sameDimension(a, b)) return;
  refuse(
    "uom_mixed",
    at,
    `${showUom(a)}与${showUom(b)}不是同一种量，不能相加减或比较；请核对数据项，或先换算成同一计量单位。`,
    `${showUom(a)} and ${showUom(b)} measure different things and cannot be added or compared; check the measures, or convert one first.`,
  );
}

function refuseScale(a: FormulaUom, b: FormulaUom, at: Span): never {
  const factor = converted(a).size.div(converted(b).size);
  const [big, small, times] = factor.compare(1) > 0 ? [a, b, factor] : [b, a, factor.inverse()];
  refuse(
    "uom_scale",
    at,
    `${showUom(a)}与${showUom(b)}大小不同，请先换算：${showUom(big)}一侧乘以 ${times.toFraction()} 得${showUom(small)}。`,
    `${showUom(a)} and ${showUom(b)} differ in size; convert first: ${showUom(big)} times ${times.toFraction()} is ${showUom(small)}.`,
  );
}
