import type { Operation } from "@duibiao/contract";
import type { z } from "zod";
import { ApiProblem, noAnswer } from "./problem.ts";
import { queueFor } from "./queueing.ts";

// oxlint-disable-next-line no-explicit-any -- any operation of the contract
export type Any = Operation<any, any, any, any>;

/** What an operation is given: only the parts that it declares. */
export type Given<O extends Any> = Part<"params", z.input<O["params"]>> &
  Part<"query", z.input<O["query"]>> &
  (NonNullable<O["body"]> extends z.ZodUndefined ? {} : { body: z.input<NonNullable<O["body"]>> }) & {
    /** Of a keyed write: the same key is one record, so that a retry may carry it again. */
    key?: string;
    signal?: AbortSignal;
  };
/** An empty strict object is read as Record<string, never>: nothing to give. */
type Part<Name extends string, Value> = string extends keyof Value
  ? {}
  : Partial<Value> extends Value
    ? { [name in Name]?: Value }
    : { [name in Name]: Value };

/** What it answers, as it arrives: times are text. */
export type Answer<O extends Any> = Wire<z.output<O["response"]>>;
type Wire<Value> = Value extends Date
  ? string
  : Value extends Uint8Array
    ? Uint8Array
    : Value extends object
      ? { [name in keyof Value]: Wire<Value[name]> }
      : Exclude<Value, Date>;

type Loose = {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  key?: string;
  signal?: AbortSignal;
};

/** A key for one record: made once per wish of the person, kept over retries. */
export const newKey = (): string => {
  // Plain http on an intranet has no crypto.randomUUID.
  const words = crypto.getRandomValues(new Uint32Array(4));
  return [...words].map((word) => word.toString(16).padStart(8, "0")).join("");
};

/**
 * Calls an operation of the contract on this site's own server.
 * @throws ApiProblem with the server's sentence in both languages, or one that says that no answer came.
 */
export async function call<O extends Any>(operation: O, given: Given<O>): Promise<Answer<O>> {
  const response = await send(operation, given as Loose);
  if (operation.responseType === "application/json") return (await response.json()) as Answer<O>;
  if (operation.responseType === "application/octet-stream")
    return new Uint8Array(await response.arrayBuffer()) as Answer<O>;
  return (await response.text()) as Answer<O>;
}

/** What the server gave along with a moment, by the key of the wish, until it is answered: it shows when the wish first came. */
const proofs = new Map<string, string>();

/** Seconds for which a request queues by itself at most; then the person decides. */
const patience = 120;

/**
 * A server that has no room says when it will: it has read nothing of the request, so that whatever it was may be sent
 * again then.
 */
async function send(operation: Any, given: Loose): Promise<Response> {
  const key = given.key ?? (operation.keyed ? newKey() : undefined);
  let queued = proofs.get(key ?? "");
  for (let waited = 0; ;) {
    const response = await sendOnce(operation, given, key, queued);
    if (response.ok) {
      proofs.delete(key ?? "");
      return response;
    }
    const problem = await problemOf(response);
    if (problem.status === 503) {
      const proof = response.headers.get("X-Duibiao-Queued");
      if (proof !== null && key !== undefined) proofs.set(key, proof);
      queued = proof ?? "1";
    }
    const wait = problem.status === 503 ? problem.body["retryAfter"] : undefined;
    if (typeof wait !== "number" || waited + wait > patience) throw problem;
    waited += wait;
    await queueFor(wait, given.signal);
  }
}

async function sendOnce(
  operation: Any,
  { params, query, body, signal }: Loose,
  key: string | undefined,
  queued: string | undefined,
): Promise<Response> {
  const headers: Record<string, string> = { "X-Duibiao": "1" };
  if (queued !== undefined) headers["X-Duibiao-Queued"] = queued;
  if (operation.body !== undefined) headers["Content-Type"] = operation.bodyType;
  if (key !== undefined) headers["Idempotency-Key"] = key;
  const sent = operation.bodyType === "application/json" ? JSON.stringify(body) : (body as BodyInit);
  try {
    return await fetch(addressOf(operation, params, query), {
      method: operation.method.toUpperCase(),
      headers,
      credentials: "same-origin",
      ...(operation.body === undefined ? {} : { body: sent }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw noAnswer();
  }
}

/** The address of an operation with its parameters put in: also for links that download. */
export function addressOf(
  operation: Pick<Any, "path">,
  params: Record<string, unknown> = {},
  query: Record<string, unknown> = {},
): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const asked = search.toString();
  return `/api/v1${path}${asked === "" ? "" : `?${asked}`}`;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => null)) as Record<string, unknown> | null;
  if (body === null || typeof body["zh"] !== "string") return noAnswer(response.status);
  return new ApiProblem(response.status, body as ApiProblem["body"]);
}
