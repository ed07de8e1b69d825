import { useText } from "@duibiao/ui";
import { useDropZone } from "../folder/drop-zone.ts";

/** An export dragged here or chosen; what it is, the server sees by its bytes. */
export function ExportDrop({ onFile, busy }: { onFile: (file: File) => void; busy: boolean }) {
  const t = useText();
  const take = (file: File | undefined) => {
    if (file !== undefined && !busy) onFile(file);
  };
  const zone = useDropZone((given) => take(given.files[0]), busy);
  return (
    <label {...zone}>
      <span>
        {t(
          "把导出文件（xlsx、xls、csv 或网页表格）拖到这里，或",
          "Drop the export (xlsx, xls, csv or web table) here, or",
        )}
      </span>
      <span className="btn">{t("选择文件", "Choose the file")}</span>
      <input
        className="sr-only"
        aria-label={t("选择导出文件", "Choose the export")}
        type="file"
        accept=".xlsx,.xls,.csv,.txt,.htm,.html"
        disabled={busy}
        onChange={({ target }) => {
          take(target.files?.[0]);
          // The same file, exported anew, may be chosen again.
          target.value = "";
        }}
      />
    </label>
  );
}
