import { z } from "zod";
import type { Action, Operation } from "./operation.ts";

// oxlint-disable-next-line no-explicit-any -- a list of operations has as many input types as operations
export type AnyOperation = Operation<any, any, any, any>;
export type OpenApi = {
  openapi: "3.1.0";
  info: Record<string, unknown>;
  paths: Record<string, Record<string, Record<string, unknown>>>;
  [part: string]: unknown;
};

/** Every operation among the nouns that a module of the contract exports, ordered by noun and path. */
export function operationsOf(contract: Record<string, unknown>): AnyOperation[] {
  const found: AnyOperation[] = [];
  for (const noun of Object.values(contract)) {
    if (typeof noun !== "object" || noun === null) continue;
    for (const value of Object.values(noun)) if (isOperation(value)) found.push(value);
  }
  const order = (o: AnyOperation) => `${nounOf(o)} ${o.path} ${o.method}`;
  return found.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

const isOperation = (value: unknown): value is AnyOperation =>
  typeof value === "object" &&
  value !== null &&
  "method" in value &&
  "path" in value &&
  "action" in value &&
  "reach" in value;

/** The noun that an operation belongs to: its id up to the dot. */
export const nounOf = (operation: AnyOperation): string => operation.id.split(".")[0]!;

/**
 * The OpenAPI 3.1 document of the operations. Beside the standard: `x-action`, `x-reach` and `x-roles` say who may
 * call it and which rows it reaches.
 * @param rolesOf roles that may do an action, as the server's policy table says.
 */
export function openApi(operations: readonly AnyOperation[], rolesOf: (action: Action) => readonly string[]): OpenApi {
  const paths: OpenApi["paths"] = {};
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method] = describe(operation, rolesOf);
  return {
    openapi: "3.1.0",
    info: {
      title: "对标 Duibiao API",
      version: "1",
      description:
        "本平台为非涉密平台，严禁处理、传输国家秘密。\nThis platform is not for classified matters: processing or transmitting state secrets on it is forbidden.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ session: [] }, { token: [] }],
    tags: [...new Set(operations.map(nounOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: "__Host-duibiao",
          description: "`duibiao` on plain http / 明文 http 内网为 `duibiao`",
        },
        token: {
          type: "http",
          scheme: "bearer",
          description: "接口令牌，在「我的账号」制发 / an API token, made under My account",
        },
      },
      schemas: { Problem: problemSchema },
      responses: {
        Problem: {
          description: "出错：原因、位置和办法 / What is wrong, where, and what to do",
          content: {
            "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
          },
        },
      },
    },
  };
}

/** RFC 9457, with a stable code and the sentence in both languages; further fields depend on the code. */
const problemSchema = {
  type: "object",
  required: ["type", "status", "code", "title", "zh", "en", "instance", "requestId"],
  properties: {
    type: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    title: { type: "string" },
    zh: { type: "string" },
    en: { type: "string" },
    instance: { type: "string" },
    requestId: { type: "string" },
  },
};

function describe(operation: AnyOperation, rolesOf: (action: Action) => readonly string[]): Record<string, unknown> {
  const write = operation.method !== "get";
  return {
    operationId: operation.id,
    tags: [nounOf(operation)],
    summary: `${operation.summary.zh} / ${operation.summary.en}`,
    "x-summary": operation.summary,
    "x-action": operation.action,
    "x-reach": operation.reach,
    "x-roles": operation.reach === "public" ? [] : rolesOf(operation.action),
    ...(operation.reach === "public" ? { security: [] } : {}),
    parameters: [
      ...parameters(operation.params, "path"),
      ...parameters(operation.query, "query"),
      ...(write ? [siteHeader] : []),
      ...(operation.keyed ? [keyHeader] : []),
    ],
    ...(operation.body === undefined ? {} : { requestBody: requestBody(operation) }),
    responses: responses(operation, write),
  };
}

const siteHeader = {
  name: "X-Duibiao",
  in: "header",
  required: true,
  schema: { const: "1" },
  description: "防跨站请求 / guards against requests from other sites",
};
const keyHeader = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  schema: { type: "string", minLength: 16, maxLength: 100, pattern: "^[\\x21-\\x7e]{16,100}$" },
  description: "同一键只产生一条记录，重试得到同样的应答 / one key is one record; a retry gets the same answer",
};

function parameters(shape: z.ZodObject, where: "path" | "query") {
  const schema = jsonSchema(shape) as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || (schema.required ?? []).includes(name),
    schema: property,
  }));
}

function requestBody(operation: AnyOperation) {
  const schema = operation.bodyType === "application/json" ? jsonSchema(operation.body!) : {};
  return { required: true, content: { [operation.bodyType]: { schema } } };
}

function responses(operation: AnyOperation, write: boolean) {
  const schema = operation.responseType === "application/json" ? jsonSchema(operation.response) : {};
  const statuses = [400, 404, 429, 500, 503];
  if (operation.reach !== "public") statuses.push(401, 403);
  if (operation.id === "session.start") statuses.push(401);
  if (write) statuses.push(403, 409, 412, 413, 415, 422);
  return {
    200: { description: "成功 / done", content: { [operation.responseType]: { schema } } },
    ...Object.fromEntries(statuses.map((status) => [status, { $ref: "#/components/responses/Problem" }])),
    default: { $ref: "#/components/responses/Problem" },
  };
}

/** As it travels: what coercions and transforms accept, times as text. OpenAPI 3.1 speaks JSON Schema 2020-12. */
function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: "input",
    target: "draft-2020-12",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema: out }) => {
      if (zodSchema._zod.def.type === "date") Object.assign(out, { type: "string", format: "date-time" });
    },
  });
  return rest;
}
