import type { Context } from "hono";
import { demo as contract } from "@duibiao/contract";
import { door, type Platform } from "../serve.ts";

/** What the sign-in page shows; nothing at all outside a demonstration. */
async function readDemo(c: Context, { demo }: Platform): Promise<Response> {
  return c.json({ demo: demo !== undefined, password: demo?.password ?? null, accounts: demo?.accounts ?? [] });
}

export const doors = [door(contract.readDemo, readDemo)];
