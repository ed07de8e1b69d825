import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api, call, read } from "@duibiao/client";
import { Loaded, ProblemBox, useCompiled, useSession } from "@duibiao/screens";
import { Button, Empty, Page, showPeriod, SYNTHETIC, useLanguage, useText } from "@duibiao/ui";
import "@duibiao/ui/grid.css";
import { assignmentsQuery, submissionQuery, type Assignment } from "../task/task.ts";
import { sharedTasks, type Shared } from "./shared.ts";
import { UnitFiles } from "./unit-files.tsx";
import { UnitTable, type Opened } from "./unit-table.tsx";
import "../entry/entry.css";

/** 多单位一起填: one table, a row for each unit that the clerk answers for; every row is that unit's own submission. */
export function TogetherPage() {
  const t = useText();
  const id = Number((useParams({ strict: false }) as { collection: string }).collection);
  const { posts } = useSession();
  const tasks = useQuery(assignmentsQuery());
  const isClerkAt = (unit: number) => posts.some((post) => post.unitId === unit && post.role === "clerk");
  return (
    <Loaded of={tasks}>
      {({ items }) => {
        const shared = sharedTasks(items, isClerkAt).find(({ collectionId }) => collectionId === id);
        if (shared === undefined)
          return (
            <Empty>
              {t(
                "这项任务没有两个以上由您填报、还在填的单位。",
                "Fewer than two units of yours have this task in work.",
              )}{" "}
              <Link to="/">{t("任务首页", "Tasks")}</Link>
            </Empty>
          );
        return <Headed shared={shared} />;
      }}
    </Loaded>
  );
}

function Headed({ shared }: { shared: Shared }) {
  const t = useText();
  const { language } = useLanguage();
  const [round, again] = useState(0);
  const waiting = shared.tasks.filter(({ submissionId }) => submissionId === null);
  const begun = shared.tasks.filter(({ submissionId }) => submissionId !== null);
  return (
    <Page
      crumbs={[<Link to="/">{t("任务", "Tasks")}</Link>]}
      title={`${shared.name} ${showPeriod(shared.period, language)}`}
      stamps={shared.tasks.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : []}
    >
      {waiting.length > 0 ? <Begin tasks={waiting} /> : null}
      {begun.length > 0 ? (
        <>
          <UnitFiles tasks={begun} onWritten={() => again((known) => known + 1)} />
          <Loading key={`${begun.map(({ unitId }) => unitId).join()}/${round}`} tasks={begun} />
        </>
      ) : null}
    </Page>
  );
}

/** Units that have not begun: all of them with one click. */
function Begin({ tasks }: { tasks: readonly Assignment[] }) {
  const t = useText();
  const client = useQueryClient();
  const opening = useMutation({
    async mutationFn() {
      for (const { collectionId: collection, unitId: unit } of tasks)
        await call(api.submissions.openSubmission, { body: { collection, unit } });
    },
    onSettled: () => client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] }),
  });
  return (
    <div className="row">
      <span>{tasks.map(({ unitName }) => unitName).join(t("、", ", "))}</span>
      <Button busy={opening.isPending} onClick={() => opening.mutate()}>
        {t(`开始填报这 ${tasks.length} 个单位`, `Start these ${tasks.length}`)}
      </Button>
      {opening.isError ? <ProblemBox error={opening.error} /> : null}
    </div>
  );
}

/** What every unit's row begins from. */
function Loading({ tasks }: { tasks: readonly Assignment[] }) {
  const t = useText();
  const fresh = { refetchOnWindowFocus: false, refetchOnMount: "always", gcTime: 0 } as const;
  const submissions = useQueries({
    queries: tasks.map((task) => ({ ...submissionQuery(task.submissionId!), ...fresh })),
  });
  const contexts = useQueries({
    queries: tasks.map((task) => ({
      ...read(api.context.readContext, { params: { id: task.submissionId! } }),
      refetchOnWindowFocus: false,
    })),
  });
  const compiled = useCompiled(tasks[0]!.catalogueId, tasks[0]!.period.end);
  const fault = [...submissions, ...contexts, compiled].find(({ isError }) => isError);
  if (fault) return <ProblemBox error={fault.error} onRetry={() => void fault.refetch()} />;
  const opened = tasks.flatMap((task, at): Opened[] => {
    const [submission, context] = [submissions[at]!, contexts[at]!.data];
    return submission.data && submission.isFetchedAfterMount && context
      ? [{ task, submission: submission.data, context }]
      : [];
  });
  if (opened.length < tasks.length || !compiled.data)
    return (
      <p className="waiting" role="status">
        {t("正在加载…", "Loading…")}
      </p>
    );
  return <UnitTable opened={opened} compiled={compiled.data} />;
}
