import { sql } from "drizzle-orm";
import type { Context, Hono } from "hono";
import type { Action, Input, Operation, Output } from "@duibiao/contract";
import { setScope, nobody, type Db, type Tx } from "@duibiao/db";
import { actorByToken, tokenHash, type Actor, type SignedIn } from "./actor.ts";
import { leaveAudit, type AuditEntry } from "./audit.ts";
import { answerOf, fingerprint, idempotencyKey, storeAnswer } from "./idempotency.ts";
import type { Channel } from "./notices/channels.ts";
import { isEmptyList, mustBeKnown } from "./known.ts";
import { parseInput } from "./parse-input.ts";
import { can, grants, type Place } from "./policy.ts";
import type { Oidc } from "./identities/service.ts";
import type { receiptKeys } from "./keys.ts";
import { Problem, problems } from "./problem.ts";
import { bearerOf, clientSource, guardSite, readBody, requestIdOf, sessionToken } from "./request.ts";
import { mustSetUp } from "./second-factor/required.ts";
import { arrivalOf } from "./sent-away.ts";
import { touchSession } from "./session/touch.ts";
import { actorByBearer, touchBearer } from "./tokens/bearer.ts";
import { countRequest, countWrong } from "./tokens/throttle.ts";

/** What the server is made of. `now` is for tests; the database's clock is the platform's time. */
export type Platform = {
  db: Db;
  /** Connections kept for signing in, for marks of use and for readiness: they never wait behind those who are inside. */
  door: Db;
  /** Signs receipts (Ed25519); see keys.ts. */
  keys: ReturnType<typeof receiptKeys>;
  secureCookies: boolean;
  /** The office's own sign-in service; see identities/service.ts. */
  oidc?: Oidc;
  /** Whether cities, the province and administrators must sign in with a second factor; absent: it is everybody's choice. */
  secondFactor?: "required";
  trustedProxies: number;
  now?: () => Date;
  /** File outside the database where signed heads of the audit chain are kept; see audit/head.ts. */
  headsFile?: string;
  /** Ways outside the platform over which people are told; see notices/channels.ts. */
  channels?: readonly Channel[];
  /** clamd, which looks at every file before it is stored; see evidence/virus.ts. */
  virusScanner?: { host: string; port: number };
  /** Answers heavy operations beside this thread; absent: they are answered here. See heavy/thread.ts. */
  heavy?: (c: Context) => Promise<Response>;
  /** Only in a demonstration: what the sign-in page shows to everybody. */
  demo?: {
    password: string;
    accounts: { username: string; name: string; role: string; place: string; tier: string }[];
  };
};

/** What a verb is given besides its input. It opens nothing itself: `tx` is the one transaction. */
export type Ctx = {
  tx: Tx;
  platform: Platform;
  actor: Actor;
  now: Date;
  /** Of a request that was sent away as the platform was busy, and is here again: when it first came. */
  arrived?: Date;
  requestId: string;
  source: string;
  /** Refuses unless a post of the actor allows the action at the place. Every write calls it. */
  must: (action: Action, place: Place) => void;
  /** Leaves the audit row of this write. Every write calls it. */
  audit: (entry: AuditEntry) => Promise<void>;
};

export type Handler<O extends Operation> = (ctx: Ctx, input: Input<O>) => Promise<Output<O>>;
// oxlint-disable-next-line no-explicit-any -- a list of routes has as many input types as routes
export type Route = { operation: Operation<any, any, any, any>; handler: Handler<any> };

/** Ties an operation of the contract to the verb that does it. */
export function route<O extends Operation>(operation: O, handler: Handler<O>): Route {
  return { operation, handler };
}

/** An operation whose verb opens and closes its own transactions: signing in and out, passwords. */
export type Door = {
  operation: Operation<any, any, any, any>;
  handle: (c: Context, platform: Platform) => Promise<Response>;
};

export function door(operation: Door["operation"], handle: Door["handle"]): Door {
  return { operation, handle };
}

/** The address of an operation, parameters as Hono writes them. */
export const addressOf = (operation: { path: string }) => `/api/v1${operation.path.replaceAll(/\{(\w+)\}/g, ":$1")}`;

