import fc from "fast-check";
import { expect, it } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import { lint } from "./lint.ts";
import { LINT_CODES } from "./lint-finding.ts";
import { edited } from "./test-catalogue.ts";
import { NAME, gated, rubric, rule, survey, third } from "./testing-lint.ts";

/** The sample with something in every list. */
const FULL = edited((draft) => {
  survey(draft, "s_sumsq");
  rubric(draft, "rubric");
  third(draft, { key: "LEDGER", period: "month", ledgerOf: "F2" }).sections[0]!.lines.push({
    row: "1",
    measure: "op_cost",
  });
  gated(draft, { when: "veh_quota > 0", targets: ["cost_share"] });
  draft.limits = [
    { key: "L", name: NAME, uom: "个", limits: [{ key: "a", name: NAME, value: "5", validTo: "2030-01-01" }] },
  ];
  draft.registry = [{ key: "metered", name: NAME, type: "flag" }];
  draft.targets = [{ key: "T", indicator: "cost_share", year: 2026, value: 5 }];
  draft.warnings = [{ key: "W", name: NAME, levels: [{ level: "red", when: "op_cost > budget" }] }];
  draft.modules = ["opinion"];
  draft.ruleHomes = [{ key: "VR24", name: NAME, home: { kind: "expression", rules: ["VR24", "VR34"] } }];
  draft.indicators[0]!.interval = {
    level: 95,
    lower: "energy_tce * 900 / energy_area",
    upper: "energy_tce / energy_area",
  };
  draft.indicators[0]!.natural = { lo: 0, hi: 100 };
  rule(draft, "balance <= limit(L[a]) and registry(metered) == 1", { tolerance: "1" });
  rule(draft, "sum(veh_actual[veh_class]) == veh_actual", { when: "target(cost_share) > 3", validFrom: "2026-01-01" });
  draft.derived.push({ key: "twice", name: NAME, uom: "tce", formula: "energy_tce * 2" });
});

/** Fields with a fixed list of values: another value would not be this shape. */
const FIXED =
  /^(format|type|period|severity|direction|aggRegion|aggTime|origin|kind|method|level|filledBy|weightsStatus)$/;

type Place = { holder: Record<string, unknown>; field: string };

/** Every text, number and list of the document. */
function placesOf(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => [
    ...(FIXED.test(field) ? [] : [{ holder: value as Record<string, unknown>, field }]),
    ...placesOf(inner),
  ]);
}

const TEXTS = placesOf(FULL).flatMap(({ holder, field }) => (typeof holder[field] === "string" ? [holder[field]] : []));

const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.constantFrom(
    "energy_tce * 2",
    "twice + 1",
    "1 / 0",
    "(op_cost ^ 20) ^ 20",
    "9999-99-99",
    "-5",
    "0/0",
    "㎡/0",
    "万",
    "\ud800",
    "__proto__",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
);
const change = fc.tuple(
  fc.nat(100_000),
  text,
  fc.oneof(fc.constantFrom(0, -1, 1e300, 0.1), fc.double({ noNaN: true, noDefaultInfinity: true })),
  fc.nat(3),
);

const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function spoil(draft: Catalogue, [seed, words, number, how]: [number, string, number, number]): void {
  const places = placesOf(draft);
  const { holder, field } = places[seed % places.length]!;
  const value = holder[field];
  if (typeof value === "string") holder[field] = words;
  else if (typeof value === "number") holder[field] = number;
  else if (typeof value === "boolean") holder[field] = !value;
  else if (Array.isArray(value) && how === 0) value.pop();
  else if (Array.isArray(value) && value.length > 0) value.push(copyOf(value[seed % value.length]));
}

it("any document of the right shape gets findings, never a fault, each leading to a place in it", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(undefined, "2026-11-26"),
      (changes, today) => {
        const draft = copyOf(FULL);
        for (const one of changes) spoil(draft, one);
        for (const { code, path, text: words } of lint(draft, { today, hits: { VR24: { asked: 10, hits: 9 } } })) {
          seen.add(code);
          expect(words.zh).toMatch(/\p{Script=Han}/u);
          expect(words.en).not.toBe("");
          const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
          const holder = steps.slice(0, -1).reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], draft);
          expect(holder, path).toBeTypeOf("object");
        }
      },
    ),
    { numRuns: 500, seed: 4 },
  );
  // Random changes of one document reach most of the codes.
  expect(seen.size).toBeGreaterThan(LINT_CODES.length / 2);
});
