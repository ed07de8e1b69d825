import "./old-chromium.ts";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
  type AnyRoute,
  type RootRoute,
} from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { isPassing, isSignedOut } from "@duibiao/client";
import { Empty, ExportProvider, LanguageProvider, useText } from "@duibiao/ui";
import { AccountPage } from "./account.tsx";
import { auditPages } from "./audit/routes.ts";
import { bringBack } from "./durable.ts";
import { writersFor } from "./export.ts";
import { Frame, type Place } from "./frame.tsx";
import { Gate } from "./gate.tsx";
import { noticePages } from "./notices/routes.ts";
import { pageAt } from "./page-at.ts";
import { peoplePages } from "./people/routes.ts";
import { ProblemBox } from "./problem-box.tsx";
import { keptAnswers } from "./kept.ts";
import { Queueing } from "./queueing.tsx";
import { sessionQuery, useSession, type App, type Session } from "./session.ts";
import { reportSignedOut } from "./signed-out.ts";
import { watermarkOf } from "./watermark.tsx";

type Settings = {
  app: App;
  title: string;
  places: readonly Place[];
  /** Address of this role's handbook. */
  help: string;
  /** Operations whose answers are kept on this computer, so that the app goes on without network. */
  kept?: readonly string[];
  /** What has to be settled on this computer before the first page shows. */
  before?: () => Promise<void>;
  /** The app's own pages below the frame. */
  pages: (root: RootRoute) => AnyRoute[];
};

/** Starts an app: language, queries, the gate, the frame and its pages. */
export async function startApp({ app, title, places, help, kept, before, pages }: Settings): Promise<void> {
  const root = createRootRoute({
    component: () => <Frame app={app} places={places} help={help} />,
    notFoundComponent: NotFound,
    errorComponent: ({ error }) => <ProblemBox error={error} onRetry={() => location.reload()} />,
  });
  const account = createRoute({ getParentRoute: () => root, path: "/account", component: AccountPage });
  const shared = root as unknown as RootRoute;
  const tokens = pageAt(shared)("/tokens", () => import("./tokens/tokens-page.tsx"), "TokensPage");
  const router = createRouter({
    routeTree: root.addChildren([
      account,
      tokens,
      ...noticePages(pageAt(shared)),
      ...auditPages(pageAt(shared)),
      ...peoplePages(pageAt(shared)),
      ...pages(shared),
    ]),
    basepath: `/${app}`,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  });
  document.title = title;
  await bringBack();
  await before?.();
  createRoot(document.getElementById("app")!).render(
    <LanguageProvider>
      <QueryClientProvider client={queryClient(kept)}>
        <Queueing />
        <Gate app={app} title={title}>
          <Exports>
            <RouterProvider router={router} />
          </Exports>
        </Gate>
      </QueryClientProvider>
    </LanguageProvider>,
  );
}

/** Whatever leaves the screen as a file says who took it, and when. */
function Exports({ children }: { children: ReactNode }) {
  const { user } = useSession();
  const writers = useMemo(() => writersFor(() => watermarkOf(user, new Date())), [user]);
  return <ExportProvider writers={writers}>{children}</ExportProvider>;
}

function queryClient(kept: Settings["kept"]): QueryClient {
  const notice = (error: unknown, isSession = false) => {
    if (isSignedOut(error) && !isSession) reportSignedOut();
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) =>
        notice(error, query.queryKey[0] === sessionQuery.queryKey[0] && query.state.data === undefined),
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => notice(error, mutation.meta?.["signingIn"] === true),
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => isPassing(error) && count < 3,
        refetchOnWindowFocus: true,
        // The browser's own word for offline says little on an intranet: each request finds out, and tells.
        networkMode: "always",
        refetchOnReconnect: true,
        ...(kept && {
          persister: keptAnswers({
            operations: kept,
            session: { id: String(sessionQuery.queryKey[0]), key: sessionQuery.queryKey },
            userId: () => client.getQueryData<Session>(sessionQuery.queryKey)?.user.id,
          }),
        }),
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  return client;
}

function NotFound() {
  const t = useText();
  return <Empty>{t("没有这个页面，请从上方导航进入", "There is no such page; use the navigation above")}</Empty>;
}
