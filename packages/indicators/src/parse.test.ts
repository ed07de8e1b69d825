import { describe, expect, it } from "vitest";
import type { Ast } from "./ast.ts";
import { parse } from "./parse.ts";

/** Writes a tree with every operation in parentheses, so that a test can state precedence by hand. */
function grouped(ast: Ast): string {
  switch (ast.kind) {
    case "number":
      return ast.text;
    case "name":
      return ast.member === null ? ast.key : `${ast.key}[${ast.member}]`;
    case "aggregate":
      return `${ast.name}(${ast.key}[${ast.breakdown}])`;
    case "factors":
      return `factors(${ast.set})`;
    case "limit":
      return `limit(${ast.table}[${ast.row}])`;
    case "target":
      return `target(${ast.indicator})`;
    case "registry":
      return `registry(${ast.fact})`;
    case "elapsedShare":
    case "copiedShare":
      return ast.kind;
    case "robustZ":
      return `robust_z(${grouped(ast.of)})`;
    case "time":
      return `${ast.word}(${grouped(ast.of)}${ast.n === null ? "" : `, ${ast.n}`})`;
    case "if":
      return `if(${[ast.condition, ast.ifTrue, ast.ifFalse].map(grouped).join(", ")})`;
    case "power":
      return `(${grouped(ast.of)} ^ ${ast.exponent})`;
    case "given":
      return `given(${grouped(ast.of)})`;
    case "call":
      return `${ast.name}(${ast.args.map(grouped).join(", ")})`;
    case "negate":
      return `(-${grouped(ast.of)})`;
    case "not":
      return `(not ${grouped(ast.of)})`;
    default:
      return `(${grouped(ast.left)} ${ast.op} ${grouped(ast.right)})`;
  }
}

function read(text: string): string {
  const parsed = parse(text);
  return parsed.ok ? grouped(parsed.ast) : `error at ${parsed.error.start}: ${parsed.error.text.en}`;
}

function problem(text: string) {
  const parsed = parse(text);
  if (parsed.ok) throw new Error(`accepted: ${text}`);
  return parsed.error;
}

describe("parse", () => {
  // Precedence as in the language's grammar: or < and < not < comparison < + - < * / < unary minus.
  it.each([
    ["a - b - c", "((a - b) - c)"],
    ["a + b * c / 2", "(a + ((b * c) / 2))"],
    ["(a + b) * 0.09", "((a + b) * 0.09)"],
    ["-a * b", "((-a) * b)"],
    ["a or b > 1 and c > 1", "error at 0: Character 1: a condition (such as a <= b) is needed here, this is a number."],
    ["a > 0 or b > 1 and not c == 1", "((a > 0) or ((b > 1) and (not (c == 1))))"],
    ["(a > 0) == (b > 0)", "((a > 0) == (b > 0))"],
    ["veh[veh_class:emergency] <= sum(veh[veh_class])", "(veh[veh_class:emergency] <= sum(veh[veh_class]))"],
    ["inst[inst_type:021]", "inst[inst_type:021]"],
    ["abs(x / prev_year(x + y) - 1) <= 0.10", "(abs(((x / prev_year((x + y))) - 1)) <= 0.10)"],
    ["factors(EF_CE_2020) / 1000", "(factors(EF_CE_2020) / 1000)"],
    ["max(0, a - b, min(a, 1))", "max(0, (a - b), min(a, 1))"],
    ["-a ^ 2 * b", "((-(a ^ 2)) * b)"],
    ["a > 0 implies b > 0 or c > 0 implies d > 0", "((a > 0) implies (((b > 0) or (c > 0)) implies (d > 0)))"],
    ["if(a > b, a, b) - 1", "(if((a > b), a, b) - 1)"],
    ["mean(a[k]) + max(a[k]) - max(a[k:m], 1)", "((mean(a[k]) + max(a[k])) - max(a[k:m], 1))"],
    ["moving_mean(a / b, 4) >= limit(t[row])", "(moving_mean((a / b), 4) >= limit(t[row]))"],
    ["annualised(year_to_date(a))", "annualised(year_to_date(a))"],
    ["robust_z(a / b) <= 3.5 and copied_share() < 0.8", "((robust_z((a / b)) <= 3.5) and (copiedShare < 0.8))"],
    ["given(a) == given(b[k:m])", "(given(a) == given(b[k:m]))"],
  ])("reads %s", (text, tree) => {
    expect(read(text)).toBe(tree);
  });

  it.each([
    ["", 0, "the formula ends where"],
    ["a +", 3, "the formula ends where"],
    ["a b", 2, "an operator such as"],
    ["0 <= a <= 1", 7, "cannot be chained"],
    ["a = b", 2, 'unknown character "="'],
    ["a \uff0b b", 2, "unknown character"],
    ["1 + (a > 2)", 4, "a number is needed here"],
    ["not a", 4, "a condition"],
    ["veh[veh_class]", 3, "brackets hold breakdown:member"],
    ["sum(veh)", 7, "all members of one measure"],
    ["if(a > 0, 1)", 11, "a condition and two values"],
    ["if(a, 1, 2)", 3, "a condition"],
    ["a ^ 0.5", 4, "a whole exponent of 0 to 20"],
    ["moving_sum(a, b)", 14, "a whole number of periods, 2 to 60"],
    ["moving_sum(a)", 12, "a whole number of periods, 2 to 60"],
    ["given(a + b)", 6, "one measure"],
    ["limit(t)", 7, "[row of the table]"],
    ["elapsed_share(a)", 14, "takes nothing"],
    ["abs(a, b)", 7, "takes at most 1 argument"],
    ["(a + b", 6, "close the parenthesis at character 1"],
    ["and", 0, "where a number"],
    ["12a", 2, "an operator such as"],
  ])("refuses %j and says where", (text, start, en) => {
    const error = problem(text);
    expect(error.start).toBe(start);
    expect(error.text.en).toContain(en);
    expect(error.text.zh).toContain(`第 ${start + 1} 个字符`);
  });

  it("refuses formulas that are too long or nested too deep instead of overflowing", () => {
    expect(problem(`${"(".repeat(1500)}a${")".repeat(1500)}`).text.en).toContain("nested more than");
    expect(problem("-".repeat(3000)).text.en).toContain("nested more than");
    expect(problem("a+".repeat(3000)).text.en).toContain("longer than");
  });
});
