import { useSearch } from "@tanstack/react-router";
import { NextOpen } from "@duibiao/screens";
import { showPeriod, useLanguage, useText } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import type { Waiting } from "./part.ts";
import type { ProgressSearch } from "./search.ts";

/** 下一个待接收: on to the next consolidation that waits for the province, of this form or else of another. */
export function NextToAccept({ waiting, done }: { waiting: Waiting; done: boolean }) {
  const t = useText();
  const { language } = useLanguage();
  const { city: _city, collection, ...search } = useSearch({ strict: false }) as ProgressSearch;
  const rights = useRights();
  if (!rights.decideConsolidations) return null;
  const next = waiting[0];
  const form =
    next === undefined || next.collection.collectionId === collection
      ? ""
      : ` ${t(next.collection.formName)} ${showPeriod(next.collection.period, language)}`;
  return (
    <NextOpen
      next={
        next && {
          to: ".",
          search: { ...search, city: next.city.cityId, collection: next.collection.collectionId },
          said: t(`下一个待接收：${next.city.name}${form} →`, `Next to accept: ${next.city.name}${form} →`),
        }
      }
      left={t(`还有 ${waiting.length} 份汇总待接收`, `${waiting.length} consolidations wait to be accepted`)}
      done={done}
      over={{
        to: ".",
        search,
        said: t("回到各市进度", "Back to the progress by city"),
        nothing: t("待接收的都办完了。", "Nothing else waits to be accepted."),
      }}
    />
  );
}
