import {
  assignmentStates,
  ExportMenu,
  nameOf,
  showMoment,
  showPeriod,
  tableData,
  useLanguage,
  useText,
  type Column,
  SYNTHETIC,
} from "@duibiao/ui";
import { api } from "@duibiao/client";
import type { Assignment } from "../task/task.ts";

/** The list of tasks as it stands, as a file. */
export function TaskExport({ title, tasks }: { title: string; tasks: readonly Assignment[] }) {
  const t = useText();
  const { language } = useLanguage();
  const number = (key: string, zh: string, en: string, value: (task: Assignment) => number): Column<Assignment> => ({
    key,
    header: { zh, en },
    type: "number",
    value,
  });
  const text = (key: string, zh: string, en: string, value: (task: Assignment) => string): Column<Assignment> => ({
    key,
    header: { zh, en },
    value,
  });
  const columns: readonly Column<Assignment>[] = [
    text("name", "任务", "Task", (task) => task.name),
    text("unit", "填报单位", "Unit", (task) => task.unitName),
    text("period", "报告期", "Period", (task) => showPeriod(task.period, language)),
    text("number", "表号", "Form no.", (task) => task.form.number),
    text("document", "布置文号", "Asked under", (task) => task.documentNo),
    text("state", "状态", "State", (task) => t(nameOf(assignmentStates, task.state))),
    text("due", "期限", "Due", (task) => showMoment(task.dueAt, language)),
    number("required", "必填", "Required", (task) => task.required),
    number("answered", "已答", "Answered", (task) => task.answered),
    number("block", "强制性", "Blocking", (task) => task.findings.block),
    number("unexplained", "待说明", "To explain", (task) => task.findings.unexplained),
    number("questions", "未答复核实单", "Open questions", (task) => task.openQuestions),
    text("exempt", "免报原因", "Exempt because", (task) =>
      task.exemptReason === null ? "" : t(api.unitChanges.exemptBecause(task.exemptReason)),
    ),
  ];
  const stamps = tasks.some((task) => task.synthetic) ? [t(SYNTHETIC)] : [];
  return <ExportMenu table={() => tableData(columns, tasks, { title, stamps }, language)} />;
}
