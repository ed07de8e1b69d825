import { useMemo } from "react";
import { DataTable, useText, type Column } from "@duibiao/ui";
import { placeIn, type Reason } from "./institutions.ts";

/** A reason with the file that it is of, and whose that is. */
export type FileReason = Reason & { key: string; file: string; unit: string };

const columns: readonly Column<FileReason>[] = [
  { key: "unit", header: { zh: "单位", en: "Institution" }, width: "l", head: true, value: ({ unit }) => unit },
  { key: "file", header: { zh: "文件", en: "File" }, width: "l", value: ({ file }) => file },
  { key: "place", header: { zh: "工作表和单元格", en: "Sheet!cell" }, width: "s", value: placeIn },
  { key: "line", header: { zh: "行次", en: "Line" }, width: "xs", value: ({ line }) => line },
  { key: "given", header: { zh: "填的是", en: "It says" }, width: "m", value: ({ given }) => given },
];

/** Everything that keeps files out: file, sheet and cell, what stands there, what is wrong and what to do. */
export function ReasonsTable({ title, reasons, stamps }: { title: string; reasons: FileReason[]; stamps: string[] }) {
  const t = useText();
  const all = useMemo(
    (): Column<FileReason>[] => [
      ...columns,
      {
        key: "mend",
        header: { zh: "问题和怎么改", en: "What is wrong, how to mend it" },
        width: "fill",
        value: (reason) => t(reason),
      },
    ],
    [t],
  );
  return (
    <DataTable
      title={title}
      columns={all}
      rows={reasons}
      rowKey={({ key }) => key}
      empty={t("没有错误。", "No errors.")}
      about={{ stamps }}
    />
  );
}

/** The reasons of one file, each with a key of its own. */
export const reasonsOf = (reasons: readonly Reason[], file: string, unit: string): FileReason[] =>
  reasons.map((reason, at) => ({ ...reason, key: `${file} ${at}`, file, unit }));
