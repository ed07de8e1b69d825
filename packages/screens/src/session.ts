import { useQuery } from "@tanstack/react-query";
import { api, call, read, type Answer } from "@duibiao/client";

export type Session = Answer<typeof api.session.readSession>;
export type Post = Session["posts"][number];
export type App = "county" | "city" | "province";

export const sessionQuery = { ...read(api.session.readSession, {}), retry: false, staleTime: 60_000 };

/** Who is signed in; only below the frame, which waits for it. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (data === undefined) throw new Error("no session: this part stands outside the frame");
  return data;
}

/** Where a post works, its main app first: units report in the county app, bureaus of counties and cities review in the city app. */
function worksIn({ role, tier }: Post): App[] {
  if (role === "clerk" || role === "head") return ["county"];
  const reviews = role === "reviewer" || role === "leader";
  // A province reviews its own units and direct counties, and accepts consolidations.
  if (tier === "province" || tier === "nation") return reviews ? ["province", "city"] : ["province"];
  return reviews || role === "analyst" || role === "auditor" ? ["city"] : [];
}

/** The apps of a person's posts; everybody's main apps come before those they only help in. */
export function appsOf(posts: readonly Post[]): App[] {
  const apps = posts.map(worksIn);
  return [...new Set([...apps.flatMap(([main]) => main ?? []), ...apps.flat()])];
}

export const signIn = (username: string, password: string) =>
  call(api.session.startSession, { body: { username, password } });

export async function signOut(): Promise<void> {
  await call(api.session.endSession, { body: {} });
  location.assign("/");
}
