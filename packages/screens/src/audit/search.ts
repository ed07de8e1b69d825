import { wanted } from "../address.ts";

/** What the address of the audit log remembers: what was searched for. */
export type AuditSearch = {
  object?: string | undefined;
  person?: string | undefined;
  action?: string | undefined;
  result?: "done" | "refused" | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

export const auditSearch = (given: Record<string, unknown>): AuditSearch => ({
  object: wanted.text(given["object"]),
  person: wanted.text(given["person"]),
  action: wanted.text(given["action"]),
  result: wanted.oneOf(given["result"], ["done", "refused"]),
  from: wanted.day(given["from"]),
  to: wanted.day(given["to"]),
});
