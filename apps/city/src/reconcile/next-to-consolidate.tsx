import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { NextOpen, useSession } from "@duibiao/screens";
import { showPeriod, useLanguage, useText } from "@duibiao/ui";
import { collectionsQuery, type ListedCollection } from "../board/collections.ts";
import { useFormNames } from "./form-names.ts";
import { openOnes } from "./open-ones.ts";
import type { ReconcileSearch } from "./search.ts";

const none: readonly ListedCollection[] = [];

/** 下一个待汇总, 下一个待接收: on to the next form, period or city whose turn is the asker's. */
export function NextToConsolidate({ collection, done }: { collection: number; done: boolean }) {
  const t = useText();
  const { language } = useLanguage();
  const { posts } = useSession();
  const { collection: _collection, city: chosen, ...search } = useSearch({ strict: false }) as ReconcileSearch;
  const listed = useQuery(collectionsQuery).data ?? none;
  const ends = listed.flatMap(({ lockedAt, period }) => (lockedAt === null ? [period.end] : [])).sort();
  const progress = useQuery({
    ...read(api.board.readProgress, { query: { from: ends[0] ?? "", to: ends.at(-1) ?? "" } }),
    enabled: ends.length > 0,
  });
  const nameOf = useFormNames(listed);
  const cities = progress.data?.cities ?? [];
  // A bureau of one city is asked for none: the page shows its own.
  const city = chosen ?? (cities.length === 1 ? cities[0]!.cityId : undefined);
  const open = progress.data ? openOnes(listed, progress.data, posts, { collection, city }) : [];
  const next = open[0];
  const counted = (wait: "consolidate" | "accept") => open.filter((one) => one.wait === wait).length;
  const left = [
    ...(counted("consolidate") > 0
      ? [t(`${counted("consolidate")} 份待汇总`, `${counted("consolidate")} to consolidate`)]
      : []),
    ...(counted("accept") > 0 ? [t(`${counted("accept")} 份待接收`, `${counted("accept")} to accept`)] : []),
  ].join(t("，", ", "));
  return (
    <NextOpen
      next={
        next && {
          to: ".",
          search: { ...search, collection: next.collection.id, city: next.city.cityId },
          said: saidOf(
            [
              ...(next.city.cityId === city ? [] : [next.city.name]),
              ...(next.collection.id === collection
                ? []
                : [showPeriod(next.collection.period, language), t(nameOf(next.collection))]),
            ].join(" "),
          )[next.wait],
        }
      }
      left={t(`除这份外还有 ${left}`, `beside this one: ${left}`)}
      done={done}
      over={{
        to: "/",
        search: {},
        said: t("回到进度看板", "Back to the board"),
        nothing: t("待汇总、待接收的都办完了。", "Nothing else waits to be consolidated or accepted."),
      }}
    />
  );

  function saidOf(name: string) {
    return {
      consolidate: t(`下一个待汇总：${name} →`, `Next to consolidate: ${name} →`),
      accept: t(`下一个待接收：${name} →`, `Next to accept: ${name} →`),
    };
  }
}
