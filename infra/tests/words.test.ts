import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAst } from "vitest/node";
import { repository, writtenFiles } from "./repository.ts";

/** What people read: the texts of programs that ship, without the tests and their stand-ins. */
const sources = ["apps", "packages", "scripts", "infra", "examples"]
  .flatMap(writtenFiles)
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
  .filter((path) => !/\.test\.tsx?$|\/tests\/|\/(testing|fixture)[^/]*$/.test(path));

type Node = { type: string; start: number; end: number; [field: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** Texts of a program as they stand between its quotes and tags; a template's gaps stay out, comments and patterns are none. */
function textsOf(node: Node, code: string): string[] {
  if (node.type === "Literal") return typeof node["value"] === "string" ? [node["value"]] : [];
  if (node.type === "JSXText") return [code.slice(node.start, node.end)];
  if (node.type === "TemplateElement") return [(node["value"] as { raw: string }).raw];
  return Object.values(node)
    .flat()
    .filter(isNode)
    .flatMap((child) => textsOf(child, code));
}

const CHINESE = /\p{Script=Han}/u;

/** 「写操作须带请求头,」 and 「(演示)」: a half-width mark right after or before a Chinese character. */
const HALF_WIDTH = /[\p{Script=Han}」》”）㎡][,;:!?()]|[,;:!?(][\p{Script=Han}「《“（]/u;

/** Texts that are no Chinese sentences, by a part of them. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  // Lines of CSV, as a program hands them to the import.
  "apps/api/src/demo/history.ts": [",演示数据"],
  "examples/story/tasks.ts": [",演示数据"],
  // The spelling of an address.
  "apps/api/src/env.ts": ["postgres://用户:密码@主机:端口/库名", "主机:端口"],
  // A Chinese word in an English sentence.
  "packages/contract/src/consolidations.ts": ["Roll-ups on the period's tree"],
  "packages/contract/src/lines.ts": ["A region's totals by region"],
  // How a formula is written; a formula in words keeps the brackets of arithmetic.
  "packages/indicators/src/ast.ts": ["if(条件, 1, 0)"],
  "packages/indicators/src/parse.ts": ["“分类:成员”"],
  "packages/indicators/src/show.ts": ["(如果 "],
};

function faultsIn(path: string, code: string): string[] {
  // Most files have none even in their comments, and need no parser to say so.
  if (!HALF_WIDTH.test(code)) return [];
  return textsOf(parseAst(code, { lang: path.endsWith("x") ? "tsx" : "ts" }) as unknown as Node, code)
    .filter((text) => CHINESE.test(text) && HALF_WIDTH.test(text))
    .filter((text) => !KEPT[path]?.some((part) => text.includes(part)))
    .map((text) => `${path}: ${text.trim()}`);
}

test("the Chinese that people read has full-width punctuation", () => {
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.flatMap((path) => faultsIn(path, readFileSync(join(repository, path), "utf8")))).toEqual([]);
});

test("half-width punctuation in Chinese would be seen in a string, a template and a tag, and nowhere else", () => {
  const planted = `
    // 注释,不看
    const pattern: RegExp = /^第(.+)行,/;
    const said = ["内容有误,请修改", \`第 \${said} 行:不对\`, "份额之和应为 1,现为", "CSV, 1,000 rows; fine", '，不算'];
    const shown = <p title="好!">还不能报送(缺签署)</p>;`;
  expect(faultsIn("planted.tsx", planted)).toEqual([
    "planted.tsx: 内容有误,请修改",
    "planted.tsx: 行:不对",
    "planted.tsx: 份额之和应为 1,现为",
    "planted.tsx: 好!",
    "planted.tsx: 还不能报送(缺签署)",
  ]);
});
