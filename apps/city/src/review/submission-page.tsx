import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ApiProblem } from "@duibiao/client";
import { Empty, Page, showPeriod, useLanguage, useText, SYNTHETIC } from "@duibiao/ui";
import { Loaded } from "@duibiao/screens";
import { wanted } from "@duibiao/screens/address";
import { boardQuery, collectionsQuery, wantedCollections } from "../board/collections.ts";
import { Said } from "../said.tsx";
import { Desk } from "./desk.tsx";
import { NotSent, paperQuery, type Paper } from "./paper.ts";
import type { QueueItem } from "./queue.ts";
import type { DeskSearch, QueueSearch } from "./search.ts";
import { useQueue } from "./use-queue.ts";
import "../board/board.css";
import "./review.css";

/** One submission under review. */
export function SubmissionPage() {
  const t = useText();
  const id = wanted.id((useParams({ strict: false }) as { submission: string }).submission);
  const search = useSearch({ strict: false }) as DeskSearch;
  const paper = useQuery({ ...paperQuery(id ?? 0), enabled: id !== undefined });
  const queue = useDeskQueue(search);
  if (id === undefined)
    return (
      <Empty>
        {t("没有这份报送，请从审核台打开。", "There is no such submission; open one from the review desk.")}
      </Empty>
    );
  if (paper.error instanceof NotSent)
    return (
      <Empty>{t("这份报送还没有报出，没有可审的内容。", "Nothing was sent yet: there is nothing to review.")}</Empty>
    );
  if (paper.error instanceof ApiProblem && paper.error.status === 404)
    return (
      <Empty>
        {t(
          "没有找到这份报送，或它不在您的管辖范围内。",
          "The submission was not found, or lies outside your jurisdiction.",
        )}{" "}
        <Link to="/review">{t("审核台", "Review desk")}</Link>
      </Empty>
    );
  return (
    <Loaded of={paper}>
      {(data) => (
        <Headed paper={data} search={search}>
          <Desk key={`${id}/${data.revision.hash}`} paper={data} queue={queue} search={search} />
        </Headed>
      )}
    </Loaded>
  );
}

function Headed({ paper, search, children }: { paper: Paper; search: DeskSearch; children: ReactNode }) {
  const t = useText();
  const { language } = useLanguage();
  const { context, form, collection, submission } = paper;
  const { at: _, ...queueSearch } = search;
  return (
    <Page
      title={`${context.unit.name} ${t(form.name)} ${showPeriod(collection.period, language)}`}
      crumbs={[
        <Link key="queue" to="/review" search={queueSearch as never}>
          {t("审核台", "Review desk")}
        </Link>,
        context.unit.name,
      ]}
      stamps={submission.synthetic ? [t(SYNTHETIC)] : []}
    >
      <Said />
      {children}
    </Page>
  );
}

/** The queue that the submission was opened from, in its order; empty until the board has come. */
function useDeskQueue(search: QueueSearch): QueueItem[] {
  const { period } = search;
  const listed = useQuery(collectionsQuery).data;
  const chosen = listed && wantedCollections(listed, String(period ?? ""), new Date().toISOString());
  const { data } = useQuery({ ...boardQuery(chosen ?? []), enabled: chosen !== undefined && chosen.length > 0 });
  const ids = new Set(chosen?.map(({ id }) => id));
  const collections = data?.collections.filter(({ collectionId }) => ids.has(collectionId)) ?? [];
  const { all, rows } = useQueue(data, collections, search);
  // The tab is done: go on with whatever else waits.
  return [...rows, ...all.filter((item) => !rows.includes(item))];
}
