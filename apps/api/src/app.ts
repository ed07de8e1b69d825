import { randomInt } from "node:crypto";
import * as contract from "@duibiao/contract";
import { openApi, operationsOf, type Action } from "@duibiao/contract";
import { Hono, type Context } from "hono";
import { compress } from "hono/compress";
import { admitted } from "./admission.ts";
import { docsPage, docsStyle } from "./docs-page.ts";
import { faultOf } from "./fault.ts";
import { policy } from "./policy.ts";
import { problemFromDatabase } from "./problem-from-database.ts";
import { Problem, problems } from "./problem.ts";
import { requestIdOf } from "./request.ts";
import { doors, routes } from "./routes.ts";
import { proofOfArrival } from "./sent-away.ts";
import { addressOf, serve, type Platform } from "./serve.ts";
import { printStyle } from "./submissions/print-style.ts";
import { mountReports, mountWeb } from "./web.ts";

/** The whole API over one platform. Errors become problem+json here and nowhere else. */
export function createApp(platform: Platform): Hono {
  const app = new Hono();
  app.use("*", async (c, next) => {
    await next();
    c.header("X-Request-Id", requestIdOf(c));
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "same-origin");
    c.header("Cross-Origin-Opener-Policy", "same-origin");
    c.header("Cross-Origin-Resource-Policy", "same-origin");
    c.header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    // The web pages bring their own.
    if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
    if (!c.res.headers.has("Content-Security-Policy"))
      c.header(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      );
    if (platform.secureCookies) c.header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  });
  // Tables of thousands of regions shrink to a tenth on the way; the cookie is in no body, so nothing leaks by length.
  app.use("/api/*", compress({ encoding: "gzip", threshold: 4096 }));
  const admit = admitted(platform.db.$client);
  for (const route of routes) {
    const { operation } = route;
    const [method, address] = [operation.method.toUpperCase(), addressOf(operation)];
    if (operation.heavy && platform.heavy !== undefined) app.on(method, address, platform.heavy);
    else {
      app.on(method, address, admit);
      serve(app, platform, route);
    }
  }
  for (const { operation, handle } of doors)
    app.on(operation.method.toUpperCase(), addressOf(operation), (c) => handle(c, platform));
  describe(app);
  mountReports(app);
  mountWeb(app);
  app.notFound((c) => answerProblem(c, otherMethod(c) ? problems.method() : problems.noRoute()));
  app.onError((error, c) => {
    const problem = error instanceof Problem ? error : problemFromDatabase(error);
    if (problem !== null) return answerProblem(c, problem, problem.status === 503 ? proofOfArrival(c, platform) : {});
    const line = {
      at: new Date().toISOString(),
      requestId: requestIdOf(c),
      method: c.req.method,
      path: c.req.path,
      ...faultOf(error),
    };
    process.stderr.write(`${JSON.stringify(line)}\n`);
    return answerProblem(c, problems.fault());
  });
  return app;
}

/** The interface, for machines and for people; public, as it names no one. */
function describe(app: Hono): void {
  const operations = operationsOf(contract);
  const document = JSON.stringify(openApi(operations, rolesOf));
  const page = docsPage(operations, (operation) => policy[operation.action]);
  app.get("/api/v1/openapi.json", (c) => c.body(document, 200, { "Content-Type": "application/json" }));
  app.get("/api/v1/docs", (c) => c.html(page));
  const css = { "Content-Type": "text/css; charset=utf-8" };
  app.get("/api/v1/docs.css", (c) => c.body(docsStyle, 200, css));
  app.get("/api/v1/print.css", (c) => c.body(printStyle(c.req.query("hash")), 200, css));
}

/** The policy table's grants as words: `leader@province,nation`, `system_admin@platform`, `clerk`. */
function rolesOf(action: Action): string[] {
  return policy[action].map(({ role, tiers, platform }) => {
    const where = platform ? "platform" : tiers?.join(",");
    return where === undefined ? role : `${role}@${where}`;
  });
}

const addresses = operationsOf(contract).map(
  ({ path }) => new RegExp(`^/api/v1${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
);
const otherMethod = (c: Context) => addresses.some((address) => address.test(c.req.path));

function answerProblem(c: Context, problem: Problem, more: Record<string, string> = {}): Response {
  const requestId = requestIdOf(c);
  const headers: Record<string, string> = {
    "Content-Type": "application/problem+json",
    "X-Request-Id": requestId,
    ...more,
  };
  const wait =
    problem.details["retryAfter"] ??
    // Not all at the same moment again.
    (problem.status === 503 || problem.code === "idempotency_key_busy" ? randomInt(2, 7) : undefined);
  if (wait !== undefined) headers["Retry-After"] = String(wait);
  const body = JSON.stringify({
    type: "about:blank",
    status: problem.status,
    code: problem.code,
    title: problem.en,
    zh: problem.zh,
    en: problem.en,
    instance: c.req.path,
    requestId,
    ...problem.details,
  });
  // By which the packer leaves short answers alone: many of them say that the platform is busy.
  headers["Content-Length"] = String(Buffer.byteLength(body));
  return new Response(body, { status: problem.status, headers });
}
