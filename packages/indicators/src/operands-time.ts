import type { Ast } from "./ast.ts";
import { fail, type Span } from "./formula-error.ts";
import { resolve, type Node, type Scope } from "./operands.ts";
import { externalKey, type External } from "./outside.ts";
import { failUnknown } from "./unknown-key.ts";
import type { OperandRef } from "./vocabulary.ts";

/** Where in time the figures of a part of a formula lie. `annual`: a flow is put on a whole year. */
export type Time = Pick<OperandRef, "lag" | "periods" | "window"> & { annual?: true };

/** Resolves what stands inside a time function with its figures moved; refuses what could not be computed. */
export function resolveTime(scope: Scope, ast: Ast & { kind: "time" }): Node {
  const time = moved(scope.time, ast);
  return { kind: "time", time, of: resolve({ ...scope, time }, ast.of) };
}

function moved(time: Time, ast: Ast & { kind: "time" }): Time {
  switch (ast.word) {
    case "prev_year":
      if (time.lag === 1)
        fail(ast, "prev_year 不能嵌套，只能取上一年。", "prev_year cannot be nested; only one year back is known.");
      return { ...time, lag: 1 };
    case "prev_period":
      return { ...time, periods: (time.periods ?? 0) + 1 };
    case "annualised":
      if (time.annual) fail(ast, "annualised 不能嵌套。", "annualised cannot be nested.");
      return { ...time, annual: true };
    default:
      if (time.window)
        fail(ast, "累计、近n期不能嵌套。", "year to date and moving windows cannot stand inside each other.");
      return {
        ...time,
        window: ast.word === "year_to_date" ? { kind: ast.word } : { kind: ast.word, n: ast.n as number },
      };
  }
}

/** A figure inside annualised(…): a flow is multiplied by year over length of its window; a stock stays as it is. */
export function windowed(scope: Scope, at: Span, flow: boolean, node: Node): Node {
  if (!scope.time.annual || !flow) return node;
  const window = scope.time.window;
  if (window?.kind === "moving_mean") fail(at, "近n期平均不能年化。", "a moving mean cannot be put on a year.");
  const factor = external(scope, { kind: "annual_factor", ...(window && { window }) });
  return { kind: "arithmetic", op: "*", left: node, right: factor };
}

const MEDIAN_TO_SIGMA = "0.6745";

/** Limits, targets, registry, peers: what a formula asks beside figures. */
export function externalNode(
  scope: Scope,
  ast: Ast & { kind: "limit" | "target" | "registry" | "elapsedShare" | "copiedShare" | "robustZ" },
): Node {
  const { vocabulary } = scope;
  switch (ast.kind) {
    case "elapsedShare":
      return external(scope, { kind: "elapsed_share" });
    case "copiedShare":
      return external(scope, { kind: "copied_share" });
    case "limit": {
      const table = vocabulary.limits.get(ast.table);
      if (!table)
        failUnknown(ast, "目录中没有限额表", "the catalogue has no limit table", ast.table, vocabulary.limits.values());
      if (!table.limits.some((row) => row.key === ast.row))
        failUnknown(ast, `限额表 ${ast.table} 没有行`, `limit table ${ast.table} has no row`, ast.row, table.limits);
      return external(scope, { kind: "limit", table: ast.table, row: ast.row });
    }
    case "target":
      if (!vocabulary.indicators.has(ast.indicator))
        failUnknown(
          ast,
          "目录中没有指标",
          "the catalogue has no indicator",
          ast.indicator,
          vocabulary.indicators.values(),
        );
      return external(scope, { kind: "target", indicator: ast.indicator });
    case "registry":
      if (!vocabulary.registry.has(ast.fact))
        failUnknown(
          ast,
          "目录中没有名录库信息",
          "the catalogue has no registry fact",
          ast.fact,
          vocabulary.registry.values(),
        );
      return external(scope, { kind: "registry", fact: ast.fact });
    case "robustZ":
      return robustZ(scope, ast);
  }
}

/** 0.6745 x (x - median) / MAD: the modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers, 1993). */
function robustZ(scope: Scope, ast: Ast & { kind: "robustZ" }): Node {
  const { lag, periods, window, annual } = scope.time;
  if (lag || periods || window || annual)
    fail(
      ast,
      "robust_z 只比较本期，不能放在时间函数里。",
      "robust_z compares this period only; take it out of the time function.",
    );
  const of = resolve(scope, ast.of);
  const median = external(scope, { kind: "peer_median", formula: ast.text });
  const spread = external(scope, { kind: "peer_mad", formula: ast.text });
  const distance: Node = { kind: "arithmetic", op: "-", left: of, right: median };
  const scaled: Node = {
    kind: "arithmetic",
    op: "*",
    left: { kind: "number", text: MEDIAN_TO_SIGMA },
    right: distance,
  };
  return { kind: "robustZ", of, z: { kind: "arithmetic", op: "/", left: scaled, right: spread } };
}

function external(scope: Scope, wanted: External): Node {
  const key = externalKey(wanted);
  const known = scope.externals.get(key) ?? { external: wanted, nodes: [] };
  scope.externals.set(key, known);
  const node: Node = { kind: "operand", operand: -1 };
  known.nodes.push(node);
  return node;
}

/** Gives every external its place behind the figures, once their number is known. */
export function finishExternals(scope: Scope): External[] {
  const entries = [...scope.externals.values()];
  entries.forEach(({ nodes }, at) => {
    for (const node of nodes) node.operand = scope.refs.size + at;
  });
  return entries.map(({ external }) => external);
}
