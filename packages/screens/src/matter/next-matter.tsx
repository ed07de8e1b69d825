import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { api, read } from "@duibiao/client";
import { useText } from "@duibiao/ui";
import { nextOf } from "./next.ts";
import type { MattersSearch } from "./search.ts";

/** 下一件: on to what else waits for the asker; `done`: what stood here was just dealt with. */
export function NextMatter({ id, done }: { id: number; done: boolean }) {
  const t = useText();
  const search = useSearch({ strict: false }) as MattersSearch;
  const found = useQuery(read(api.matters.listMatters, {}));
  const { next, left } = nextOf(found.data?.items ?? [], id, search.kind);
  const on = useRef<HTMLAnchorElement>(null);
  // The button that decided is gone, and the keyboard with it.
  useEffect(() => {
    if (done) on.current?.focus();
  }, [done, next]);
  if (next !== undefined)
    return (
      <p className="row no-print">
        <Link ref={on} className={done ? "btn btn-primary" : "btn"} to={`/matters/${next}`} search={search as never}>
          {t("下一件待我办 →", "Next of mine →")}
        </Link>
        <span className="quiet">{t(`除这件外还有 ${left} 件待我办`, `${left} beside this one wait for you`)}</span>
      </p>
    );
  if (!done) return null;
  return (
    <p className="row no-print" role="status">
      {t("待我办的都办完了。", "Nothing else waits for you.")}{" "}
      <Link ref={on} to="/matters" search={search as never}>
        {t("回到办件", "Back to the matters")}
      </Link>
    </p>
  );
}
