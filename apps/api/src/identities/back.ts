import { sql } from "drizzle-orm";
import type { Context } from "hono";
import * as client from "openid-client";
import { identities as contract } from "@duibiao/contract";
import { nobody, setScope, type Tx } from "@duibiao/db";
import { actorByToken } from "../actor.ts";
import { leaveAudit } from "../audit.ts";
import { clientSource, requestIdOf, sessionToken } from "../request.ts";
import { clockOf, type Platform } from "../serve.ts";
import { giveCookie } from "../session/cookie.ts";
import { openSession } from "../session/open-session.ts";
import { comeBack, configuration, oidcOf, redirectOf, type Away } from "./service.ts";

type Holder = { id: number; name: string; regionId: number | null; disabled: boolean };

/**
 * Back from the service. The browser is sent on to a page in every case: nobody reads a fault in JSON. What it brings
 * counts only with what this browser left with (state, nonce, PKCE), once.
 */
export async function backIdentity(c: Context, platform: Platform): Promise<Response> {
  const oidc = oidcOf(platform);
  const now = await platform.door.transaction((tx) => clockOf(platform, tx));
  const away = comeBack(c, platform, now);
  const subject = away === null ? null : await subjectOf(c, platform, away);
  if (away === null || subject === null) return c.redirect("/county/?identity=failed");
  const source = clientSource(c, platform.trustedProxies);
  const by = { requestId: requestIdOf(c), source, action: contract.backIdentity.id, role: "" };
  const outcome = await platform.door.transaction(async (tx) => {
    await setScope(tx, { ...nobody, purposes: ["session"] });
    const found = await holderOf(tx, oidc.issuer, subject);
    if (away.link !== null) {
      const { user, app } = away.link;
      if (!(await isHere(tx, c, platform, user))) return { to: `/${app}/account?identity=failed` };
      if (found !== undefined && found.id !== user) return { to: `/${app}/account?identity=taken` };
      await tx.execute(sql`
        insert into identities (issuer, subject, user_id, linked_at) values (${oidc.issuer}, ${subject}, ${user}, ${now.toISOString()}::timestamptz)
        on conflict do nothing`);
      await leaveAudit(
        tx,
        { ...by, userId: user },
        { object: `user/${user}`, regionId: null, detail: { identity: "tied" } },
        "done",
      );
      return { to: `/${app}/account?identity=tied` };
    }
    if (found === undefined || found.disabled) {
      const entry = { object: `user/${found?.id ?? 0}`, regionId: found?.regionId ?? null };
      const detail = { reason: found === undefined ? "identity of nobody" : "disabled" };
      await leaveAudit(tx, { ...by, userId: found?.id ?? null }, { ...entry, detail }, "refused");
      return { to: `/county/?identity=${found === undefined ? "unknown" : "failed"}` };
    }
    await tx.execute(sql`
      update identities set last_used_at = ${now.toISOString()}::timestamptz where issuer = ${oidc.issuer} and subject = ${subject}`);
    const token = await openSession(tx, c, found, { ...by, way: "identity", now });
    return { to: "/county/", token };
  });
  if (outcome.token !== undefined) giveCookie(c, platform, outcome.token);
  return c.redirect(outcome.to);
}

/**
 * Whether the account that is to be tied is still signed in here: whoever sits down at a shared computer after it, or
 * comes back after its sessions were ended by a reset, ties nothing to it. Leaves the doorkeeper's scope.
 */
async function isHere(tx: Tx, c: Context, platform: Platform, user: number): Promise<boolean> {
  const token = sessionToken(c);
  const actor = token === null ? null : await actorByToken(tx, token, "session.own", clockOf(platform, tx));
  await setScope(tx, { ...nobody, purposes: ["session"] });
  return actor?.userId === user;
}

/** Who the service says it is; null: it says so in no way that can be believed. */
async function subjectOf(c: Context, platform: Platform, away: Away): Promise<string | null> {
  const oidc = oidcOf(platform);
  // The address as the service knows it, whatever proxies in front made of it.
  const url = new URL(redirectOf(oidc));
  url.search = new URL(c.req.url).search;
  try {
    const tokens = await client.authorizationCodeGrant(await configuration(oidc), url, {
      pkceCodeVerifier: away.verifier,
      expectedState: away.state,
      expectedNonce: away.nonce,
      idTokenExpected: true,
    });
    return tokens.claims()?.sub ?? null;
  } catch {
    return null;
  }
}

async function holderOf(tx: Tx, issuer: string, subject: string): Promise<Holder | undefined> {
  const found = await tx.execute<Holder>(sql`
    select u.id, u.name, nullif(u.region_id, 0) as "regionId", u.disabled_at is not null as disabled
    from identities i join users u on u.id = i.user_id where i.issuer = ${issuer} and i.subject = ${subject}`);
  return found.rows[0];
}
