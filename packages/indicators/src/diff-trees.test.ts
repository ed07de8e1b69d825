import { describe, expect, test } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import { diffCatalogues, type CatalogueChange } from "./diff.ts";
import { CATALOGUE, edited, leaf, scheme } from "./test-catalogue.ts";

const copy = (catalogue: Catalogue) => JSON.parse(JSON.stringify(catalogue)) as Catalogue;
const diff = (change: (draft: Catalogue) => void, from: Catalogue = CATALOGUE): CatalogueChange[] => {
  const after = copy(from);
  change(after);
  return diffCatalogues(from, after);
};
const told = (changes: CatalogueChange[]) => changes.map(({ kind, effect, path }) => [kind, effect, path]);
const lines = (draft: Catalogue, form: number) => draft.forms[form]!.sections[0]!.lines;

describe("lines of forms, by what they ask", () => {
  test("one more", () => {
    const changes = diff((draft) => lines(draft, 0).push({ row: "8", measure: "elec_kwh" }));
    expect(changes).toMatchObject([
      {
        kind: "line_added",
        effect: "collect",
        path: "forms[0].sections[0].lines[7]",
        after: { zh: "8" },
        touches: { indicators: ["energy_per_area"], forms: ["F1", "F2"] },
      },
    ]);
    expect(changes[0]!.text.zh).toContain("增加第 8 行“用电量”（elec_kwh）");
  });

  test("one less: its series ends unless another form asks it", () => {
    expect(told(diff((draft) => lines(draft, 1).splice(3, 1)))).toEqual([
      ["line_removed", "break", "forms[1].sections[0].lines[3]"],
    ]);
    const twice = edited((draft) => lines(draft, 0).push({ row: "8", measure: "coal_kg" }));
    expect(told(diff((draft) => lines(draft, 1).splice(3, 1), twice))).toEqual([
      ["line_removed", "collect", "forms[1].sections[0].lines[3]"],
    ]);
  });

  test("another 行次 alone is a renumbering, told once for the form", () => {
    const changes = diff((draft) => lines(draft, 1).forEach((line, at) => (line.row = `0${at + 1}`)));
    expect(changes).toMatchObject([
      {
        kind: "renumbered",
        effect: "label",
        path: "forms[1]",
        before: { zh: "1、2、3、4" },
        after: { zh: "01、02、03、04" },
      },
    ]);
  });

  test("one line that goes elsewhere in its form is one move", () => {
    const changes = diff((draft) => lines(draft, 0).unshift(lines(draft, 0).splice(5, 1)[0]!));
    expect(told(changes)).toEqual([["line_moved", "collect", "forms[0].sections[0].lines[0]"]]);
    expect(changes[0]!.text.zh).toContain("“建筑面积”（energy_area）");
  });

  test("a line that goes to another form is one move, not an end and a beginning", () => {
    const changes = diff((draft) => lines(draft, 0).push({ ...lines(draft, 1).splice(0, 1)[0]!, row: "8" }));
    expect(told(changes)).toEqual([["line_moved", "collect", "forms[0].sections[0].lines[7]"]]);
    expect(changes[0]).toMatchObject({
      key: "F1",
      before: { zh: "成本与能源·一第 1 行" },
      after: { zh: "公车与用能·一第 8 行" },
    });
  });

  test("required or not", () => {
    expect(told(diff((draft) => (lines(draft, 0)[3]!.required = false)))).toEqual([
      ["changed", "collect", "forms[0].sections[0].lines[3].required"],
    ]);
    // Stated or not: required is the default.
    expect(diff((draft) => (lines(draft, 0)[3]!.required = true))).toEqual([]);
  });
});

