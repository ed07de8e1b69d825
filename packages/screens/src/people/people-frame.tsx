import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Alert, Page, useText } from "@duibiao/ui";
import { usePeopleRights } from "./rights.ts";
import "./people.css";

const places = [
  { to: "/people", zh: "账号", en: "Accounts" },
  { to: "/people/proposals", zh: "任职提名", en: "Proposed posts" },
  { to: "/people/open", zh: "批量开户", en: "Open many" },
  { to: "/people/roles", zh: "岗位权限", en: "What roles may do" },
] as const;

type Props = { title: ReactNode; crumbs?: readonly ReactNode[]; actions?: ReactNode; children: ReactNode };

/** A page of accounts and posts: its neighbours, and a word to those who have no business here. */
export function PeopleFrame({ title, crumbs, actions, children }: Props) {
  const t = useText();
  const rights = usePeopleRights();
  if (!rights.any)
    return (
      <Page title={title}>
        <Alert
          tone="warning"
          title={t(
            "账号由系统管理员开设，任职由安全保密管理员授予；您没有这两个岗位。",
            "Accounts are opened by system administrators, posts granted by security administrators; you are neither.",
          )}
        />
      </Page>
    );
  return (
    <Page title={title} crumbs={crumbs} actions={actions}>
      <nav className="segments people-tabs no-print" aria-label={t("人员管理", "People")}>
        {places
          .filter(({ to }) => rights.accounts || to !== "/people/open")
          .map(({ to, zh, en }) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: true, includeSearch: false }}
              activeProps={{ "aria-current": "page" }}
            >
              {t(zh, en)}
            </Link>
          ))}
      </nav>
      {children}
    </Page>
  );
}
