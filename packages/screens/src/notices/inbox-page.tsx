import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { api, call, type Answer } from "@duibiao/client";
import {
  Button,
  Empty,
  ExportMenu,
  Page,
  Segments,
  showClock,
  showDay,
  showMoment,
  showWeekday,
  tableData,
  Tag,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { Loaded, ProblemBox } from "../problem-box.tsx";
import { countQuery } from "./bell.tsx";
import type { InboxSearch } from "./search.ts";
import { kindWords, type NoticeKind } from "./words.ts";

type Notice = Answer<typeof api.notices.listNotices>["items"][number];

const listKey = api.notices.listNotices.id;

/** 通知: one's own, by day, newest first; each leads to where something can be done. */
export function InboxPage() {
  const t = useText();
  const { language } = useLanguage();
  const [{ kind, show }, change] = useAddress<InboxSearch>();
  const client = useQueryClient();
  const count = useQuery(countQuery);
  const query = { ...(kind === undefined ? {} : { kind }), ...(show === "unseen" ? { unseen: "true" as const } : {}) };
  const pages = useInfiniteQuery({
    queryKey: [listKey, query],
    queryFn: ({ pageParam, signal }) =>
      call(api.notices.listNotices, {
        query: { ...query, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });
  const seeing = useMutation({
    mutationFn: (body: Parameters<typeof call<typeof api.notices.seeNotices>>[1]["body"]) =>
      call(api.notices.seeNotices, { body }),
    onSuccess: () =>
      Promise.all([client.invalidateQueries(countQuery), client.invalidateQueries({ queryKey: [listKey] })]),
  });
  const notices = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns: Column<Notice>[] = [
    { key: "at", header: { zh: "时间", en: "Time" }, value: ({ at }) => showMoment(at, language) },
    { key: "kind", header: { zh: "类别", en: "Kind" }, value: (notice) => t(kindWords[notice.kind]) },
    { key: "title", header: { zh: "标题", en: "Title" }, value: ({ title }) => t(title) },
    { key: "body", header: { zh: "内容", en: "Text" }, value: ({ body }) => t(body) },
    {
      key: "seen",
      header: { zh: "已读时间", en: "Seen" },
      value: ({ seenAt }) => (seenAt === null ? null : showMoment(seenAt, language)),
    },
  ];
  const newest = notices[0];
  const title = t("通知", "Notices");
  return (
    <Page
      title={title}
      actions={
        <>
          <Link to="/notices/settings">{t("通知方式", "How I am told")}</Link>
          <ExportMenu table={() => tableData(columns, notices, { title }, language)} />
        </>
      }
    >
      <div className="row notices-tools no-print">
        <Segments
          label={t("显示", "Show")}
          value={show ?? "all"}
          options={[
            { value: "all", label: t("全部", "All") },
            {
              value: "unseen",
              label: `${t("未读", "Unseen")}${count.data === undefined ? "" : ` ${count.data.unseen}`}`,
            },
          ]}
          onChange={(value) => change({ show: value === "unseen" ? "unseen" : undefined })}
        />
        <label className="row">
          {t("类别", "Kind")}
          <select
            className="input"
            value={kind ?? ""}
            onChange={({ target }) => change({ kind: (target.value || undefined) as NoticeKind | undefined })}
          >
            <option value="">{t("全部", "All")}</option>
            {api.notices.noticeKinds.map((one) => (
              <option key={one} value={one}>
                {t(kindWords[one])}
              </option>
            ))}
          </select>
        </label>
        <Button
          small
          busy={seeing.isPending}
          disabled={newest === undefined || notices.every(({ seenAt }) => seenAt !== null)}
          onClick={() => newest && seeing.mutate({ upTo: newest.id, ...(kind === undefined ? {} : { kind }) })}
        >
          {kind === undefined ? t("全部标为已读", "Mark all as seen") : t("本类标为已读", "Mark this kind as seen")}
        </Button>
      </div>
      {seeing.isError ? <ProblemBox error={seeing.error} /> : null}
      <Loaded of={pages}>
        {() =>
          notices.length === 0 ? (
            <Empty>
              {show === "unseen" || kind !== undefined
                ? t("没有符合条件的通知", "No notices of this kind")
                : t(
                    "还没有通知：有任务、退回、核实单等与您有关的事项时会出现在这里",
                    "No notices yet: what concerns you will appear here",
                  )}
            </Empty>
          ) : (
            byDay(notices, language).map(([day, items]) => (
              <section key={day} className="card notices-day">
                <h2>{day}</h2>
                <ul>
                  {items.map((notice) => (
                    <Row key={notice.id} notice={notice} onSee={() => seeing.mutateAsync({ ids: [notice.id] })} />
                  ))}
                </ul>
              </section>
            ))
          )
        }
      </Loaded>
      {pages.hasNextPage ? (
        <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("更早的通知", "Earlier notices")}
        </Button>
      ) : null}
    </Page>
  );
}

function byDay(notices: readonly Notice[], language: "zh" | "en"): [string, Notice[]][] {
  const days = new Map<string, Notice[]>();
  for (const notice of notices) {
    const day = `${showDay(notice.at, language)} ${showWeekday(notice.at, language)}`;
    days.set(day, [...(days.get(day) ?? []), notice]);
  }
  return [...days];
}

type RowProps = { notice: Notice; onSee: () => Promise<unknown> };

function Row({ notice, onSee }: RowProps) {
  const t = useText();
  const { language } = useLanguage();
  const router = useRouter();
  const { link, seenAt } = notice;
  const here = link.startsWith(`${router.basepath}/`);
  async function follow(event: MouseEvent) {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!plain) return;
    event.preventDefault();
    // Seen or not, the way goes on.
    if (seenAt === null) await onSee().catch(() => undefined);
    if (here) router.history.push(link);
    else location.assign(link);
  }
  return (
    <li className={seenAt === null ? "unseen" : undefined}>
      <time dateTime={notice.at}>{showClock(notice.at, language).slice(0, 5)}</time>
      <div>
        <p>
          <Tag tone={tone(notice.kind)}>{t(kindWords[notice.kind])}</Tag>{" "}
          {link === "" ? (
            <strong>{t(notice.title)}</strong>
          ) : (
            <a href={link} onClick={(event) => void follow(event)}>
              {t(notice.title)}
            </a>
          )}
          {seenAt === null ? <span className="unseen-mark"> {t("未读", "unseen")}</span> : null}
        </p>
        <p className="quiet">{t(notice.body)}</p>
      </div>
      {seenAt === null ? (
        <Button small look="quiet" className="no-print" onClick={() => void onSee()}>
          {t("标为已读", "Mark as seen")}
        </Button>
      ) : null}
    </li>
  );
}

const tone = (kind: NoticeKind) =>
  ["overdue", "escalated", "returned", "self_check"].includes(kind)
    ? ("error" as const)
    : ["due_soon", "question_asked", "consolidation_stale"].includes(kind)
      ? ("warning" as const)
      : undefined;
