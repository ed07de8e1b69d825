/** What the channels for notices need; absent: the platform does not have that channel. Secrets stay in here and in memory. */
export type NoticeSettings = {
  /** Address of this platform as people open it, for links in messages; empty: messages carry no link. */
  publicUrl: string;
  /** Whether a channel may lead to an address inside the network, and without TLS. */
  allowPrivate: boolean;
  email: { url: string; from: string } | null;
  webhook: { url: string; secret: string } | null;
  wecom: { url: string; corp: string; agent: string; secret: string } | null;
  zwding: { url: string; key: string; secret: string; tenant: string } | null;
};

type Env = Record<string, string | undefined>;
type Fault = (name: string, zh: string, en: string) => void;

/** Reads the channels: each is there when all of its variables are, and a fault when only some are. */
export function readNoticeSettings(env: Env, fault: Fault): NoticeSettings {
  const allowPrivate = env.NOTICE_ALLOW_PRIVATE === "1";
  const all = <Name extends string>(
    prefix: string,
    names: readonly Name[],
    preset: Partial<Record<Name, string>> = {},
  ) => {
    const variable = (name: Name) => `NOTICE_${prefix}_${name.toUpperCase()}`;
    const given = names.filter((name) => (env[variable(name)] ?? "") !== "");
    if (given.length === 0) return null;
    for (const name of names)
      if (!given.includes(name) && preset[name] === undefined)
        fault(
          variable(name),
          `已设置 ${variable(given[0]!)}，此项也须设置`,
          `needed together with ${variable(given[0]!)}`,
        );
    return Object.fromEntries(names.map((name) => [name, env[variable(name)] || (preset[name] ?? "")])) as Record<
      Name,
      string
    >;
  };
  const mustBeUrl = (name: string, text: string | undefined, protocols: RegExp) => {
    if (text === undefined || text === "" || (URL.canParse(text) && protocols.test(new URL(text).protocol))) return;
    // Never the value: it may hold a password.
    fault(name, "网址或协议不可用", "is not a usable address, or not of an allowed protocol");
  };
  const web = allowPrivate ? /^https?:$/ : /^https:$/;
  const email = all("SMTP", ["url", "from"]);
  const webhook = all("WEBHOOK", ["url", "secret"]);
  const wecom = all("WECOM", ["corp", "agent", "secret", "url"], { url: "https://qyapi.weixin.qq.com" });
  const zwding = all("ZWDING", ["url", "key", "secret", "tenant"]);
  mustBeUrl("NOTICE_SMTP_URL", email?.url, /^smtps?:$/);
  mustBeUrl("NOTICE_WEBHOOK_URL", webhook?.url, web);
  mustBeUrl("NOTICE_WECOM_URL", wecom?.url, web);
  mustBeUrl("NOTICE_ZWDING_URL", zwding?.url, web);
  mustBeUrl("PUBLIC_URL", env.PUBLIC_URL, /^https?:$/);
  return { publicUrl: (env.PUBLIC_URL ?? "").replace(/\/+$/, ""), allowPrivate, email, webhook, wecom, zwding };
}
