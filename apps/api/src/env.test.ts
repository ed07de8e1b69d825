import { expect, test } from "vitest";
import { readSettings } from "./env.ts";

const urls = {
  DATABASE_URL: "postgres://api:a@localhost/duibiao",
  DATABASE_OWNER_URL: "postgres://owner:b@localhost/duibiao",
  DATABASE_WORKER_URL: "postgresql://worker:c@localhost/duibiao",
};

test("what is not said has its default: this machine only, no proxy believed, demonstration on", () => {
  expect(readSettings(urls)).toMatchObject({
    host: "127.0.0.1",
    port: 8080,
    secureCookies: false,
    trustedProxies: 0,
    demo: "whole",
    production: false,
  });
});

test("in production the demonstration is off unless it is asked for", () => {
  expect(readSettings({ ...urls, NODE_ENV: "production" }).demo).toBe(false);
  expect(readSettings({ ...urls, NODE_ENV: "production", DEMO: "1" }).demo).toBe("whole");
  expect(readSettings({ ...urls, DEMO: "places" }).demo).toBe("places");
});

test("every value that cannot be used is named at once, in both languages", () => {
  const wrong = {
    ...urls,
    DATABASE_URL: "mysql://x/y",
    DATABASE_OWNER_URL: "",
    PORT: "80a",
    SECURE_COOKIES: "yes",
    TRUSTED_PROXIES: "-1",
  };
  const message = (() => {
    try {
      readSettings(wrong);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  })();
  const lines = message.split("\n");
  expect(lines.map((line) => line.split("：")[0])).toEqual(
    ["DATABASE_URL", "DATABASE_OWNER_URL", "PORT", "TRUSTED_PROXIES", "SECURE_COOKIES"].toSorted(
      (a, b) => order(lines, a) - order(lines, b),
    ),
  );
  expect(lines).toHaveLength(5);
  for (const line of lines) expect(line).toMatch(/[\u4e00-\u9fff].* \/ .*[a-z]/);
});

test("the second factor is offered unless it is required; the office's own sign-in service needs all that belongs to it", () => {
  expect(readSettings(urls)).toMatchObject({ secondFactor: "offered", oidc: null });
  expect(readSettings({ ...urls, SECOND_FACTOR: "required" }).secondFactor).toBe("required");
  expect(() => readSettings({ ...urls, SECOND_FACTOR: "yes" })).toThrow(/^SECOND_FACTOR：/);
  const oidc = {
    OIDC_ISSUER: "https://sso.example",
    OIDC_CLIENT_ID: "duibiao",
    OIDC_CLIENT_SECRET: "s",
    PUBLIC_URL: "https://duibiao.example",
  };
  expect(readSettings({ ...urls, ...oidc }).oidc).toEqual({
    name: "统一身份认证",
    issuer: "https://sso.example",
    clientId: "duibiao",
    clientSecret: "s",
    publicUrl: "https://duibiao.example",
  });
  for (const name of ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "PUBLIC_URL"])
    expect(() => readSettings({ ...urls, ...oidc, [name]: "" })).toThrow(new RegExp(`^${name}：`));
});

const order = (lines: string[], name: string) => lines.findIndex((line) => line.startsWith(`${name}：`));
