import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { schemeCoverage } from "./coverage.ts";
import { edited, leaf, scheme } from "./test-catalogue.ts";

const NAME = { zh: "名", en: "name" };

describe("schemeCoverage", () => {
  // energy_area is asked by no form, so energy_per_area (weight 0.6) is 未采集; the rest, 0.4, is collected.
  const catalogue = edited((draft) => {
    const lines = draft.forms[0]!.sections[0]!.lines;
    lines.splice(
      lines.findIndex((line) => line.measure === "energy_area"),
      1,
    );
    draft.schemes.push(
      scheme([leaf("energy_per_area", 0.6), { key: "N", name: NAME, weight: 0.4, children: [leaf("cost_share", 1)] }], {
        minCoverage: 0.4,
      }),
    );
  });

  it("names the leaves that are not collected and covers nodes by weight", () => {
    const root = schemeCoverage(compile(catalogue), "DEMO-1");
    expect(root).toMatchObject({ key: "ROOT", share: 0.4, enough: true });
    expect(root.children[0]).toMatchObject({
      share: 0,
      enough: false,
      leaf: {
        indicator: "energy_per_area",
        collected: false,
        moduleAbsent: [],
        notCollected: ["energy_area"],
        factorUnknown: [],
      },
    });
    expect(root.children[1]).toMatchObject({
      share: 1,
      enough: true,
      children: [{ leaf: { collected: true, moduleAbsent: [], notCollected: [], factorUnknown: [] } }],
    });
  });

  it("says of a counter whose module is not in use that the module is absent, though a form asks it", () => {
    const counted = (modules: string[]) =>
      compile(
        edited((draft) => {
          draft.modules = modules;
          for (const measure of draft.measures) if (measure.key === "energy_area") measure.module = "register";
          draft.schemes.push(scheme([leaf("energy_per_area", 1)]));
        }),
      );
    expect(schemeCoverage(counted([]), "DEMO-1").children[0]).toMatchObject({
      share: 0,
      leaf: { collected: false, moduleAbsent: ["energy_area"], notCollected: [] },
    });
    expect(schemeCoverage(counted(["register"]), "DEMO-1").children[0]).toMatchObject({
      share: 1,
      leaf: { collected: true, moduleAbsent: [], notCollected: [] },
    });
  });

  it("does not count what is collected but has no factor yet", () => {
    const carbon = edited((draft) => {
      draft.indicators.push({ ...draft.indicators[0]!, key: "carbon", formula: "factors(EF_CO2) / energy_area" });
      draft.schemes.push(scheme([leaf("carbon", 1)]));
    });
    // The sample's set has a factor for electricity and none for raw coal.
    expect(schemeCoverage(compile(carbon), "DEMO-1").children[0]).toMatchObject({
      share: 0,
      leaf: { collected: true, factorUnknown: ["coal_kg"] },
    });
  });

  it("does not count an indicator that the catalogue does not have", () => {
    const unknown = edited((draft) => draft.schemes.push(scheme([leaf("happiness", 1)])));
    expect(schemeCoverage(compile(unknown), "DEMO-1")).toMatchObject({ share: 0, enough: false });
    expect(() => schemeCoverage(compile(unknown), "NONE")).toThrow(RangeError);
  });
});
