import { useCompiled } from "@duibiao/screens";
import type { OwnCell } from "@duibiao/screens/result";
import { showPeriod, useLanguage } from "@duibiao/ui";
import { CellLink } from "../task/cell-link.tsx";
import { keyOf } from "../task/form.ts";
import type { Assignment } from "../task/task.ts";

/** From an operand's period to the own cells: the tasks of that period whose forms ask the figure. */
export function OwnCellLink({ cell, tasks }: { cell: OwnCell; tasks: readonly Assignment[] }) {
  const there = tasks.filter(({ period, exemptReason }) => period.key === cell.period && exemptReason === null);
  const units = new Set(there.map(({ unitId }) => unitId));
  if (there.length === 0) return cell.period;
  return there.map((task) => (
    <TaskCell key={`${task.collectionId}/${task.unitId}`} task={task} cell={cell} named={units.size > 1} />
  ));
}

function TaskCell({ task, cell, named }: { task: Assignment; cell: OwnCell; named: boolean }) {
  const { language } = useLanguage();
  const { data } = useCompiled(task.catalogueId);
  if (!data?.compiledForms.get(task.formKey)?.asked.has(keyOf(cell))) return null;
  return (
    <CellLink task={task} cell={cell}>
      {showPeriod(task.period, language)} {named ? task.unitName : ""}
    </CellLink>
  );
}
