import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Alert, Page, useText } from "@duibiao/ui";
import { useAuditRights } from "./rights.ts";
import "./audit.css";

const places = [
  { to: "/audit", right: "audit", zh: "审计日志", en: "Audit log" },
  { to: "/audit/chain", right: "audit", zh: "审计链核验", en: "Audit chain" },
  { to: "/self-checks", right: "checks", zh: "夜间自检", en: "Nightly self-check" },
  { to: "/deliveries", right: "deliveries", zh: "站外发送", en: "Deliveries" },
] as const;

type Props = { of: (typeof places)[number]["right"]; title: ReactNode; actions?: ReactNode; children: ReactNode };

/** A page of the platform's own books: its neighbours, and a word to those who have no business here. */
export function AuditFrame({ of, title, actions, children }: Props) {
  const t = useText();
  const rights = useAuditRights();
  if (!rights[of])
    return (
      <Page title={title}>
        <Alert
          tone="warning"
          title={t(
            "本页供审计员、审计管理员和系统管理员查看；您没有这些岗位。",
            "This page is for auditors, audit administrators and system administrators; you are none of them.",
          )}
        />
      </Page>
    );
  return (
    <Page title={title} actions={actions}>
      <nav className="segments audit-tabs no-print" aria-label={t("审计", "Audit")}>
        {places
          .filter(({ right }) => rights[right])
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
