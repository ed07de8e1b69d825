import { Button, DataTable, Dialog, groupDigits, useText, type Column } from "@duibiao/ui";
import type { Verdict } from "./batch.ts";
import type { Row } from "./batch-table.tsx";

type Cell = Verdict["cells"][number];
type Difference = { key: string; unit: string; cell: Cell };
type Props = { rows: readonly Row[]; stamps: string[]; onClose: () => void; onConfirm: () => void };

const stored = ({ stored: now }: Cell) => (now === null ? "" : (now.value ?? now.state));
const given = ({ value, given: text }: Cell) => (value?.state === "number" ? value.value : text);

const columns: readonly Column<Difference>[] = [
  { key: "unit", header: { zh: "单位", en: "Institution" }, width: "l", head: true, value: ({ unit }) => unit },
  { key: "at", header: { zh: "单元格", en: "Cell" }, width: "xs", value: ({ cell }) => cell.cell },
  { key: "line", header: { zh: "行次", en: "Line" }, width: "xs", value: ({ cell }) => cell.line },
  {
    key: "stored",
    header: { zh: "平台上的", en: "On the platform" },
    width: "m",
    value: ({ cell }) => stored(cell),
    cell: ({ cell }) => groupDigits(stored(cell)),
  },
  {
    key: "given",
    header: { zh: "文件里的", en: "In the file" },
    width: "fill",
    value: ({ cell }) => given(cell),
    cell: ({ cell }) => groupDigits(given(cell)),
  },
];

/** What is on the platform beside what the files say; one confirmation for what was seen, and only for that. */
export function DiffersDialog({ rows, stamps, onClose, onConfirm }: Props) {
  const t = useText();
  const differences = rows.flatMap(({ item }) =>
    (item.answer?.cells ?? []).map((cell) => ({
      key: `${item.path} ${cell.cell}`,
      unit: item.answer?.unit?.name ?? "",
      cell,
    })),
  );
  return (
    <Dialog
      wide
      title={t("文件与平台上的数不同", "The files differ from the platform")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("保留平台上的", "Keep the platform's")}</Button>
          <Button look="primary" onClick={onConfirm}>
            {t(`以文件为准，收下 ${rows.length} 份`, `Take the files: ${rows.length}`)}
          </Button>
        </>
      }
    >
      <p className="quiet">
        {t(
          "以文件为准时，该单位的报送内容完全按文件写入：文件里空着的，平台上也清空。先前已代报的那一版退回留底。",
          "The report then says exactly what the file says: what is blank there is blank here. A revision that was filed before is returned and stays on record.",
        )}
      </p>
      <DataTable
        title={t("文件与平台上的数", "Files and platform")}
        columns={columns}
        rows={differences}
        rowKey={({ key }) => key}
        empty={t("没有不同。", "No difference.")}
        about={{ stamps }}
      />
    </Dialog>
  );
}
