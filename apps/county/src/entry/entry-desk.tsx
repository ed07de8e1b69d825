import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { api } from "@duibiao/client";
import { useWaitingPapers } from "@duibiao/screens/papers";
import { Alert, Button, Page, Segments, showPeriod, StateTag, useLanguage, useText, Tag, SYNTHETIC } from "@duibiao/ui";
import { CarryOver, EntryFindings, EntryGrid, useEntryVersion, type EntryStore, type Filter } from "@duibiao/ui/grid";
import { usePaperCounts, WaitingPapers } from "../evidence/waiting-papers.tsx";
import { ItemsDialog } from "../items/items-dialog.tsx";
import { Due } from "../task/due.tsx";
import { Legal } from "../task/legal.tsx";
import { taskPath, type Assignment, type Submission } from "../task/task.ts";
import { EntryExport } from "./entry-export.tsx";
import { SaveLine, useSaveState } from "./save-line.tsx";
import type { EntrySession } from "./session.ts";
import { sayBeside, useBesideKept, useReasons, useUnsavedTyping } from "./use-typing.ts";
import { Bills, Breakdowns, ByItem, Papers, useStandOn } from "./ways-in.tsx";
import type { Context } from "./working-copy.ts";

type Props = {
  task: Assignment;
  submission: Submission;
  context: Context;
  session: EntrySession;
  /** After a cell was filled by the server: the page begins anew with what it holds. */
  onFilled: () => void;
  /** Between the notices and the form. */
  children?: ReactNode;
};

/** The form with what stands around it: whose it is, until when, whether it is stored, what is to be seen. */
export function EntryDesk({ task, submission, context, session, onFilled, children }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const { store, queue } = session;
  const { readOnly } = store.setup;
  const [byItem, setByItem] = useState<string | null>(null);
  const items = store.form.sections.find(({ key }) => key === byItem);
  const unsaved = useUnsavedTyping(submission.id);
  // Read anew when a dialog opens or closes, not with every key in the grid.
  const left = useMemo(unsaved, [unsaved, byItem]);
  useBesideKept(submission.id);
  usePaperCounts(store, submission.id);
  const standOn = useStandOn();
  return (
    <Page
      crumbs={[<Link to="/">{t("任务", "Tasks")}</Link>]}
      title={`${task.name}`}
      stamps={task.synthetic ? [t(SYNTHETIC)] : []}
      actions={
        <Ways
          task={task}
          session={session}
          unsaved={unsaved}
          submissionId={submission.id}
          isOpen={["draft", "signed", "returned"].includes(submission.state)}
        />
      }
    >
      <div className="entry-head">
        <span className="row">
          <StateTag state={submission.state} />
          <strong>{task.unitName}</strong>
          <span>{showPeriod(task.period, language)}</span>
          {task.origin === "ledger" ? (
            <Tag>{t("台账：自愿逐月记录，不报送", "Ledger: the unit's own, not reported")}</Tag>
          ) : (
            <Due task={task} />
          )}
        </span>
        <Legal task={task} />
      </div>
      <Notice task={task} submission={submission} store={store} />
      {task.reportsFor.length > 0 ? (
        <Alert
          title={t(
            `本表由本单位合并填报，数要包括：${task.reportsFor.join("、")}`,
            `This report is also for ${task.reportsFor.join(", ")}: include their figures`,
          )}
        >
          {t(
            "它们已填未报的数不自动相加，逐项列在消息里。",
            "What they had typed is not added by itself; it stands line by line in your messages.",
          )}
        </Alert>
      ) : null}
      {children}
      <WaitingPapers submissionId={submission.id} />
      <Filters store={store} context={context} />
      <Breakdowns session={session} />
      <EntryGrid
        store={store}
        label={`${task.name} ${task.unitName} ${showPeriod(task.period, language)}`}
        onSave={() => void queue.flush()}
        onResolve={session.resolve}
        isWaiting={session.isWaiting}
        besideSection={(key) => <ByItem store={store} at={key} onOpen={setByItem} unsaved={left} />}
        bills={(key) => <Bills {...{ session, submission, onFilled }} at={key} />}
        evidence={(key) => <Papers task={task} store={store} submissionId={submission.id} at={key} />}
        reasons={useReasons(submission.id, readOnly === null)}
        startAt={useStart(store)}
        status={<SaveLine session={session} storedAt={String(submission.updatedAt)} />}
      >
        <EntryFindings />
      </EntryGrid>
      {items ? (
        <ItemsDialog
          section={items}
          submissionId={submission.id}
          session={session}
          onClose={() => setByItem(null)}
          onFilled={() => {
            standOn(`${items.lines[0]!.measure}/${items.lines[0]!.member}`);
            onFilled();
          }}
        />
      ) : null}
    </Page>
  );
}

/** The cell that the address names. */
function useStart(store: EntryStore): string | undefined {
  const { cell } = useSearch({ strict: false }) as { cell?: string };
  return store.lines.find(({ measure, member }) => `${measure}/${member}` === cell)?.key;
}

