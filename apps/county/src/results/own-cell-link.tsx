import { useCompiled } from "@duibiao/screens";
import type { OwnCell } from "@duibiao/screens/result";
import { showPeriod, useLanguage, useText } from "@duibiao/ui";
import { CellLink } from "../task/cell-link.tsx";
import { keyOf } from "../task/form.ts";
import type { Assignment } from "../task/task.ts";

/** From an operand's period to the own cell: the task of that period whose form asks the figure. */
export function OwnCellLink({ cell, tasks }: { cell: OwnCell; tasks: readonly Assignment[] }) {
  const { language } = useLanguage();
  const there = tasks.filter(({ period, exemptReason }) => period.key === cell.period && exemptReason === null);
  const period = there[0]?.period;
  return (
    <>
      {period ? showPeriod(period, language) : cell.period}
      {there.map((task) => (
        <TaskCell key={`${task.collectionId}/${task.unitId}`} task={task} cell={cell} />
      ))}
    </>
  );
}

function TaskCell({ task, cell }: { task: Assignment; cell: OwnCell }) {
  const t = useText();
  const { data } = useCompiled(task.catalogueId);
  if (!data?.compiledForms.get(task.formKey)?.asked.has(keyOf(cell))) return null;
  return (
    <>
      {" "}
      <CellLink task={task} cell={cell}>
        {t("看本单位的数", "own cell")}
      </CellLink>
    </>
  );
}
