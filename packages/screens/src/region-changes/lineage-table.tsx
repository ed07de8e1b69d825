import { useMemo } from "react";
import { DataTable, useText, type Column } from "@duibiao/ui";
import type { Change } from "./words.ts";

type Line = Change["lineage"][number];

/** 沿革: which share of which region goes where. */
export function LineageTable({ lines }: { lines: readonly Line[] }) {
  const t = useText();
  const columns = useMemo<Column<Line>[]>(
    () => [
      {
        key: "from",
        header: { zh: "原地区", en: "From" },
        value: ({ fromName }) => fromName,
        head: true,
        width: "fill",
      },
      { key: "to", header: { zh: "现地区", en: "To" }, value: ({ toName }) => toName, width: "fill" },
      { key: "share", header: { zh: "份额", en: "Share" }, type: "number", value: ({ share }) => share, width: "s" },
    ],
    [],
  );
  return (
    <DataTable
      title={t("沿革", "Lineage")}
      columns={columns}
      rows={lines}
      rowKey={({ from, to }) => `${from}/${to}`}
      empty={t("没有沿革。", "No lineage.")}
    />
  );
}
