import { createHash, generateKeyPairSync, randomUUID } from "node:crypto";
import pg from "pg";
import { migrate, openDb, type Db } from "@duibiao/db";
import { createTestDatabase } from "@duibiao/db/testing";
import { createApp } from "./app.ts";
import { tokenHash } from "./actor.ts";
import { receiptKeys } from "./keys.ts";
import type { Role } from "./policy.ts";
import type { Platform } from "./serve.ts";
import { settle } from "./worker.ts";

type Answer = { status: number; body: any; headers: Headers; text: string; bytes: Uint8Array };
export type Client = {
  get: (path: string) => Promise<Answer>;
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  put: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  csv: (path: string, text: string) => Promise<Answer>;
};

/** A platform over a database of its own, as the tests drive it: through the app, as named people. */
export type TestPlatform = {
  db: Db;
  workerDb: Db;
  /** Bypasses nothing but policies: the owner role, for arranging and for tampering. */
  owner: pg.Client;
  platform: Platform;
  app: ReturnType<typeof createApp>;
  urls: { ownerUrl: string; apiUrl: string; workerUrl: string; adminUrl: string };
  /** Makes a person with one post. Without a place: the whole platform. */
  person: (username: string, role: Role, place?: { region?: number; unit?: number }) => Promise<number>;
  as: (username: string) => Client;
  /** Runs the worker until nothing is dirty. */
  settle: () => Promise<number>;
  setNow: (iso: string | null) => void;
  close: () => Promise<void>;
};

const json = { "Content-Type": "application/json", "X-Duibiao": "1" };

export async function createTestPlatform(): Promise<TestPlatform> {
  const database = await createTestDatabase(migrate);
  const db = openDb(database.apiUrl, 10, "test-api");
  const workerDb = openDb(database.workerUrl, 6, "test-worker");
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  let now: Date | null = null;
  const platform: Platform = {
    db,
    door: db,
    keys: receiptKeys(generateKeyPairSync("ed25519").privateKey),
    secureCookies: false,
    trustedProxies: 0,
  };
  Object.defineProperty(platform, "now", { get: () => (now === null ? undefined : () => now) });
  const app = createApp(platform);
  const tokens = new Map<string, string>();

  const call = async (
    method: string,
    username: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const token = tokens.get(username);
    const key: Record<string, string> = method === "POST" ? { "Idempotency-Key": randomUUID() } : {};
    const raw = typeof body === "string" || body instanceof Uint8Array;
    const init: RequestInit = {
      method,
      headers: { ...json, ...key, ...(token === undefined ? {} : { Cookie: `duibiao=${token}` }), ...headers },
      ...(method === "GET" ? {} : { body: (raw ? body : JSON.stringify(body ?? {})) as string }),
    };
    const response = await app.request(`http://test/api/v1${path}`, init);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers, text, bytes };
  };

  return {
    db,
    workerDb,
    owner,
    platform,
    app,
    urls: database,
    async person(username, role, place = {}) {
      const { rows } = await owner.query(
        "insert into users (username, name, region_id) values ($1, $1, $2) on conflict (username) do update set name = excluded.name returning id",
        [username, place.region ?? 0],
      );
      const userId = rows[0].id as number;
      await owner.query("insert into posts (user_id, role, region_id, unit_id) values ($1, $2, $3, $4)", [
        userId,
        role,
        place.unit === undefined ? (place.region ?? null) : null,
        place.unit ?? null,
      ]);
      const token = createHash("sha256").update(`${username}${randomUUID()}`).digest("base64url");
      await owner.query(
        "insert into sessions (token_hash, user_id, created_at, last_seen_at, expires_at) values ($1, $2, 'epoch', '2999-01-01', '2999-01-02')",
        [tokenHash(token), userId],
      );
      tokens.set(username, token);
      return userId;
    },
    as: (username) => ({
      get: (path) => call("GET", username, path),
      post: (path, body, headers) => call("POST", username, path, body, headers),
      put: (path, body, headers) => call("PUT", username, path, body, headers),
      csv: (path, text) => call("POST", username, path, text, { "Content-Type": "text/csv" }),
    }),
    settle: () => settle(workerDb),
    setNow: (iso) => {
      now = iso === null ? null : new Date(iso);
    },
    async close() {
      await Promise.all([db.$client.end(), workerDb.$client.end(), owner.end()]);
      await database.drop();
    },
  };
}
