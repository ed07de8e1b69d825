import { resolve } from "node:path";
import { readNoticeSettings, type NoticeSettings } from "./env-notices.ts";

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
};

type Env = Record<string, string | undefined>;

/**
 * Reads the environment; the only place that does.
 * @throws Error whose message is one sentence per variable that is missing or not usable, in Chinese and English.
 */
export function readSettings(env: Env = process.env): Settings {
  const faults: string[] = [];
  const fault = (name: string, zh: string, en: string) => faults.push(`${name}:${zh} / ${name}: ${en}`);
  const production = env.NODE_ENV === "production";

  const url = (name: string) => {
    const text = env[name] ?? "";
    const usable = URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
    if (text === "")
      fault(name, "未设置;单机试用请直接运行 npm start", "not set; to try it on one machine just run npm start");
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
  };
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return settings;
}
