import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as client from "openid-client";
import { problems } from "../problem.ts";
import type { Platform } from "../serve.ts";

export type Oidc = {
  /** What the sign-in page calls it. */
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Address of the platform as browsers know it. */
  publicUrl: string;
};

/** What a browser carries, sealed, while it is away at the service. */
export type Away = {
  state: string;
  nonce: string;
  verifier: string;
  /** The account to tie the identity to, and where to go back to; null: to sign in. */
  link: { user: number; app: string } | null;
  until: number;
};

const cookie = "duibiao-identity";
const path = "/api/v1/identities";
const awayMinutes = 10;

let known: { of: Oidc; config: Promise<client.Configuration> } | null = null;

/** The service as it describes itself, asked for once; a failure is asked for again. */
export function configuration(oidc: Oidc): Promise<client.Configuration> {
  if (known?.of !== oidc) {
    const issuer = new URL(oidc.issuer);
    // Plain http only where the issuer's own address says so: an intranet's, or a test's.
    const execute = issuer.protocol === "http:" ? [client.allowInsecureRequests] : [];
    const config = client.discovery(issuer, oidc.clientId, oidc.clientSecret, undefined, { execute, timeout: 5 });
    known = { of: oidc, config };
    config.catch(() => (known = null));
  }
  return known.config;
}

export const redirectOf = (oidc: Oidc) => `${oidc.publicUrl.replace(/\/$/, "")}${path}/back`;

export function oidcOf({ oidc }: Platform): Oidc {
  if (oidc === undefined) throw problems.noRoute();
  return oidc;
}

/** The address to send a browser to; what it must bring back goes along sealed in a cookie. */
export async function goAway(c: Context, platform: Platform, link: Away["link"], now: Date): Promise<string> {
  const oidc = oidcOf(platform);
  const config = await configuration(oidc).catch(() => {
    throw problems.identityUnreachable();
  });
  const away: Away = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    link,
    until: now.getTime() + awayMinutes * 60_000,
  };
  setCookie(c, cookie, platform.keys.seal(JSON.stringify(away)), {
    path,
    httpOnly: true,
    sameSite: "Lax",
    secure: platform.secureCookies,
    maxAge: awayMinutes * 60,
  });
  return client.buildAuthorizationUrl(config, {
    redirect_uri: redirectOf(oidc),
    scope: "openid",
    state: away.state,
    nonce: away.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(away.verifier),
    code_challenge_method: "S256",
  }).href;
}

/** What the browser left with; it counts once. Null: nothing, too old, or not ours. */
export function comeBack(c: Context, platform: Platform, now: Date): Away | null {
  const sealed = getCookie(c, cookie);
  deleteCookie(c, cookie, { path, secure: platform.secureCookies });
  if (sealed === undefined) return null;
  try {
    const away = JSON.parse(platform.keys.unseal(sealed)) as Away;
    return away.until > now.getTime() ? away : null;
  } catch {
    return null;
  }
}