/** Mounts a route: who, may they, what exactly; then the verb, its audit row and its stored answer in one transaction. */
export function serve(app: Hono, platform: Platform, { operation, handler }: Route): void {
  app.on(operation.method.toUpperCase(), addressOf(operation), async (c) => {
    const requestId = requestIdOf(c);
    const write = operation.method !== "get";
    const credential = credentialOf(c, platform, write);
    const bytes = write ? await readBody(c, operation.bodyType, operation) : new Uint8Array();
    const source = clientSource(c, platform.trustedProxies);
    let actor: SignedIn | null = null;
    let at = new Date(0);
    try {
      const { response, stored } = await platform.db.transaction(async (tx) => {
        const clock = clockOf(platform, tx);
        actor = await credential.actor(tx, operation.action, clock);
        const now = await clock;
        at = now;
        if (actor === null) throw credential.absent();
        mustEnter(actor, operation, platform);
        const arrived = write ? arrivalOf(c, platform, now) : undefined;
        const base = { tx, platform, actor, now, requestId, source, ...(arrived === undefined ? {} : { arrived }) };
        return await answer(c, { operation, handler }, base, bytes);
      }, modeOf(operation));
      await stored;
      return response;
    } catch (error) {
      if (error instanceof Problem && error.status === 403 && actor !== null)
        await auditRefusal(platform, actor, operation, requestId, source, c.req.path);
      throw error;
    } finally {
      const seen = actor as SignedIn | null;
      if (seen !== null && !operation.unattended) await credential.touch(seen, at);
    }
  });
}

/** By what a request shows who it is: a person's session, or a program's token, which no other site can make a browser send. */
function credentialOf(c: Context, platform: Platform, write: boolean) {
  const source = clientSource(c, platform.trustedProxies);
  const bearer = bearerOf(c);
  if (bearer !== null) {
    countRequest(tokenHash(bearer));
    return {
      actor: async (tx: Tx, action: Action, clock: Promise<Date>) => {
        const actor = await actorByBearer(tx, bearer, action, clock);
        if (actor === null) countWrong(source);
        return actor;
      },
      touch: (seen: SignedIn, at: Date) => touchBearer(platform, seen, source, at),
      absent: problems.tokenVoid,
    };
  }
  if (write) guardSite(c, platform);
  const token = sessionToken(c);
  if (token === null) throw problems.signedOut();
  return {
    actor: (tx: Tx, action: Action, clock: Promise<Date>) => actorByToken(tx, token, action, clock),
    touch: (seen: SignedIn, at: Date) => touchSession(platform, seen, at),
    absent: problems.signedOut,
  };
}

/** Whether who is there may do this at all. What is one's own is a person's: no program does it. */
function mustEnter(actor: SignedIn, operation: Operation, platform: Platform): void {
  if (actor.mustChange && operation.action !== "session.own") throw problems.mustChange();
  if (operation.action !== "session.own" && mustSetUp(platform, actor)) throw problems.secondFactorMissing();
  const own = operation.reach === "self" && actor.token === null;
  if (!own && !actor.posts.some((post) => grants(post, operation.action)))
    throw (actor.token === null ? problems.forbidden : problems.tokenScope)(operation.action);
}

/** Figures and what is said of them (pending, stale, the revisions behind them) must be of one moment. */
function modeOf({ method, snapshot, reads }: Operation) {
  if (method === "get" || reads) return { accessMode: "read only", isolationLevel: "repeatable read" } as const;
  return snapshot ? ({ isolationLevel: "repeatable read" } as const) : {};
}

type Base = Omit<Ctx, "must" | "audit">;

/** `stored`: goes out together with the commit, which is none if this fails. Nothing is answered before both are done. */
type Answer = { response: Response; stored?: Promise<void> };