describe("schemes, by the path of a node", () => {
  const goalposts = { method: "goalposts", lo: 0, hi: 100 } as const;
  const from = edited((draft) => {
    const energy = {
      key: "E",
      name: { zh: "能源", en: "energy" },
      weight: 0.5,
      children: [{ ...leaf("energy_per_area", 1), norm: goalposts }],
    };
    const cost = { key: "C", name: { zh: "成本", en: "cost" }, weight: 0.5, children: [leaf("cost_share", 1)] };
    draft.schemes.push(scheme([energy, cost]));
  });
  const energy = (draft: Catalogue) => draft.schemes[0]!.root.children![0]!;

  test("a weight and a norm change scores, not series", () => {
    const changes = diff((draft) => {
      energy(draft).weight = 0.6;
      energy(draft).children![0]!.norm = { ...goalposts, hi: 80 };
    }, from);
    expect(told(changes)).toEqual([
      ["weight", "score", "schemes[0].root.children[0].weight"],
      ["norm", "score", "schemes[0].root.children[0].children[0].norm"],
    ]);
    expect(changes[0]).toMatchObject({
      key: "DEMO-1",
      before: { zh: "0.5" },
      after: { zh: "0.6" },
      touches: { indicators: ["energy_per_area"], schemes: ["DEMO-1"] },
    });
    expect(changes[0]!.text.zh).toContain("“名 › 能源”权重由“0.5”改为“0.6”");
    expect(changes[0]!.text.zh).toContain("得分会变");
  });

  test("nodes come and go", () => {
    const changes = diff((draft) => {
      energy(draft).children = [leaf("op_cost_growth", 1)];
    }, from);
    expect(told(changes)).toEqual([
      ["added", "score", "schemes[0].root.children[0].children[0]"],
      ["removed", "score", "schemes[0].root.children[0].children[0]"],
    ]);
    expect(changes.map(({ touches }) => touches.indicators)).toEqual([["op_cost_growth"], ["energy_per_area"]]);
  });
});

test("no field of an entry changes in silence", () => {
  const full = edited((draft) => {
    draft.source = "source";
    draft.modules = ["vehicles"];
    const name = { zh: "名", en: "name" };
    draft.limits = [{ key: "L", name, uom: "㎡", limits: [{ key: "row", name, value: "9", validTo: "2027-01-01" }] }];
    draft.registry = [{ key: "kind", name, type: "flag" }];
    draft.targets = [{ key: "T", indicator: "cost_share", year: 2027, value: 5 }];
    draft.warnings = [{ key: "W", name, levels: [{ level: "red", when: "op_cost > 1" }] }];
    draft.rubrics = [
      { key: "R", name, measure: "balance", raters: 2, levels: [{ points: 1, name }], evidence: ["文件"] },
    ];
    draft.surveys = [
      {
        key: "S",
        name,
        minValid: 30,
        grades: [{ key: "g", name, points: 1 }],
        questions: [{ key: "q", name }],
        results: [{ n: "a", sum: "b", sumsq: "c" }],
      },
    ];
    draft.ruleHomes = [{ key: "VR24", name, home: { kind: "expression", rules: ["VR24"] } }];
    draft.schemes.push(
      scheme([leaf("cost_share", 1)], {
        documentNo: "文号",
        floor: 1,
        gates: [{ key: "G", name, when: "op_cost > 1", cap: "B" }],
        bonus: { cap: 5, items: [name] },
        grades: [{ key: "A", name, min: 90 }],
      }),
    );
  });
  const silent = leavesOf(full).filter((path) => {
    const after = copy(full);
    changeAt(after, path);
    return diffCatalogues(full, after).length === 0;
  });
  expect(silent.map((path) => path.join("."))).toEqual([]);
});

type Path = (string | number)[];

/** Every text, number and flag of a document, except what only identifies the document. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return /^(format|key|version)$/.test(String(path[0])) ? [] : [path];
  const steps = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [...steps].flatMap((step) => leavesOf((value as Record<string | number, unknown>)[step], [...path, step]));
}

/** Another value there; a formula gets a sum put behind, so that it stays readable and means something else. */
function changeAt(document: unknown, path: Path): void {
  const owner = path.slice(0, -1).reduce((at, step) => (at as Record<string | number, unknown>)[step], document);
  const last = path.at(-1)!;
  const value = (owner as Record<string | number, unknown>)[last];
  const other =
    typeof value === "string" ? `${value} + 1` : typeof value === "number" ? value + 1 : value === null ? "1" : !value;
  (owner as Record<string | number, unknown>)[last] = other;
}
