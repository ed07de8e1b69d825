import { useMemo } from "react";
import { DataTable, useText, type Column } from "@duibiao/ui";
import { codeNames, named, placeOf, type Audit, type PartProps } from "./words.ts";

type Row = Audit["findings"][number] & { at: number };

/** What is out of line, in words, with its place. */
export function FindingsTable({ audit, title, about }: PartProps) {
  const t = useText();
  const rows = useMemo(() => audit.findings.map((finding, at) => ({ ...finding, at })), [audit]);
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: "place",
        header: { zh: "位置", en: "Place" },
        value: ({ path }) => placeOf(audit, path, t),
        head: true,
        width: "xl",
      },
      {
        key: "kind",
        header: { zh: "问题", en: "Kind" },
        value: ({ code }) => t(codeNames[code] ?? { zh: code, en: code }),
        width: "m",
      },
      {
        key: "text",
        header: { zh: "说明", en: "Finding" },
        value: ({ zh, en }) => named(audit, t(zh, en), t),
        width: "fill",
      },
    ],
    [audit, t],
  );
  return (
    <DataTable
      title={t(`${title} 一致性审计发现`, `${title}: findings of the audit`)}
      columns={columns}
      rows={rows}
      rowKey={({ at }) => at}
      empty={t("没有超出界线的情况。", "Nothing is out of line.")}
      about={about}
      footer={t("界线是提问的线索，不是错误的判定。", "Lines raise questions; they do not judge errors.")}
    />
  );
}
