import type { ReactNode } from "react";
import { showMoment, useLanguage, useText } from "@duibiao/ui";
import { browserOf } from "./browser-of.ts";

type Shown = { createdAt: string; lastSeenAt: string; source: string; agent: string };

/** Where somebody is signed in: since when, from where, by which browser. */
export function SessionTable<Session extends Shown>(props: {
  sessions: readonly Session[];
  /** What stands at the end of a row: 本次登录, or how to end it. */
  last?: (session: Session) => ReactNode;
}) {
  const t = useText();
  const { language } = useLanguage();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("登录时间", "Since")}</th>
          <th>{t("最近活动", "Last seen")}</th>
          <th>{t("来源地址", "Address")}</th>
          <th>{t("浏览器", "Browser")}</th>
          {props.last ? <th /> : null}
        </tr>
      </thead>
      <tbody>
        {props.sessions.map((session) => (
          <tr key={`${session.createdAt} ${session.source}`}>
            <td>{showMoment(session.createdAt, language)}</td>
            <td>{showMoment(session.lastSeenAt, language)}</td>
            <td>{session.source}</td>
            <td>{browserOf(session.agent) ?? t("不详", "unknown")}</td>
            {props.last ? <td>{props.last(session)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
