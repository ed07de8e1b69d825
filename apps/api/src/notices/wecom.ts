import { textOf, type Channel } from "./channels.ts";
import { speakTo } from "./outward.ts";

type Settings = { url: string; corp: string; agent: string; secret: string };
type Answer = { errcode?: number; access_token?: string; expires_in?: number; invaliduser?: string };

/** Codes by which the server says that a token is no longer good. */
const staleToken = new Set([40014, 42001]);

/**
 * 企业微信 应用消息, after its public description (gettoken, message/send with touser, agentid, text). Seen working only
 * against a server of our own that answers as described, never against the real one.
 */
export function wecomChannel({ url, corp, agent, secret }: Settings, allowPrivate: boolean): Channel {
  let token: { value: string; until: number } | null = null;
  const ask = async (path: string, query: Record<string, string>, body?: unknown): Promise<Answer> => {
    const address = `${url}${path}?${new URLSearchParams(query).toString()}`;
    const headers = { "Content-Type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const { status, text } = await speakTo({ url: address, headers, ...sent, allowPrivate });
    if (status !== 200) throw new Error(`http ${status}`);
    return JSON.parse(text) as Answer;
  };
  const freshToken = async (): Promise<string> => {
    if (token !== null && Date.now() < token.until) return token.value;
    const { errcode, access_token, expires_in } = await ask("/cgi-bin/gettoken", { corpid: corp, corpsecret: secret });
    if (access_token === undefined) throw new Error(`wecom ${errcode ?? "fault"}`);
    token = { value: access_token, until: Date.now() + ((expires_in ?? 7200) - 300) * 1000 };
    return access_token;
  };
  return {
    name: "wecom",
    async send(message) {
      const body = { touser: message.to, msgtype: "text", agentid: Number(agent), text: { content: textOf(message) } };
      const { errcode, invaliduser } = await ask("/cgi-bin/message/send", { access_token: await freshToken() }, body);
      if (errcode !== undefined && staleToken.has(errcode)) token = null;
      if (errcode !== 0) throw new Error(`wecom ${errcode ?? "fault"}`);
      if ((invaliduser ?? "") !== "") throw new Error("wecom: no such member");
    },
  };
}
