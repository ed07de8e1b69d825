import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { waysOfCheck } from "../src/audit-check.ts";
import { base } from "./base-catalogue.ts";
import { rulesTable } from "./rules-table.ts";

const homes = base.ruleHomes ?? [];

/** Every test of the repository, as one text. */
function testSources(): string {
  const root = new URL("../../../", import.meta.url);
  const folders = ["packages", "apps"].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root)).flatMap((name) => [`${folder}/${name}/src/`, `${folder}/${name}/tests/`]),
  );
  return folders
    .flatMap((folder) => {
      const at = new URL(folder, root);
      const names = (() => {
        try {
          return readdirSync(at, { recursive: true, encoding: "utf8" });
        } catch {
          return []; // A package without this folder.
        }
      })();
      return names.filter((name) => name.endsWith(".test.ts")).map((name) => readFileSync(new URL(name, at), "utf8"));
    })
    .join("\n");
}

describe("the homes of the demanded rules", () => {
  it("are one for each of VR01 to VR62", () => {
    const demanded = Array.from({ length: 62 }, (_, at) => `VR${String(at + 1).padStart(2, "0")}`);
    expect(homes.map(({ key }) => key)).toEqual(demanded);
  });

  it("hold every rule of the catalogue once, under the number that its key begins with", () => {
    const held = homes.flatMap(({ key, home }) =>
      home.kind === "expression" ? home.rules.map((rule) => [rule, key] as const) : [],
    );
    expect(held.map(([rule]) => rule).sort()).toEqual(base.rules.map(({ key }) => key).sort());
    for (const [rule, key] of held) expect([rule, rule === key || rule.startsWith(`${key}_`)]).toEqual([rule, true]);
  });

  it("name tests of the platform that exist", () => {
    const sources = testSources();
    const titles = homes.flatMap(({ home }) => (home.kind === "platform" ? [home.test] : []));
    expect(titles.length).toBeGreaterThan(15);
    expect(titles.filter((title) => !sources.includes(`"${title}"`))).toEqual([]);
  });

  it("state for each rule the audit check that reviewers know it by, with a way that belongs to it", () => {
    for (const { key, check, way } of base.rules) {
      expect([key, check !== undefined]).toEqual([key, true]);
      expect([key, way === undefined || waysOfCheck[check!].includes(way)]).toEqual([key, true]);
    }
  });

  it("are printed in docs/RULES.md as they stand", async () => {
    await expect(rulesTable(base)).toMatchFileSnapshot("../../../docs/RULES.md");
  });
});