/** Why nothing can be typed, why the form came back, what a change would undo. */
function Notice({ task, submission, store }: Pick<Props, "task" | "submission"> & { store: EntryStore }) {
  const t = useText();
  const { readOnly } = store.setup;
  if (readOnly)
    return (
      <Alert
        title={t(readOnly)}
        actions={
          submission.state === "locked" || submission.state === "correcting" ? (
            <Link to={`${taskPath(task)}/correct`}>{t("锁定后更正", "Correction")}</Link>
          ) : null
        }
      />
    );
  if (submission.state === "returned") {
    const last = submission.decisions.findLast(({ kind }) => kind === "return");
    return (
      <Alert tone="warning" title={t("已退回，请修改后重新签署报送", "Returned: correct it, sign and submit again")}>
        {last ? t(`${last.by}：${last.reason}`, `${last.by}: ${last.reason}`) : null}
      </Alert>
    );
  }
  if (submission.state === "signed")
    return (
      <Alert title={t("已签署；改动任何一格后需要重新签署。", "Signed; after any change it has to be signed again.")} />
    );
  return null;
}

function Filters({ store, context }: { store: EntryStore; context: Context }) {
  useEntryVersion(store, "all");
  useEntryVersion(store, "view");
  const t = useText();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const blank = store.lines.filter((line) => line.required && store.entry(line.key).value === null).length;
  const issues = store.lines.filter(({ key }) => store.hasIssue(key)).length;
  const asked = store.lines.filter(({ key }) => store.setup.remarks.has(key) || store.isChanged(key)).length;
  const options: { value: Filter; label: string }[] = [
    ...(store.setup.returned || store.setup.remarks.size > 0
      ? [{ value: "asked" as const, label: t(`被问和改动的 ${asked}`, `Asked or changed ${asked}`) }]
      : []),
    { value: "all", label: t(`全部 ${store.lines.length}`, `All ${store.lines.length}`) },
    { value: "blank", label: t(`只看未填 ${blank}`, `Unanswered ${blank}`) },
    { value: "issues", label: t(`只看有问题 ${issues}`, `With problems ${issues}`) },
  ];
  return (
    <div className="row between entry-filters">
      <Segments
        label={t("显示哪些行", "Which lines")}
        value={store.view().filter}
        options={options}
        onChange={(show) => {
          store.show({ filter: show });
          void navigate({ to: ".", search: { show } as never, replace: true });
        }}
      />
      <CarryOver store={store} lines={store.lines} label={{ zh: "全表", en: "Form:" }} />
      <span className="quiet">
        {context.previous
          ? t(`上期：${showPeriod(context.previous.period, language)}`, `Previous: ${context.previous.period.key}`)
          : t("没有上期数", "No previous period")}
        {" · "}
        {context.previousYear
          ? t(
              `上年同期：${showPeriod(context.previousYear.period, language)}`,
              `A year earlier: ${context.previousYear.period.key}`,
            )
          : t("没有上年同期数", "Nothing from a year earlier")}
      </span>
    </div>
  );
}

type WaysProps = {
  task: Assignment;
  session: EntrySession;
  unsaved: ReturnType<typeof useUnsavedTyping>;
  submissionId: number;
  isOpen: boolean;
};

/** Where to go from the form; signing waits until everything is stored. */
function Ways({ task, session, unsaved, submissionId, isOpen }: WaysProps) {
  const t = useText();
  useSaveState(session);
  useEntryVersion(session.store, "all");
  const navigate = useNavigate();
  const client = useQueryClient();
  const [held, hold] = useState("");
  const { papers: waiting } = useWaitingPapers(({ to }) => to.is === "cell" && to.submissionId === submissionId);
  const path = taskPath(task);
  const { store, queue } = session;
  const go = async () => {
    await queue.flush();
    const unread = store.lines.filter(({ key }) => store.entry(key).rejected !== null);
    if (unread.length > 0)
      return hold(
        t(
          `行次 ${unread.map(({ row }) => row).join("、")} 有不能识别的内容，未保存，请先改正。`,
          `Lines ${unread.map(({ row }) => row).join(", ")} hold text that could not be read and is not saved; correct it first.`,
        ),
      );
    if (queue.unsaved().size > 0)
      return hold(
        t("还有未保存或冲突的单元格，请先处理。", "Some cells are unsaved or in conflict; settle them first."),
      );
    if (waiting.length > 0)
      return hold(
        t(
          "还有佐证没有上传：请等联网上传，不用的请点“不传了”，再去签署。",
          "Some papers are not uploaded: wait for the network, or drop those that are not needed, then sign.",
        ),
      );
    const beside = store.setup.readOnly ? [] : unsaved();
    if (beside.length > 0)
      return hold(
        t(
          `${beside.map((one) => sayBeside(store, one.beside).zh).join("、")}填了还没有保存：请打开保存或清除，再去签署。`,
          `${beside.map((one) => sayBeside(store, one.beside).en).join(", ")} not saved yet; save or clear it, then sign.`,
        ),
      );
    // The sign page signs the hash that it shows: it must not show one from before the last save.
    await client.invalidateQueries({ queryKey: [api.submissions.readSubmission.id] });
    await navigate({ to: `${path}/sign` });
  };
  // What was said is over once a paper has gone out, or is dropped.
  useEffect(() => hold(""), [session, waiting.length]);
  return (
    <>
      {held ? (
        <span className="task-held" role="alert">
          {held}
        </span>
      ) : null}
      <EntryExport task={task} store={store} />
      {store.setup.readOnly ? null : (
        <Link className="btn" to={`${path}/import`}>
          {t("Excel 填报", "Excel")}
        </Link>
      )}
      {task.origin === "ledger" ? null : (
        <>
          <Link className="btn" to={`${path}/history`}>
            {t("版次与审核", "Revisions")}
          </Link>
          <Button look={isOpen ? "primary" : "plain"} onClick={() => void go()}>
            {store.setup.readOnly ? t("签署与报送", "Sign and submit") : t("填完，去签署", "Done, sign")}
          </Button>
        </>
      )}
    </>
  );
}
