import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, type ReactNode } from "react";
import { isSignedOut } from "@duibiao/client";
import { Alert, Dialog, Page, useText } from "@duibiao/ui";
import { MustChangePage } from "./account.tsx";
import { MustSetUpPage } from "./second-factor.tsx";
import { Loaded } from "./problem-box.tsx";
import { keepAdministrators } from "./forgotten.tsx";
import { appsOf, sessionQuery, type App, type Session } from "./session.ts";
import { SignInForm, SignInPage } from "./sign-in.tsx";
import { SignOut } from "./sign-out.tsx";
import { reportSignedIn, useSignedOut } from "./signed-out.ts";

type Props = { app: App; title: string; children: ReactNode };

/**
 * Who may enter: nobody without a session. A session that ends while somebody works opens the sign-in over the page;
 * what was typed stays where it is.
 */
export function Gate({ app, title, children }: Props) {
  const client = useQueryClient();
  const session = useQuery(sessionQuery);
  const ended = useSignedOut();
  useSamePerson(session.data?.user.id);
  if (session.data === undefined && isSignedOut(session.error)) {
    const enter = (data: Session) => {
      client.setQueryData(sessionQuery.queryKey, data);
      reportSignedIn();
    };
    return <SignInPage title={title} onSignedIn={enter} />;
  }
  return (
    <Loaded of={session}>
      {(data) => {
        keepAdministrators(data.administrators);
        if (data.mustChange) return <MustChangePage />;
        if (data.secondFactor?.mustSetUp) return <MustSetUpPage />;
        if (!appsOf(data.posts).includes(app)) return <OtherApp session={data} />;
        return (
          <>
            {children}
            {ended ? <Ended session={data} /> : null}
          </>
        );
      }}
    </Loaded>
  );
}

/** Somebody else signed in from another window: their page begins anew, with nothing of this one. */
function useSamePerson(userId: number | undefined): void {
  const first = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (userId === undefined) return;
    if (first.current !== undefined && first.current !== userId) location.reload();
    first.current = userId;
  }, [userId]);
}

/** The sign-in over the page. Another person gets a page of their own: nothing of the first one's is shown or sent. */
function Ended({ session }: { session: Session }) {
  const t = useText();
  const client = useQueryClient();
  const enter = (data: Session) => {
    if (data.user.id !== session.user.id) return location.reload();
    client.setQueryData(sessionQuery.queryKey, data);
    reportSignedIn();
    void client.invalidateQueries();
  };
  return (
    <Dialog title={t("登录已失效，请重新登录", "Your session has ended, sign in again")}>
      <p>
        {t(
          "页面上填写的内容都还在；重新登录后自动继续保存。",
          "What you typed is still here; saving goes on after you sign in.",
        )}
      </p>
      <SignInForm username={session.user.username} onSignedIn={enter} />
    </Dialog>
  );
}

/** A person whose posts work elsewhere is sent there. */
function OtherApp({ session }: { session: Session }) {
  const t = useText();
  const [first] = appsOf(session.posts);
  if (first !== undefined) {
    location.replace(`/${first}/`);
    return null;
  }
  return (
    <main className="sign-in">
      <Page title={session.user.name}>
        <Alert
          title={t(
            "您现在没有任职：还未授予，或已结束、移交；任职由安全保密管理员授予，生效后重新打开本页即可",
            "You have no post now: none was granted yet, or it has ended or was handed over; a security administrator grants posts, then open this page again",
          )}
        />
        <p>
          <SignOut />
        </p>
      </Page>
    </main>
  );
}
