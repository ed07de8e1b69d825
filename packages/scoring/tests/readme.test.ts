import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as scoring from "../src/index.ts";

const here = new URL("../src/", import.meta.url);
const readme = readFileSync(new URL("../README.md", here), "utf8");
const index = readFileSync(new URL("index.ts", here), "utf8");
/** Values and types: `export { a, type B as C }` and `export type { D }`. */
const exported = [...index.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, names]) =>
  names!
    .split(",")
    .map((own) =>
      own
        .replace(/^\s*type /, "")
        .split(" as ")
        .at(-1)!
        .trim(),
    )
    .filter((own) => own !== ""),
);
const blocks = [...readme.matchAll(/```ts\n([^`]*)```/g)].map(([, code]) => code!);

/** Numbers to as many digits as are printed; "…" cuts them. */
function same(found: unknown, printed: string): void {
  const expected: unknown = JSON.parse(printed.replace("…", ""));
  const plain: unknown = JSON.parse(
    JSON.stringify(found, (_, own: unknown) => (ArrayBuffer.isView(own) ? [...(own as Float64Array)] : own)),
  );
  const near = (one: unknown, other: unknown): void => {
    if (typeof other === "number" && typeof one === "number")
      expect(Math.abs(one - other), printed).toBeLessThanOrEqual(
        printed.includes("…") || Array.isArray(expected) ? 1e-4 : 1e-12,
      );
    else if (Array.isArray(other)) {
      expect(one, printed).toHaveLength(other.length);
      other.forEach((own, at) => near((one as unknown[])[at], own));
    } else expect(one, printed).toEqual(other);
  };
  near(plain, expected);
}

describe("the README", () => {
  it("holds every export of the package", () => {
    expect(exported.length).toBeGreaterThan(150);
    expect(exported.filter((name) => !new RegExp(`\`${name}\``).test(readme))).toEqual([]);
  });

  it("names nothing as a function that is not exported", () => {
    const rooms = readme.slice(readme.indexOf("## Every public function"), readme.indexOf("## Explanation"));
    const named = [...rooms.matchAll(/^\| ((?:`\w+`(?:, )?)+) +\|/gm)].flatMap(([, cell]) => cell!.match(/\w+/g)!);
    expect(named.length).toBeGreaterThan(120);
    expect(named.filter((name) => !(name in scoring))).toEqual([]);
  });

  it("holds every method id and every code", () => {
    const sources = readdirSync(here, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => readFileSync(new URL(file.replaceAll("\\", "/"), here), "utf8"));
    const codes = sources.flatMap((text) =>
      [...text.matchAll(/(?:\b(?:error|refused|remark|say)\(\s*|\bcode: )"([a-z]+(?:_[a-z]+)+)"/g)].map(
        ([, code]) => code!,
      ),
    );
    expect(codes.length).toBeGreaterThan(50);
    // What a data step did to a cell is said in its record, in words.
    const told = /^(clipped|imputed|denominat|transformed)/;
    expect([...new Set(codes)].filter((code) => !told.test(code) && !readme.includes(`\`${code}\``))).toEqual([]);
    const ids = [...Object.values(scoring.methodIds), ...Object.keys(scoring.OBJECTIVE_WEIGHTS)];
    expect(ids.filter((id) => !readme.includes(`\`${id}\``))).toEqual([]);
  });

  it("shows examples that run and give what they say", () => {
    expect(blocks.length).toBeGreaterThan(4);
    const code = blocks
      .join("\n")
      .replace(/^import \{([^}]*)\} from "@duibiao\/scoring";$/gm, "const {$1} = scoring;")
      .replace(
        /^(const (\w+) = )?(.*); \/\/ = (.*)$/gm,
        (_, declares: string | undefined, name: string, value: string, printed: string) =>
          declares === undefined
            ? `same(${value}, ${JSON.stringify(printed)});`
            : `${declares}${value}; same(${name}, ${JSON.stringify(printed)});`,
      );
    expect(code.match(/same\(/g)!.length).toBeGreaterThan(20);
    // The code of the README itself, one block after another.
    new Function("scoring", "same", code)(scoring, same);
  });
});
