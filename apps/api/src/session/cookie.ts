import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import type { Platform } from "../serve.ts";
import { cookieName } from "../request.ts";

/** 256 random bits; only their SHA-256 is stored. */
export const newToken = () => randomBytes(32).toString("base64url");

const attributes = (platform: Platform) =>
  ({ path: "/", httpOnly: true, sameSite: "Lax", secure: platform.secureCookies }) as const;

/** Without an age: the browser forgets it when it closes. */
export function giveCookie(c: Context, platform: Platform, token: string): void {
  setCookie(c, cookieName(platform.secureCookies), token, attributes(platform));
}

export function takeCookie(c: Context, platform: Platform): void {
  deleteCookie(c, cookieName(platform.secureCookies), attributes(platform));
}
