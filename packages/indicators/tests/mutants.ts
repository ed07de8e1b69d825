import type { Rule } from "../src/catalogue.ts";

/** The rule with one thing in it changed: each comparison, number, operation, joint and time word, its `when`, its severity. */
export function* mutants(rule: Rule): Generator<Rule> {
  const changes: [RegExp, (word: string) => string[]][] = [
    [
      /<=|>=|==|!=|<|>/g,
      (sign) =>
        ({ "<=": ["<", ">="], ">=": [">", "<="], "==": ["!="], "!=": ["=="], "<": ["<="], ">": [">="] })[sign] ?? [],
    ],
    [
      /(?<![\w.])\d+(?:\.\d+)?/g,
      (number) => [number === "0" ? "1" : number.includes(".") ? `(${number} * 1.01)` : String(Number(number) + 1)],
    ],
    [/(?<= )[-+*/](?= )/g, (sign) => [{ "+": "-", "-": "+", "*": "/", "/": "*" }[sign] as string]],
    [/\b(?:and|or)\b/g, (word) => [word === "and" ? "or" : "and"]],
    [/\b(?:prev_year|prev_period|year_to_date|abs|robust_z)(?=\()/g, () => [""]],
  ];
  for (const field of ["expr", "when"] as const) {
    const text = rule[field];
    if (text === undefined) continue;
    for (const [pattern, others] of changes)
      for (const { 0: found, index } of text.matchAll(pattern))
        for (const other of others(found))
          yield { ...rule, [field]: text.slice(0, index) + other + text.slice(index + found.length) };
  }
  if (rule.when !== undefined) {
    const { when: _, ...always } = rule;
    yield always;
  }
}
