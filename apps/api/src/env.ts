import { resolve } from "node:path";
import { readNoticeSettings, type NoticeSettings } from "./env-notices.ts";
import type { Oidc } from "./identities/service.ts";

/** What the surroundings tell the server. */
export type Settings = {
  databaseUrl: string;
  ownerUrl: string;
  workerUrl: string;
  host: string;
  port: number;
  /** Folder for the signing key and the kept heads of the audit chain. */
  dataDir: string;
  secureCookies: boolean;
  /** How many proxies in front are believed when they name the client's address; 0 = the socket's address. */
  trustedProxies: number;
  /** What is put into an empty database for demonstration: 演示省 with its years, its places and accounts alone, or nothing. */
  demo: false | "places" | "whole";
  production: boolean;
  notices: NoticeSettings;
  /** Whether cities, the province and administrators must sign in with a second factor. */
  secondFactor: "required" | "offered";
  /** The office's own sign-in service (OpenID Connect); null: passwords only. */
  oidc: Oidc | null;
  /** clamd, which looks at every uploaded file before it is stored; null = nobody looks. */
  virusScanner: { host: string; port: number } | null;
};

type Env = Record<string, string | undefined>;

/**
 * Reads the environment; the only place that does.
 * @throws Error whose message is one sentence per variable that is missing or not usable, in Chinese and English.
 */
export function readSettings(env: Env = process.env): Settings {
  const faults: string[] = [];
  const fault = (name: string, zh: string, en: string) => faults.push(`${name}：${zh} / ${name}: ${en}`);
  const production = env.NODE_ENV === "production";

  const url = (name: string) => {
    const text = env[name] ?? "";
    const usable = URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
    if (text === "")
      fault(name, "未设置；单机试用请直接运行 npm start", "not set; to try it on one machine just run npm start");
    else if (!usable)
      fault(name, "应为 postgres://用户:密码@主机:端口/库名", "must be postgres://user:password@host:port/database");
    return text;
  };
  const number = (name: string, fallback: number, min: number, max: number) => {
    const text = env[name] || String(fallback);
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      fault(name, `「${text}」应为 ${min} 到 ${max} 的整数`, `"${text}" must be a whole number from ${min} to ${max}`);
    return value;
  };
  const flag = (name: string, fallback: boolean) => {
    const text = env[name] || (fallback ? "1" : "0");
    if (!/^[01]$/.test(text)) fault(name, `「${text}」应为 0 或 1`, `"${text}" must be 0 or 1`);
    return text === "1";
  };

  const demoOf = (text: string): Settings["demo"] => {
    if (!/^(0|1|places)$/.test(text))
      fault("DEMO", `「${text}」应为 0、1 或 places`, `"${text}" must be 0, 1 or places`);
    return text === "places" ? "places" : text === "1" && "whole";
  };

  const secondFactorOf = (text: string): Settings["secondFactor"] => {
    if (!/^(required|offered)$/.test(text))
      fault("SECOND_FACTOR", `「${text}」应为 required 或 offered`, `"${text}" must be required or offered`);
    return text === "required" ? "required" : "offered";
  };

  const oidcOf = (): Oidc | null => {
    if (!env.OIDC_ISSUER) return null;
    const address = (name: string) => {
      const text = env[name] ?? "";
      if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
        fault(name, "应为 http(s) 地址", "must be an http(s) address");
      return text;
    };
    const filled = (name: string) => {
      if (!env[name]) fault(name, "未设置；用了 OIDC_ISSUER 就须设置", "not set; OIDC_ISSUER needs it");
      return env[name] ?? "";
    };
    return {
      name: env.OIDC_NAME || "统一身份认证",
      issuer: address("OIDC_ISSUER"),
      clientId: filled("OIDC_CLIENT_ID"),
      clientSecret: filled("OIDC_CLIENT_SECRET"),
      publicUrl: address("PUBLIC_URL"),
    };
  };

  const scannerOf = (text: string): Settings["virusScanner"] => {
    if (text === "") return null;
    const found = /^(.+):(\d{1,5})$/.exec(text);
    if (found === null) fault("CLAMD", `「${text}」应为 主机:端口，如 127.0.0.1:3310`, `"${text}" must be host:port`);
    return found && { host: found[1]!, port: Number(found[2]) };
  };

  const settings = {
    databaseUrl: url("DATABASE_URL"),
    ownerUrl: url("DATABASE_OWNER_URL"),
    workerUrl: url("DATABASE_WORKER_URL"),
    host: env.HOST || "127.0.0.1",
    port: number("PORT", 8080, 0, 65_535),
    dataDir: resolve(env.DUIBIAO_DATA || ".data"),
    secureCookies: flag("SECURE_COOKIES", false),
    trustedProxies: number("TRUSTED_PROXIES", 0, 0, 9),
    demo: demoOf(env.DEMO || (production ? "0" : "1")),
    production,
    notices: readNoticeSettings(env, fault),
    secondFactor: secondFactorOf(env.SECOND_FACTOR || "offered"),
    oidc: oidcOf(),
    virusScanner: scannerOf(env.CLAMD || ""),
  };
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return settings;
}
