import { useState } from "react";
import { useText } from "@duibiao/ui";

/** An export dragged here or chosen; what it is, the server sees by its bytes. */
export function ExportDrop({ onFile, busy }: { onFile: (file: File) => void; busy: boolean }) {
  const t = useText();
  const [over, setOver] = useState(false);
  const take = (file: File | undefined) => {
    if (file !== undefined && !busy) onFile(file);
  };
  return (
    <label
      className={over ? "file-drop over" : "file-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(!busy);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
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
