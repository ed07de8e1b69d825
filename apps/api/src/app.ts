import { Hono } from "hono";
import { Problem, problemFromDatabase, problems } from "./problem.ts";
import { routes } from "./routes.ts";
import { serve, type Platform } from "./serve.ts";

/** The whole API over one platform. Errors become problem+json here and nowhere else. */
export function createApp(platform: Platform): Hono {
  const app = new Hono();
  app.use("*", async (c, next) => {
    await next();
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "same-origin");
    c.header("Cross-Origin-Opener-Policy", "same-origin");
    c.header("Cross-Origin-Resource-Policy", "same-origin");
    c.header("Cache-Control", "no-store");
    c.header(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
  });
  for (const route of routes) serve(app, platform, route);
  app.notFound((c) => answerProblem(problems.noRoute(), c.req.path));
  app.onError((error, c) => {
    const problem = error instanceof Problem ? error : problemFromDatabase(error);
    if (problem !== null) return answerProblem(problem, c.req.path);
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), path: c.req.path, error: String(error instanceof Error ? error.stack : error) })}\n`);
    return answerProblem(new Problem(500, "fault", "系统内部错误,已记录;请稍后重试", "An internal fault, recorded; please try again later"), c.req.path);
  });
  return app;
}

function answerProblem(problem: Problem, path: string): Response {
  const headers: Record<string, string> = { "Content-Type": "application/problem+json" };
  const wait = problem.details["retryAfter"] ?? (problem.status === 503 || problem.code === "idempotency_key_busy" ? 2 : undefined);
  if (wait !== undefined) headers["Retry-After"] = String(wait);
  const body = { type: "about:blank", status: problem.status, code: problem.code, title: problem.en, zh: problem.zh, en: problem.en, instance: path, ...problem.details };
  return new Response(JSON.stringify(body), { status: problem.status, headers });
}
