import { useSession, type Post } from "../session.ts";

/** 三员: they run the platform and read no figures. */
export const isAdministrator = ({ role }: Pick<Post, "role">) =>
  role === "system_admin" || role === "security_admin" || role === "audit_admin";

export const managesPeople = ({ role }: Pick<Post, "role">) => role === "system_admin" || role === "security_admin";

/** What the person may do with accounts and posts; the server decides all the same. */
export function usePeopleRights() {
  const { posts, user } = useSession();
  const is = (role: Post["role"]) => posts.some((post) => post.role === role);
  return {
    me: user.id,
    /** Accounts: opens, resets, disables. */
    accounts: is("system_admin"),
    /** Posts: grants and ends. */
    posts: is("security_admin"),
    any: posts.some(managesPeople),
  };
}