async function answer(c: Context, { operation, handler }: Route, base: Base, bytes: Uint8Array): Promise<Answer> {
  const { tx, actor } = base;
  const write = operation.method !== "get" && !operation.reads;
  // Needed where the operation says so, honored on every write that brings one and whose answer may be stored.
  const key =
    write && !operation.secret && (operation.keyed || c.req.header("Idempotency-Key") !== undefined)
      ? idempotencyKey(c)
      : null;
  const url = new URL(c.req.url);
  const print = key === null ? "" : fingerprint(operation.method, url.pathname + url.search, bytes);
  const places: Place[] = [];
  const must: Ctx["must"] = (action, place) => {
    const owner = { ...place };
    if (!can(actor.posts, action, owner, actor.within)) throw problems.forbidden(action);
    places.push(owner);
  };
  if (key !== null) {
    const stored = await answerOf(tx, actor.userId, operation.id, key, print);
    if (stored !== null) {
      for (const place of stored.places) must(operation.action, place);
      return { response: respond(c, operation, stored.status, stored.body) };
    }
  }
  let audited = false;
  const audit: Ctx["audit"] = async (entry) => {
    audited = true;
    await leaveAudit(tx, auditBy(base, operation.id), byProgram(actor, entry), "done");
  };
  const input = parseInput(c, operation, bytes);
  const output = await handler({ ...base, must, audit }, input);
  if (isEmptyList(output)) await mustBeKnown(base, input.query);
  // What reaches only the asker's own (a session, a receipt in hand) has no place to check.
  const checked = places.length > 0 || operation.reach === "self";
  if ((write && !audited) || (operation.method !== "get" && !checked))
    throw new Error(`${operation.id} wrote without a scope check or an audit row`);
  const body =
    operation.responseType === "application/json"
      ? Buffer.from(JSON.stringify(output))
      : Buffer.from(output as string | Uint8Array);
  const response = respond(c, operation, 200, body);
  if (key === null) return { response };
  const stored = storeAnswer(tx, actor.userId, operation.id, key, print, { status: 200, body, places });
  stored.catch(() => {});
  return { response, stored };
}

function respond(c: Context, operation: Operation, status: number, body: Uint8Array): Response {
  const type =
    operation.responseType === "application/json" ? "application/json" : `${operation.responseType}; charset=utf-8`;
  // A file is kept, never shown: it may hold what somebody else wrote.
  const file = operation.responseType === "application/octet-stream";
  return c.body(body as Uint8Array<ArrayBuffer>, status as 200, {
    "Content-Type": file ? operation.responseType : type,
    // By which the packer leaves short answers alone.
    "Content-Length": String(body.byteLength),
    ...(file ? { "Content-Disposition": "attachment" } : {}),
    ...(operation.immutable ? { "Cache-Control": "private, max-age=31536000, immutable" } : {}),
  });
}

/** The platform's time: the database's, or a test's. */
export const clockOf = async (platform: Platform, tx: Tx): Promise<Date> => platform.now?.() ?? (await databaseNow(tx));

/** The time of the database, to which deadlines are judged. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const row = await tx.execute<{ now: string }>(
    sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
  );
  return new Date(row.rows[0]!.now);
}

const auditBy = (base: Base, action: string) => ({
  requestId: base.requestId,
  userId: base.actor.userId,
  role: [...new Set(base.actor.posts.map((p) => p.role))].join(","),
  source: base.source,
  action,
});

/** Who answers is the owner, under whose name the row stands; which program it was stands in its detail. */
const byProgram = ({ token }: Actor, entry: AuditEntry): AuditEntry =>
  token === null ? entry : { ...entry, detail: { ...entry.detail, token } };

async function auditRefusal(
  platform: Platform,
  actor: Actor,
  operation: Operation,
  requestId: string,
  source: string,
  path: string,
): Promise<void> {
  await platform.db.transaction(async (tx) => {
    await setScope(tx, { ...nobody, userId: actor.userId, purposes: ["session"] });
    const role = [...new Set(actor.posts.map((p) => p.role))].join(",");
    // Under the person's own region, so that no other region's auditor reads of it.
    const home = await tx.execute<{ region: number | null }>(
      sql`select region_id as region from users where id = ${actor.userId}`,
    );
    const object = objectAt(operation, path);
    const detail = object === path ? {} : { address: path };
    const entry = { object, regionId: home.rows[0]?.region ?? null, detail };
    const by = { requestId, userId: actor.userId, role, source, action: operation.id };
    await leaveAudit(tx, by, byProgram(actor, entry), "refused");
  });
}

/** What an address is about, as audit rows name it: of `/submissions/7/sign`, `submission/7`; else the address itself. */
function objectAt({ path: pattern }: Operation, path: string): string {
  const [, nouns, first] = pattern.split("/");
  const id = path.slice("/api/v1/".length).split("/")[1] ?? "";
  if (first !== "{id}" || !/^\d+$/.test(id)) return path;
  const isMatter = nouns === "corrections" || nouns === "objections";
  return `${isMatter ? "matter" : nouns!.replace(/ies$/, "y").replace(/s$/, "")}/${id}`;
}
