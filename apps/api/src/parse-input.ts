import type { Context } from "hono";
import type { z } from "zod";
import type { Input, Operation } from "@duibiao/contract";
import { problems } from "./problem.ts";
import { shapeWords } from "./shape.ts";

/** Parameters, query and body as the operation declares them. @throws bad_request naming every place. */
export function parseInput<O extends Operation>(c: Context, operation: O, bytes: Uint8Array): Input<O> {
  const issues: { path: string; zh: string; en: string }[] = [];
  const parse = (schema: z.ZodType, value: unknown, where: string): unknown => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const path = [where, ...issue.path.map(String)].join(".");
      issues.push({ path, ...shapeWords(issue) });
    }
    return undefined;
  };
  const params = parse(operation.params, c.req.param(), "path");
  const query = parse(operation.query, c.req.query(), "query");
  let body: unknown;
  if (operation.body !== undefined) {
    if (operation.bodyType === "application/json") body = parse(operation.body, parseJson(bytes), "body");
    else if (operation.bodyType === "text/csv") body = parse(operation.body, decodeText(bytes), "body");
    else body = bytes;
  }
  if (issues.length > 0) throw problems.badRequest(issues);
  return { params, query, body } as Input<O>;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeText(bytes));
  } catch {
    throw problems.notJson();
  }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw problems.badRequest([
      { path: "body", zh: "不是 UTF-8 编码，请另存为 UTF-8 后重试", en: "not UTF-8; save it as UTF-8 and try again" },
    ]);
  }
}
