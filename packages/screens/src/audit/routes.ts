import type { pageAt } from "../page-at.ts";
import { auditSearch } from "./search.ts";

/** The platform's own books, for auditors and administrators: the same in every app. */
export const auditPages = (at: ReturnType<typeof pageAt>) => [
  at("/audit", () => import("./audit-page.tsx"), "AuditPage", auditSearch),
  at("/audit/chain", () => import("./chain-page.tsx"), "ChainPage"),
  at("/self-checks", () => import("./self-checks-page.tsx"), "SelfChecksPage"),
  at("/deliveries", () => import("./deliveries-page.tsx"), "DeliveriesPage"),
];
