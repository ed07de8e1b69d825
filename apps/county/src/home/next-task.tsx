import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { Empty, showDay, showWeekday, useLanguage, useText } from "@duibiao/ui";
import { assignmentsQuery } from "../task/task.ts";
import { expectedNext } from "./expected-next.ts";

/** Nothing is due: when the next task opens, as set, or as the last of its kind lets one expect. */
export function NextTask() {
  const t = useText();
  const { language } = useLanguage();
  const collections = useQuery(read(api.collections.listCollections, {}));
  const past = useQuery(assignmentsQuery(true));
  const now = new Date();
  const next = collections.data?.items
    .filter(
      ({ opensAt, origin, cancelledAt }) => origin === "report" && cancelledAt === null && new Date(opensAt) > now,
    )
    .toSorted((a, b) => (a.opensAt < b.opensAt ? -1 : 1))[0];
  const expected = collections.data && !next && past.data ? expectedNext(past.data.items, now) : null;
  return (
    <Empty>
      <p>{t("没有要填报的任务。", "Nothing to report.")}</p>
      {next ? (
        <p>
          {t(
            `下一个任务：${next.name}，${showDay(next.opensAt, language)} ${showWeekday(next.opensAt, language)}开放填报。`,
            `Next: ${next.name}, opens ${showWeekday(next.opensAt, language)} ${showDay(next.opensAt, language)}.`,
          )}
        </p>
      ) : null}
      {expected ? (
        <p>
          {t(
            `下一个任务尚未下达。按上一期的安排，“${expected.like}”的下一期约在 ${showDay(expected.opensAt, language)} 开放填报。`,
            `The next task is not issued yet. Going by the last one, what follows "${expected.like}" opens about ${showDay(expected.opensAt, language)}.`,
          )}
        </p>
      ) : null}
      {collections.data && past.data && !next && !expected ? (
        <p>
          {t(
            "目前没有已排定的下一个任务；任务下达后会出现在这里。",
            "No further task is scheduled; once one is issued, it stands here.",
          )}
        </p>
      ) : null}
    </Empty>
  );
}
