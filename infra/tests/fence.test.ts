import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { repository } from "./repository.ts";

/** The floors of docs/ARCHITECTURE.md: which packages of the workspace each one may import. */
const MAY_IMPORT: Record<string, string[]> = {
  "packages/indicators": [],
  "packages/scoring": [],
  "packages/contract": ["indicators"],
  "packages/db": ["indicators"],
  "packages/workbook": ["indicators"],
  "packages/ui": ["indicators"],
  "packages/client": ["contract"],
  "packages/cli": ["contract", "indicators", "scoring", "workbook"],
  "apps/api": ["contract", "db", "indicators", "scoring", "workbook"],
  "packages/screens": ["client", "ui", "indicators", "workbook"],
  "apps/county": ["client", "screens", "ui", "indicators"],
  "apps/city": ["client", "screens", "ui", "indicators"],
  "apps/province": ["client", "screens", "ui", "indicators", "scoring"],
};
/** Pure packages: nothing that reads a file, a clock of the machine, the network or a database. */
const PURE = ["packages/indicators", "packages/scoring"];
const IMPURE = ["node:fs", "node:child_process", "node:http", "drizzle-orm", "pg"];

const packages = ["packages", "apps"].flatMap((floor) =>
  readdirSync(join(repository, floor))
    .map((name) => `${floor}/${name}`)
    .filter((folder) => existsSync(join(repository, folder, "package.json"))),
);
const names = packages.map((folder) => folder.split("/")[1]!);

/** Compiles lines as a file of a package, with that package's own settings and sources; the codes of their errors. */
async function compile(folder: string, lines: string[], settings: object = {}): Promise<string[]> {
  // A folder that git and turbo ignore, inside the package, because imports are resolved from where a file lies.
  const place = join(repository, folder, "dist", `fence-${process.pid}-${Math.random().toString(36).slice(2)}`);
  mkdirSync(place, { recursive: true });
  try {
    writeFileSync(join(place, "intruder.ts"), `${lines.join("\n")}\nexport {};\n`);
    const config = {
      extends: "../../tsconfig.json",
      include: ["../../src", "."],
      compilerOptions: settings,
    };
    writeFileSync(join(place, "tsconfig.json"), JSON.stringify(config));
    const output = await new Promise<string>((done) => {
      const tsc = join(repository, "node_modules/typescript/bin/tsc");
      execFile(process.execPath, [tsc, "-p", place, "--pretty", "false"], (_error, stdout) => done(stdout));
    });
    return lines.map((_line, index) => {
      const found = new RegExp(`intruder\\.ts\\(${index + 1},\\d+\\): error (TS\\d+)`).exec(output);
      return found ? found[1]! : "compiles";
    });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const imports = (modules: string[]) =>
  modules.map((name, index) => `import * as x${index} from "${name}"; void x${index};`);
/** Cannot find module; the same, with advice to install types of Node. */
const REFUSED = ["TS2307", "TS2591"];

test("every package stands on a floor", () => {
  expect(packages.filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
});

describe.each(packages.filter((folder) => folder in MAY_IMPORT))("%s", (folder) => {
  const own = folder.split("/")[1]!;
  const allowed = MAY_IMPORT[folder]!;
  const forbidden = names.filter((name) => name !== own && !allowed.includes(name)).map((name) => `@duibiao/${name}`);

  test("names in package.json only what its floor allows", () => {
    const manifest = JSON.parse(readFileSync(join(repository, folder, "package.json"), "utf8")) as Record<
      string,
      object
    >;
    const named = [manifest["dependencies"], manifest["devDependencies"]].flatMap((list) => Object.keys(list ?? {}));
    expect(named.filter((name) => forbidden.includes(name))).toEqual([]);
    if (PURE.includes(folder)) expect(named.filter((name) => IMPURE.includes(name))).toEqual([]);
  });

  test("cannot compile an import that its floor forbids", async () => {
    const modules = PURE.includes(folder) ? [...forbidden, ...IMPURE] : forbidden;
    const results = await compile(folder, imports(modules));
    expect(modules.filter((_name, index) => !REFUSED.includes(results[index]!))).toEqual([]);
  });
});

test("a pure package does not know the globals of Node either", async () => {
  for (const folder of PURE)
    expect(await compile(folder, ["process.exit();", "setTimeout(() => {}, 1);", "void fetch('');"])).not.toContain(
      "compiles",
    );
});

describe("the fence is what refuses, not the way it is tested", () => {
  test("the same lines compile where they are allowed", async () => {
    const modules = ["@duibiao/db", "@duibiao/scoring", "@duibiao/indicators", "node:fs", "drizzle-orm"];
    expect(await compile("apps/api", imports(modules))).toEqual(modules.map(() => "compiles"));
  });

  test("a pure package that loosened its settings would be seen", async () => {
    expect(await compile("packages/db", imports(["node:fs"]), { types: ["node"] })).toEqual(["compiles"]);
    expect(await compile("packages/indicators", imports(["node:fs"]), { types: ["node"] })).toEqual(["compiles"]);
  });
});
