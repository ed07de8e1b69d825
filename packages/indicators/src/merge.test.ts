import { describe, expect, it } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import { mergeCatalogue } from "./merge.ts";

const head: Partial<Catalogue> = {
  format: "duibiao-catalogue/1",
  key: "x",
  version: "1",
  name: { zh: "试", en: "trial" },
};
const area = { key: "area", name: { zh: "面积", en: "area" }, uom: "㎡", formula: "rooms" };
const cost = { key: "cost", name: { zh: "成本", en: "cost" }, uom: "万元", formula: "bills" };

describe("merging the parts of a catalogue", () => {
  it("joins their lists in the order of keys, whatever the order of the parts", () => {
    const forward = mergeCatalogue([head, { derived: [cost] }, { derived: [area] }]);
    const backward = mergeCatalogue([{ derived: [area] }, { derived: [cost] }, head]);
    expect(forward.derived).toEqual([area, cost]);
    expect(JSON.stringify(backward)).toBe(JSON.stringify(forward));
    expect([forward.measures, forward.source]).toEqual([[], undefined]);
  });

  it("refuses an unknown field, a part that is no mapping and a list that is none, naming the part", () => {
    const misspelt = { measure: [] } as Partial<Catalogue>;
    expect(() => mergeCatalogue([head, misspelt])).toThrow(/part 2 has the unknown field "measure"/);
    const absent = { rules: null } as unknown as Partial<Catalogue>;
    expect(() => mergeCatalogue([absent, head])).toThrow(/"rules" of catalogue part 1 must be a list/);
    const empty = null as unknown as Partial<Catalogue>;
    expect(() => mergeCatalogue([head, empty])).toThrow(/part 2 is not a mapping/);
  });

  it("refuses a version stated twice or not at all", () => {
    expect(() => mergeCatalogue([head, { version: "2" }])).toThrow(/"version" .* is stated by 2 parts/);
    const { version: _, ...unversioned } = head;
    expect(() => mergeCatalogue([unversioned])).toThrow(/"version" .* is missing/);
  });
});
