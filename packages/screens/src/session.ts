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

/** The post by which a person works in an app: units report in the county app, bureaus review in the city app. */
export const appsOf = (posts: readonly Post[]): App[] => {
  const works = (app: App) =>
    posts.some(({ role, tier }) => {
      if (role === "clerk" || role === "head") return app === "county";
      if (tier === "province" || tier === "nation") return app === "province";
      return app === "city" && (role === "reviewer" || role === "leader" || role === "analyst" || role === "auditor");
    });
  return (["county", "city", "province"] as const).filter(works);
};

export const signIn = (username: string, password: string) =>
  call(api.session.startSession, { body: { username, password } });

export async function signOut(): Promise<void> {
  await call(api.session.endSession, { body: {} });
  location.assign("/");
}
