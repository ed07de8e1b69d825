import { join } from "node:path";
import { openDb } from "@duibiao/db";
import type { Settings } from "./env.ts";
import { channelsOf } from "./notices/channels.ts";
import type { Platform } from "./serve.ts";

/** Where signed heads of the audit chain are kept outside the database. */
export const headsFileIn = (dataDir: string) => join(dataDir, "audit-heads.jsonl");

/** The platform that the settings describe, with pools of its own: so many connections, and two at the door. */
export function openPlatform(
  settings: Settings,
  keys: Platform["keys"],
  { connections, name }: { connections: number; name: string },
): Platform {
  const { secureCookies, trustedProxies, virusScanner, oidc, secondFactor } = settings;
  return {
    db: openDb(settings.databaseUrl, connections, name),
    door: openDb(settings.databaseUrl, 2, `${name}-door`),
    keys,
    secureCookies,
    trustedProxies,
    headsFile: headsFileIn(settings.dataDir),
    channels: channelsOf(settings.notices),
    ...(virusScanner === null ? {} : { virusScanner }),
    ...(oidc === null ? {} : { oidc }),
    ...(secondFactor === "required" ? { secondFactor } : {}),
  };
}
