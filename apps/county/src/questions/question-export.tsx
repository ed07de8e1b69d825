import { useCompiledAll } from "@duibiao/screens";
import {
  ExportMenu,
  showMoment,
  showPeriod,
  tableData,
  useLanguage,
  useText,
  type Column,
  SYNTHETIC,
} from "@duibiao/ui";
import { nameOfCell } from "../task/form.ts";
import type { Assignment } from "../task/task.ts";
import { taskOf, type Question } from "./question.ts";

type Props = { questions: readonly Question[]; tasks: readonly Assignment[] };

/** The questions as they stand, as a file. */
export function QuestionExport({ questions, tasks }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const catalogues = useCompiledAll([...new Set(tasks.map(({ catalogueId }) => catalogueId))]);
  if (questions.length === 0) return null;
  const moment = (at: string | null) => (at === null ? "" : showMoment(at, language));
  const text = (key: string, zh: string, en: string, value: (question: Question) => string): Column<Question> => ({
    key,
    header: { zh, en },
    value,
  });
  const nameOf = (question: Question) => {
    const compiled = catalogues.get(taskOf(tasks, question)?.catalogueId ?? -1);
    return compiled ? t(nameOfCell(compiled, question)) : "";
  };
  const columns = [
    text("task", "任务", "Task", (question) => taskOf(tasks, question)?.name ?? ""),
    text("period", "报告期", "Period", (question) => {
      const task = taskOf(tasks, question);
      return task ? showPeriod(task.period, language) : "";
    }),
    text("unit", "填报单位", "Unit", (question) => taskOf(tasks, question)?.unitName ?? ""),
    text("cell", "指标", "Measure", nameOf),
    text("text", "核实内容", "Question", (question) => question.text),
    text("askedBy", "提出人", "Asked by", (question) => question.askedBy),
    text("askedAt", "提出时间", "Asked", (question) => moment(question.askedAt)),
    text("due", "答复期限", "Due", (question) => moment(question.dueAt)),
    text("escalated", "已逾期上报", "Overdue, told to", ({ escalated }) =>
      escalated === null ? "" : `${escalated.to} ${moment(escalated.at)}`,
    ),
    text("answer", "答复", "Answer", (question) => question.answer ?? ""),
    text("answeredBy", "答复人", "Answered by", (question) => question.answeredBy ?? ""),
    text("answeredAt", "答复时间", "Answered", (question) => moment(question.answeredAt)),
  ];
  const stamps = tasks.some((task) => task.synthetic) ? [t(SYNTHETIC)] : [];
  const title = t("核实单", "Questions");
  return (
    <p className="question-export">
      <ExportMenu table={() => tableData(columns, questions, { title, stamps }, language)} />
    </p>
  );
}
