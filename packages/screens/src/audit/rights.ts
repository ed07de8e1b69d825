import { useSession, type Post } from "../session.ts";

type Role = Pick<Post, "role">;

export const readsAudit = ({ role }: Role) => role === "auditor" || role === "audit_admin";
/** Who sees how the platform itself does. */
export const watchesPlatform = (post: Role) => readsAudit(post) || post.role === "system_admin";

/** What the person may see of the platform's own books; the server decides all the same. */
export function useAuditRights() {
  const { posts } = useSession();
  const is = (...roles: Post["role"][]) => posts.some(({ role }) => roles.includes(role));
  return {
    audit: posts.some(readsAudit),
    checks: posts.some(watchesPlatform),
    deliveries: is("system_admin", "audit_admin"),
    retry: is("system_admin"),
  };
}
