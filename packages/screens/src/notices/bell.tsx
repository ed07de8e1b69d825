import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { useText } from "@duibiao/ui";

export const countQuery = read(api.notices.countNotices, {});

/** The way to the inbox, with how much is unseen; asked again every minute while the page is in sight. */
export function Bell() {
  const t = useText();
  const { data } = useQuery({ ...countQuery, refetchInterval: 60_000, retry: false });
  const unseen = data?.unseen;
  return (
    <Link to="/notices" className="bell" activeProps={{ "aria-current": "page" }}>
      {t("通知", "Notices")}
      {unseen !== undefined && unseen > 0 ? (
        <span className="bell-count">
          {unseen > 999 ? "999+" : unseen}
          <span className="sr-only">{t(" 条未读", " unseen")}</span>
        </span>
      ) : null}
    </Link>
  );
}
