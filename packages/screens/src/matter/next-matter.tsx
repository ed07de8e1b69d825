import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { useText } from "@duibiao/ui";
import { NextOpen } from "../next-open.tsx";
import { nextOf } from "./next.ts";
import type { MattersSearch } from "./search.ts";

/** 下一件: on to what else waits for the asker; `done`: what stood here was just dealt with. */
export function NextMatter({ id, done }: { id: number; done: boolean }) {
  const t = useText();
  const search = useSearch({ strict: false }) as MattersSearch;
  const found = useQuery(read(api.matters.listMatters, {}));
  const { next, left } = nextOf(found.data?.items ?? [], id, search.kind);
  return (
    <NextOpen
      next={
        next === undefined ? undefined : { to: `/matters/${next}`, search, said: t("下一件待我办 →", "Next of mine →") }
      }
      left={t(`除这件外还有 ${left} 件待我办`, `${left} beside this one wait for you`)}
      done={done}
      over={{
        to: "/matters",
        search,
        said: t("回到办件", "Back to the matters"),
        nothing: t("待我办的都办完了。", "Nothing else waits for you."),
      }}
    />
  );
}
