import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useEffect, useState, type ReactNode } from "react";
import { api, call, read } from "@duibiao/client";
import type { Compiled } from "@duibiao/indicators";
import { Loaded, ProblemBox, useCompiled, useSession } from "@duibiao/screens";
import { Button, Empty, showMoment, useLanguage, useText } from "@duibiao/ui";
import type { Filter } from "@duibiao/ui/grid";
import "@duibiao/ui/grid.css";
import {
  refreshTasks,
  submissionQuery,
  useAssignment,
  useRolesAt,
  type Assignment,
  type Submission,
} from "../task/task.ts";
import { EntryDesk } from "./entry-desk.tsx";
import { LeftBehind } from "./left-behind.tsx";
import { LedgerBar, summedCells, type Ledger } from "./ledger.tsx";
import { Moved } from "./moved.tsx";
import { readOnlyReason } from "./read-only.ts";
import { pageDraft, useEntrySession } from "./use-session.ts";
import { workingCopy, type Context, type Revision } from "./working-copy.ts";
import "./entry.css";

/** 填报: the form of one task as a grid, saved as it is typed. */
export function EntryPage() {
  const t = useText();
  return (
    <Loaded of={useAssignment()}>
      {(task) => {
        if (task === null)
          return (
            <Empty>
              {t("您的单位没有这个任务，请回到任务首页。", "Your units have no such task; go back to the tasks.")}{" "}
              <Link to="/">{t("任务首页", "Tasks")}</Link>
            </Empty>
          );
        if (task.submissionId === null) return <NotStarted task={task} />;
        return <Begun key={task.submissionId} task={task} id={task.submissionId} />;
      }}
    </Loaded>
  );
}

/** Nobody has begun: the clerk does so with one click, which creates the submission. */
function NotStarted({ task }: { task: Assignment }) {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const roles = useRolesAt(task.unitId);
  const opening = useMutation({
    mutationFn: () =>
      call(api.submissions.openSubmission, { body: { collection: task.collectionId, unit: task.unitId } }),
    onSuccess: () => refreshTasks(client),
  });
  const reason = readOnlyReason({ ...task, state: task.state === "not_started" ? "draft" : task.state }, roles);
  const early = new Date(task.opensAt) > new Date();
  return (
    <Empty>
      <h2>{task.name}</h2>
      <p>{t("还没有开始填报。", "Not started yet.")}</p>
      {early ? (
        <p>
          {t(`${showMoment(task.opensAt, language)} 开放填报。`, `It opens at ${showMoment(task.opensAt, language)}.`)}
        </p>
      ) : null}
      {reason ? <p>{t(reason)}</p> : null}
      {opening.isError ? <ProblemBox error={opening.error} /> : null}
      {!reason && !early ? (
        <Button look="primary" busy={opening.isPending} onClick={() => opening.mutate()}>
          {t("开始填报", "Start")}
        </Button>
      ) : null}
    </Empty>
  );
}

/** After the ledger was summed the page begins anew, with what the server holds now. */
function Begun({ task, id }: { task: Assignment; id: number }) {
  const [round, again] = useState(0);
  return <Started key={round} task={task} id={id} onSummed={() => again(round + 1)} />;
}

function Started({ task, id, onSummed }: { task: Assignment; id: number; onSummed: () => void }) {
  const ledger = useQuery({
    ...read(api.ledgers.readLedger, { params: { id } }),
    refetchOnWindowFocus: false,
    refetchOnMount: "always",
  });
  const submission = useQuery({ ...submissionQuery(id), refetchOnWindowFocus: false, refetchOnMount: "always" });
  const compiled = useCompiled(task.catalogueId, task.period.end);
  const context = useQuery({ ...read(api.context.readContext, { params: { id } }), refetchOnWindowFocus: false });
  const returned = submission.data?.state === "returned" ? submission.data.lastRev : 0;
  const revision = useQuery({
    ...read(api.submissions.readRevision, { params: { id, revision: returned } }),
    enabled: returned > 0,
  });
  const waits = returned > 0 && revision.isPending;
  // What was loaded before this visit may be older than what this visit saves.
  if (submission.data && !submission.isFetchedAfterMount && !submission.isError) return <Waiting />;
  if (ledger.data && !ledger.isFetchedAfterMount && !ledger.isError) return <Waiting />;
  return (
    <Loaded of={submission}>
      {(stored) => (
        <Loaded of={compiled}>
          {(catalogue) => (
            <Loaded of={context}>
              {(around) =>
                waits ? (
                  <Waiting />
                ) : (
                  <Loaded of={ledger}>
                    {(months) => (
                      <Desk
                        task={task}
                        submission={stored}
                        context={around}
                        compiled={catalogue}
                        returned={revision.data ?? null}
                        ledger={months}
                        onSummed={onSummed}
                      />
                    )}
                  </Loaded>
                )
              }
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function Waiting() {
  const t = useText();
  return (
    <p className="waiting" role="status">
      {t("正在加载…", "Loading…")}
    </p>
  );
}

const filters: readonly Filter[] = ["all", "blank", "issues", "asked"];

type DeskProps = {
  task: Assignment;
  submission: Submission;
  context: Context;
  compiled: Compiled;
  returned: Revision | null;
  ledger: Ledger;
  onSummed: () => void;
};

/** Takes the loaded state once: from then on the working copy lives here, and the queue keeps the server up to date. */
function Desk({ task, submission, context, compiled, returned, ledger, onSummed }: DeskProps): ReactNode {
  const { user } = useSession();
  const roles = useRolesAt(task.unitId);
  const { show } = useSearch({ strict: false }) as { show?: string };
  const [given] = useState(() => {
    const readOnly = readOnlyReason({ ...task, state: submission.state }, roles);
    const { place, draft, left } = pageDraft(user.id, submission.id, readOnly === null);
    const summed = summedCells(ledger);
    const known = { compiled, formKey: task.formKey, submission, context, returned, draft, readOnly, summed };
    const setup = workingCopy(known);
    const wished = filters.find((filter) => filter === show);
    return { userId: user.id, place, draft, left, setup: { ...setup, ...(wished && { filter: wished }) }, submission };
  });
  const [left, setLeft] = useState(given.left);
  const session = useEntrySession(given);
  const client = useQueryClient();
  // Other pages of the task show what was saved here.
  useEffect(
    () => () => {
      void client.invalidateQueries({ queryKey: [api.submissions.readSubmission.id] });
      void client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] });
    },
    [client],
  );
  return session ? (
    <EntryDesk task={task} submission={given.submission} context={context} session={session} onFilled={onSummed}>
      <Moved was={given.submission.state} session={session} onAgain={onSummed} />
      {left ? (
        <LeftBehind
          store={session.store}
          title={`${task.name} ${task.unitName}`}
          left={left}
          onDiscard={() => {
            given.place.discard();
            setLeft(null);
          }}
        />
      ) : null}
      <LedgerBar task={task} ledger={ledger} session={session} onSummed={onSummed} />
    </EntryDesk>
  ) : null;
}
