import { useMemo } from "react";
import { assignmentStates, DataTable, nameOf, useText, type Column } from "@duibiao/ui";
import type { HandOver } from "./words.ts";

/** 交接清单: duties of open collections that a change of regions puts elsewhere. */
export function HandOverTable({ items }: { items: readonly HandOver[] }) {
  const t = useText();
  const columns = useMemo<Column<HandOver>[]>(() => {
    const seat = (place: HandOver["from"]) => (place.city === place.name ? place.name : `${place.city} ${place.name}`);
    return [
      { key: "unit", header: { zh: "单位", en: "Unit" }, value: ({ unit }) => unit.name, head: true, width: "xl" },
      { key: "task", header: { zh: "任务", en: "Task" }, value: ({ collection }) => collection.name, width: "fill" },
      {
        key: "period",
        header: { zh: "报告期", en: "Period" },
        value: ({ collection }) => collection.period,
        width: "s",
      },
      { key: "from", header: { zh: "移出", en: "From" }, value: ({ from }) => seat(from), width: "l" },
      {
        key: "to",
        header: { zh: "接收", en: "To" },
        value: ({ to }) => (to === null ? t("随单位终止", "ends with its unit") : seat(to)),
        width: "l",
      },
      {
        key: "state",
        header: { zh: "现状", en: "State" },
        value: ({ to, state }) =>
          state !== null
            ? t(nameOf(assignmentStates, state))
            : to === null
              ? "—"
              : t("由接收方办理", "with the receiver"),
        width: "m",
      },
      {
        key: "questions",
        header: { zh: "未答核实单", en: "Open questions" },
        type: "number",
        value: ({ openQuestions }) => openQuestions,
        width: "s",
      },
    ];
  }, [t]);
  return (
    <DataTable
      title={t("交接清单", "Hand-over")}
      columns={columns}
      rows={items}
      rowKey={({ collection, unit }) => `${collection.id}/${unit.id}`}
      empty={t("没有未锁定的任务需要交接。", "No open task is handed over.")}
    />
  );
}
