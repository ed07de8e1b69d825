import { useQuery } from "@tanstack/react-query";
import { api, call, isPassing, read, type Answer } from "@duibiao/client";
import { forgetCopies } from "./kept.ts";

export type Session = Answer<typeof api.session.readSession>;
export type Post = Session["posts"][number];
export type App = "county" | "city" | "province";

/** A sign-out that did not reach the server: the next page ends that session before it asks whose it is. */
const LEAVING = "duibiao.leaving";

async function finishLeaving(): Promise<void> {
  if (localStorage.getItem(LEAVING) === null) return;
  await call(api.session.endSession, { body: {} });
  localStorage.removeItem(LEAVING);
}

const asked = read(api.session.readSession, {});

export const sessionQuery = {
  ...asked,
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    await finishLeaving();
    return call(api.session.readSession, { signal });
  },
  retry: false,
  staleTime: 60_000,
};

/** Who is signed in; only below the frame, which waits for it. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (data === undefined) throw new Error("no session: this part stands outside the frame");
  return data;
}

/**
 * Where a post works, its main app first: units report in the county app, bureaus of counties and cities review in the
 * city app; the three administrators have theirs in the app of the tier.
 */
function worksIn({ role, tier }: Post): App[] {
  if (role === "clerk" || role === "head") return ["county"];
  if (role === "system_admin" || role === "security_admin" || role === "audit_admin")
    return tier === "county" ? ["county"] : tier === "city" ? ["city"] : ["province"];
  const reviews = role === "reviewer" || role === "leader";
  // A province reviews its own units and direct counties, and accepts consolidations.
  if (tier === "province" || tier === "nation" || (role === "auditor" && tier === null))
    return reviews ? ["province", "city"] : ["province"];
  return reviews || role === "analyst" || role === "auditor" ? ["city"] : [];
}

/** The apps of a person's posts; everybody's main apps come before those they only help in. */
export function appsOf(posts: readonly Post[]): App[] {
  const apps = posts.map(worksIn);
  return [...new Set([...apps.flatMap(([main]) => main ?? []), ...apps.flat()])];
}

/** `code`: the digits of the authenticator or a backup code, once the server asked for them. */
export const signIn = (username: string, password: string, code: string | null) =>
  finishLeaving().then(() =>
    call(api.session.startSession, { body: { username, password, ...(code === null ? {} : { code }) } }),
  );

/** Ends the session. Without network it ends here at once, and on the server as soon as that can be reached. */
export async function signOut(): Promise<void> {
  await forgetCopies();
  try {
    await call(api.session.endSession, { body: {} });
  } catch (error) {
    if (!isPassing(error)) throw error;
    localStorage.setItem(LEAVING, "1");
  }
  location.assign("/");
}
