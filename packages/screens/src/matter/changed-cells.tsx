import { changeInPercent, DataTable, showPercent, useText, type Column } from "@duibiao/ui";
import { useMemo } from "react";
import { valueText, type Matter } from "./matter.ts";

type Cell = NonNullable<Matter["correction"]>["cells"][number];

/** Cells with the value that stands and the one asked for. */
export function ChangedCells({ cells, number }: { cells: readonly Cell[]; number: string }) {
  const t = useText();
  const columns = useMemo<Column<Cell>[]>(
    () => [
      { key: "row", header: { zh: "行次", en: "Line" }, width: "xs", value: ({ row }) => row },
      { key: "name", header: { zh: "数据项", en: "Measure" }, head: true, width: "fill", value: ({ name }) => t(name) },
      { key: "uom", header: { zh: "计量单位", en: "Unit of measure" }, width: "s", value: ({ uom }) => uom },
      {
        key: "before",
        header: { zh: "现值", en: "Stands" },
        type: "number",
        width: "m",
        value: ({ before }) => before?.value ?? null,
        cell: ({ before }) => t(valueText(before)),
      },
      {
        key: "after",
        header: { zh: "新值", en: "New" },
        type: "number",
        width: "m",
        value: ({ after }) => after.value,
        cell: ({ after }) => <strong>{t(valueText(after))}</strong>,
      },
      {
        key: "change",
        header: { zh: "变化", en: "Change" },
        width: "s",
        value: ({ before, after }) => {
          const percent = changeInPercent(before?.value ?? null, after.value);
          return percent === null ? null : showPercent(percent);
        },
      },
    ],
    [t],
  );
  return (
    <DataTable
      title={t(`${number} 数据`, `${number}: figures`)}
      columns={columns}
      rows={cells}
      rowKey={({ measure, member }) => `${measure}/${member}`}
      empty={t("没有写明具体数值。", "No figure was named.")}
    />
  );
}
