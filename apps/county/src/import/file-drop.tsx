import { useState } from "react";
import { useDropZone } from "@duibiao/screens/folder";
import { Alert, useText } from "@duibiao/ui";

/** A file dragged here or chosen; null: one that cannot be it. Old kinds of tables get the one sentence that helps. */
export function FileDrop({ onFile, busy }: { onFile: (file: File | null) => void; busy: boolean }) {
  const t = useText();
  const [refused, refuse] = useState<string | null>(null);
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    const isOld = /\.(xls|et|ods)$/i.test(file.name);
    const isOther = !/\.xlsx$/i.test(file.name);
    refuse(
      isOld
        ? t(
            `“${file.name}”是旧格式：请用 Excel 或 WPS 打开，选“另存为”，类型选“Excel 工作簿（*.xlsx）”，再选这个新文件。`,
            `"${file.name}" is of an older kind: open it in Excel or WPS, save it as an Excel workbook (*.xlsx), then choose that file.`,
          )
        : isOther
          ? t(
              `“${file.name}”不是 .xlsx 文件：请选择从本页下载并填好的模板。`,
              `"${file.name}" is no .xlsx file: choose the template that you downloaded here and filled.`,
            )
          : null,
    );
    onFile(isOld || isOther ? null : file);
  };
  const zone = useDropZone((given) => take(given.files[0]));
  return (
    <>
      <label {...zone}>
        <span>
          {busy ? t("正在试导入…", "Dry run…") : t("把填好的 .xlsx 拖到这里，或", "Drop the filled .xlsx here, or")}
        </span>
        <span className="btn">{t("选择文件", "Choose the file")}</span>
        <input
          className="sr-only"
          aria-label={t("选择填好的 .xlsx 文件", "Choose the filled .xlsx file")}
          type="file"
          accept=".xlsx,.xls,.et"
          // Not disabled: the keyboard stays where it is while the file is tried.
          aria-disabled={busy || undefined}
          onClick={(event) => busy && event.preventDefault()}
          onChange={(event) => {
            if (!busy) take(event.target.files?.[0]);
            // The same file, mended, may be chosen again.
            event.target.value = "";
          }}
        />
      </label>
      {refused === null ? null : <Alert tone="error" title={refused} />}
    </>
  );
}
