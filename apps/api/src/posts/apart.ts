import type { Role } from "../policy.ts";

/** 三员: they run the platform and read no figures (GB/T 22239-2019 8.1.5.1 to 8.1.5.3). */
export const administrators: ReadonlySet<Role> = new Set(["system_admin", "security_admin", "audit_admin"]);

/** Roles of the person that keep the new one from being granted: two administrators in one, or administrator and business. */
export function inTheWay(held: readonly Role[], wanted: Role): Role[] {
  return held.filter((role) => role !== wanted && (administrators.has(role) || administrators.has(wanted)));
}
