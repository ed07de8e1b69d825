import { expect, test } from "vitest";
import { z } from "zod";
import * as contract from "./index.ts";
import { openApi, operationsOf } from "./openapi.ts";
import { operation } from "./operation.ts";

const operations = operationsOf(contract);
const document = openApi(operations, (action) => [`may ${action}`]);
// oxlint-disable-next-line no-explicit-any -- a JSON document
const at = (path: string, method: string) => document.paths[path]![method] as any;

test("every operation of every noun stands in the document with its names, action, reach and roles", () => {
  expect(operations.length).toBeGreaterThan(30);
  for (const o of operations) {
    const described = at(o.path, o.method);
    expect(described.operationId).toBe(o.id);
    expect(described["x-summary"]).toEqual(o.summary);
    expect(described["x-action"]).toBe(o.action);
    expect(described["x-reach"]).toBe(o.reach);
    expect(described["x-roles"]).toEqual(o.reach === "public" ? [] : [`may ${o.action}`]);
    expect(described.responses.default.$ref).toBe("#/components/responses/Problem");
  }
});

test("the key is asked for exactly where an operation is keyed, the site header with every write", () => {
  for (const o of operations) {
    const headers = at(o.path, o.method)
      .parameters.filter((p: { in: string }) => p.in === "header")
      .map((p: { name: string }) => p.name);
    expect(headers, o.id).toEqual([
      ...(o.method === "get" ? [] : ["X-Duibiao"]),
      ...(o.keyed ? ["Idempotency-Key"] : []),
    ]);
  }
});

test("every {parameter} of a path is declared and required", () => {
  for (const o of operations) {
    const named = [...o.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).toSorted();
    const declared = at(o.path, o.method)
      .parameters.filter((p: { in: string; required: boolean }) => p.in === "path" && p.required)
      .map((p: { name: string }) => p.name)
      .toSorted();
    expect(declared, o.id).toEqual(named);
  }
});

test("a schema is what travels: coerced numbers, optional and defaulted query keys, times as text, closed bodies", () => {
  const sample = operation({
    id: "sample.do",
    method: "post",
    path: "/samples/{id}",
    action: "session.use",
    reach: "self",
    summary: { zh: "样例", en: "Sample" },
    params: { id: z.coerce.number().int().positive() },
    query: { size: z.coerce.number().default(10), must: z.string() },
    body: z.strictObject({ a: z.string() }),
    response: z.object({ when: z.date() }),
  });
  const described = openApi([sample], () => []).paths["/samples/{id}"]!["post"] as any;
  const named = Object.fromEntries(described.parameters.map((p: { name: string }) => [p.name, p]));
  expect(named.id.schema.type).toBe("integer");
  expect(named.size.required).toBe(false);
  expect(named.must.required).toBe(true);
  expect(described.requestBody.content["application/json"].schema.additionalProperties).toBe(false);
  expect(described.responses[200].content["application/json"].schema.properties.when).toEqual({
    type: "string",
    format: "date-time",
  });
});

test("the document warns that the platform is not for classified matters", () => {
  expect(JSON.stringify(document.info)).toContain("本平台为非涉密平台，严禁处理、传输国家秘密");
});
