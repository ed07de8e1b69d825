import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded } from "@duibiao/screens";
import { Empty, Page, useText, SYNTHETIC } from "@duibiao/ui";
import { assignmentsQuery, type Assignment } from "../task/task.ts";
import { SharedMeters } from "../meters/shared-meters.tsx";
import { Ledgers } from "./ledgers.tsx";
import { NextTask } from "./next-task.tsx";
import { placeOf } from "./next-step.ts";
import { TaskCard } from "./task-card.tsx";
import { TaskExport } from "./task-export.tsx";
import { Together } from "./together.tsx";
import { Unsent } from "./unsent.tsx";
import "./home.css";

/** 任务首页: what is due, how far it is, what blocks, what is next. */
export function HomePage() {
  const t = useText();
  const tasks = useQuery(assignmentsQuery());
  return (
    <Page title={t("任务", "Tasks")} stamps={tasks.data?.items.some((task) => task.synthetic) ? [t(SYNTHETIC)] : []}>
      <Loaded of={tasks}>
        {({ items }) => {
          const of = (place: string) => items.filter((task) => placeOf(task) === place);
          return (
            <>
              <Unsent tasks={items} />
              <Together tasks={of("todo")} />
              <TaskList title={t("要做的", "To do")} tasks={of("todo")} empty={<NextTask />} />
              <TaskList title={t("已报送，在审", "Sent, in review")} tasks={of("sent")} />
              <TaskList title={t("免报", "Exempt")} tasks={of("exempt")} />
              <SharedMeters />
              <Ledgers />
              <Finished />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

type ListProps = { title: string; tasks: readonly Assignment[]; empty?: React.ReactNode };

function TaskList({ title, tasks, empty }: ListProps) {
  const units = [...new Set(tasks.map((task) => task.unitName))];
  if (tasks.length === 0 && empty === undefined) return null;
  return (
    <section className="tasks">
      <div className="row between">
        <h2>
          {title} <span className="quiet">{tasks.length}</span>
        </h2>
        {tasks.length > 0 ? <TaskExport title={title} tasks={tasks} /> : null}
      </div>
      {tasks.length === 0 ? empty : null}
      {units.map((unit) => (
        <div key={unit}>
          {units.length > 1 ? <h3>{unit}</h3> : null}
          {tasks
            .filter((task) => task.unitName === unit)
            .map((task) => (
              <TaskCard key={`${task.collectionId}/${task.unitId}`} task={task} />
            ))}
        </div>
      ))}
    </section>
  );
}

/** 已完成 of the past years, loaded when it is opened; newest first, by the year of the period. */
function Finished() {
  const t = useText();
  const [open, setOpen] = useState(false);
  const all = useQuery({ ...assignmentsQuery(true), enabled: open });
  return (
    <details className="tasks finished" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t("已完成", "Done")}</h2>
      </summary>
      {open ? (
        <Loaded of={all}>
          {({ items }) => {
            const done = items.filter((task) => placeOf(task) === "done").toReversed();
            const years = [...new Set(done.map((task) => task.period.end.slice(0, 4)))].toSorted().toReversed();
            if (done.length === 0) return <Empty>{t("还没有已完成的任务。", "Nothing is done yet.")}</Empty>;
            return years.map((year) => (
              <TaskList
                key={year}
                title={t(`${year} 年`, year)}
                tasks={done.filter((task) => task.period.end.startsWith(year))}
              />
            ));
          }}
        </Loaded>
      ) : null}
    </details>
  );
}
