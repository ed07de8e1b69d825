import { Link, Navigate, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { useLanguage, useText } from "@duibiao/ui";
import { Away } from "./away.tsx";
import { readsAudit, watchesPlatform } from "./audit/rights.ts";
import { EndingPosts, OldPassword } from "./ending-posts.tsx";
import { Bell } from "./notices/bell.tsx";
import { PaperOutbox } from "./papers/outbox.ts";
import { isAdministrator, managesPeople } from "./people/rights.ts";
import { appsOf, useSession, type App, type Post } from "./session.ts";
import { SignOut } from "./sign-out.tsx";
import { Watermark } from "./watermark.tsx";

/**
 * A place in the navigation: its path below the app, its name, and further paths whose pages belong to it; `for`: shown to
 * who holds one of these posts only.
 */
export type Place = { to: string; zh: string; en: string; parts?: readonly string[]; for?: readonly Post["role"][] };

const names: Record<App, { zh: string; en: string }> = {
  county: { zh: "填报", en: "Reporting" },
  city: { zh: "审核汇总", en: "Review" },
  province: { zh: "评估对标", en: "Benchmarking" },
};

type Props = { app: App; places: readonly Place[]; help: string };

/** What stands around every page: the notice of the platform, where one can go, who one is. */
export function Frame({ app, places, help }: Props) {
  const t = useText();
  const main = useFocusOnPage();
  const { posts } = useSession();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const shown = [...placesOf(posts, places), ...booksOf(posts)];
  return (
    <>
      <a className="skip" href="#main">
        {t("跳到正文", "Skip to content")}
      </a>
      <header className="frame-top">
        <p className="notice">
          {t(
            "本平台为非涉密平台，严禁处理、传输国家秘密",
            "Not for classified matters: state secrets must not be processed or transmitted here",
          )}
        </p>
        <Insecure />
        <Away />
        <PaperOutbox />
        <EndingPosts />
        <OldPassword />
        <div className="frame-head no-print">
          <strong className="brand">
            {t("对标", "Duibiao")} <span className="quiet">{t(names[app])}</span>
          </strong>
          <nav aria-label={t("主导航", "Main")} className="row">
            {shown.map(({ to, zh, en, parts = [] }) => (
              <Link
                key={to}
                to={to}
                activeOptions={{ exact: to === "/", includeSearch: false }}
                activeProps={{ "aria-current": "page" }}
                aria-current={parts.some((part) => `${path}/`.startsWith(`${part}/`)) ? "page" : undefined}
              >
                {t(zh, en)}
              </Link>
            ))}
          </nav>
          <span className="grow" />
          <Bell />
          <a
            href={onlyAdministers(posts) ? "/help/administrator.html" : help}
            target="_blank"
            rel="noreferrer"
            aria-label={t("使用手册", "Handbook")}
            className="help"
          >
            ?
          </a>
          <Person app={app} />
        </div>
      </header>
      <main ref={main} id="main" className="frame-main" tabIndex={-1}>
        <Entrance />
      </main>
      {app === "province" ? <Watermark /> : null}
    </>
  );
}

/** The platform's own books, for auditors and administrators, behind the app's own places. */
function booksOf(posts: readonly Post[]): Place[] {
  if (posts.some(readsAudit)) return [{ to: "/audit", zh: "审计", en: "Audit", parts: booksAside }];
  return posts.some(watchesPlatform) ? [{ to: "/self-checks", zh: "平台", en: "Platform", parts: booksAside }] : [];
}

/** Pages of the books beside the audit log. */
const booksAside = ["/self-checks", "/deliveries"];

const peoplePlace: Place = { to: "/people", zh: "人员", en: "People" };

const onlyAdministers = (posts: readonly Post[]) => posts.every(isAdministrator);

/** Administrators have nothing to report or to review; others who also look after people get one place more. */
function placesOf(posts: readonly Post[], places: readonly Place[]): readonly Place[] {
  const people = posts.some(managesPeople) ? [peoplePlace] : [];
  const own = places.filter((place) => place.for === undefined || posts.some(({ role }) => place.for!.includes(role)));
  return onlyAdministers(posts) ? people : [...own, ...people];
}

/** After a link that has gone with its page the keyboard goes on in the new page, not at the top of the frame. */
function useFocusOnPage() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== undefined && before.current !== path && document.activeElement === document.body)
      main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return main;
}

/** The page of the address. The app's first page is of no use to administrators: people come instead, or the audit log. */
function Entrance() {
  const { posts } = useSession();
  const wanted = useRouterState({ select: ({ location }) => location.pathname });
  const shown = useRouterState({ select: ({ matches }) => matches.at(-1)?.pathname });
  if (!onlyAdministers(posts)) return <Outlet />;
  if (wanted === "/") return <Navigate to={posts.some(managesPeople) ? "/people" : "/audit"} replace />;
  // On the way there the first page asks nothing: each refusal would stand in the log.
  return shown === "/" ? null : <Outlet />;
}

function Person({ app }: { app: App }) {
  const t = useText();
  const { language, setLanguage } = useLanguage();
  const { user, posts } = useSession();
  const others = appsOf(posts).filter((other) => other !== app);
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current?.contains(document.activeElement)) menu.current.querySelector("summary")?.focus();
    menu.current?.removeAttribute("open");
  };
  const item = (children: ReactNode, act: () => void) => (
    <button
      type="button"
      onClick={() => {
        close();
        act();
      }}
    >
      {children}
    </button>
  );
  return (
    <details className="menu" ref={menu} onKeyDown={(event) => event.key === "Escape" && close()}>
      <summary className="btn btn-quiet">
        {user.name} <span className="quiet hide-narrow">{posts[0]?.place}</span> ▾
      </summary>
      <div className="sheet">
        {others.map((other) => (
          <a key={other} href={`/${other}/`}>
            {t("转到", "Go to ")} {t(names[other])}
          </a>
        ))}
        <Link to="/account">{t("我的账号", "My account")}</Link>
        {item(language === "zh" ? "English" : "中文", () => setLanguage(language === "zh" ? "en" : "zh"))}
        <SignOut inMenu />
      </div>
    </details>
  );
}

/** On plain http anybody on the way can read along; said loudly, never forbidden: intranets have no other way. */
function Insecure() {
  const t = useText();
  if (location.protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname)) return null;
  return (
    <p className="notice notice-loud" role="status">
      {t(
        "当前为明文 http 连接，密码和数据可能被同一网络中的他人看到：请向管理员索取 https 地址",
        "This connection is plain http; passwords and figures can be read on the way: ask your administrator for an https address",
      )}
    </p>
  );
}
