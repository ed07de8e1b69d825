import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Context, Hono } from "hono";

/** Pages run only what this server serves. What a browser finds against it is reported; see `mountReports`. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "report-uri /api/v1/csp-reports",
].join("; ");

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

type Bytes = Uint8Array<ArrayBuffer>;
/** `packed`: of text, made when a browser first asks for it; a start need not wait for what nobody opens. */
type File = { body: Bytes; packed: (() => Bytes) | null; type: string; tag: string };

const repository = fileURLToPath(new URL("../../..", import.meta.url));
/** Where each site is built to, by its place on this server. */
const sites: Record<string, string> = {
  county: "apps/county/dist",
  city: "apps/city/dist",
  province: "apps/province/dist",
  help: "docs/handbook",
};

/**
 * Serves the three web apps and the handbooks from memory: a few megabytes, read once. Addresses inside an app are the
 * app's own: they all get its page. Assets carry their hash in the name and never change.
 */
export function mountWeb(app: Hono, root: string = repository): void {
  for (const [site, folder] of Object.entries(sites)) {
    const files = readSite(join(root, folder));
    app.get(`/${site}`, (c) => c.redirect(`/${site}/`, 301));
    app.get(`/${site}/*`, (c) => {
      const path = c.req.path.slice(site.length + 2);
      const file = files.get(path);
      if (file !== undefined) return send(c, file, path.startsWith("assets/"));
      const page = extname(path) === "" && site !== "help" ? files.get("index.html") : undefined;
      return page === undefined ? c.notFound() : send(c, page, false);
    });
  }
  app.get("/", (c) => c.redirect("/county/", 302));
}

function readSite(root: string): Map<string, File> {
  const files = new Map<string, File>();
  if (!existsSync(root)) return files;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const body = new Uint8Array(readFileSync(path));
    const text = /^(text|image\/svg)/.test(type);
    files.set(path.slice(root.length + 1).replaceAll("\\", "/"), {
      body,
      packed: text ? once(() => new Uint8Array(gzipSync(body))) : null,
      type,
      tag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
    });
  }
  return files;
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

function send(c: Context, { body, packed, type, tag }: File, forever: boolean): Response {
  c.header("Content-Security-Policy", pagePolicy);
  c.header("Cache-Control", forever ? "public, max-age=31536000, immutable" : "no-cache");
  c.header("ETag", tag);
  c.header("Vary", "Accept-Encoding");
  if (c.req.header("If-None-Match") === tag) return c.body(null, 304);
  c.header("Content-Type", type);
  if (packed === null || !/\bgzip\b/.test(c.req.header("Accept-Encoding") ?? "")) return c.body(body);
  c.header("Content-Encoding", "gzip");
  return c.body(packed());
}

const reportsAMinute = 20;
const longestReport = 8 << 10;

/** Takes a browser's report that a page tried something the policy forbids: one line in the log, a few a minute. */
export function mountReports(app: Hono): void {
  let [minute, taken] = [0, 0];
  app.post("/api/v1/csp-reports", async (c) => {
    const now = Math.floor(Date.now() / 60_000);
    if (now !== minute) [minute, taken] = [now, 0];
    const declared = Number(c.req.header("Content-Length") ?? Number.NaN);
    if (++taken > reportsAMinute || !(declared <= longestReport)) return c.body(null, 204);
    const report = await c.req.text();
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), cspReport: report.slice(0, 2000) })}\n`);
    return c.body(null, 204);
  });
}
