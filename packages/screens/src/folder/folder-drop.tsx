import type { InputHTMLAttributes } from "react";
import { useText } from "@duibiao/ui";
import { useDropZone } from "./drop-zone.ts";
import { chosen, dropped, type Found } from "./folder.ts";

/** A folder dragged here or chosen, or single files of it. */
export function FolderDrop({ onFiles, busy }: { onFiles: (found: Found[]) => void; busy: boolean }) {
  const t = useText();
  const zone = useDropZone((given) => void dropped(given).then(onFiles), busy);
  const chooser = (
    label: string,
    name: string,
    rest: InputHTMLAttributes<HTMLInputElement> & { webkitdirectory?: string },
  ) => (
    <label className="btn">
      {label}
      <input
        {...rest}
        className="sr-only"
        aria-label={name}
        type="file"
        multiple
        // Not disabled: the keyboard stays where it is while the files are tried.
        aria-disabled={busy || undefined}
        onClick={(event) => busy && event.preventDefault()}
        onChange={({ target }) => {
          if (target.files !== null && !busy) onFiles(chosen(target.files));
          // The same folder, mended, may be chosen again.
          target.value = "";
        }}
      />
    </label>
  );
  return (
    <div {...zone}>
      <span>{t("把装有各单位交回模板的文件夹拖到这里，或", "Drop the folder of returned templates here, or")}</span>
      <span className="row">
        {chooser(t("选择文件夹", "Choose a folder"), t("选择交回模板的文件夹", "Choose the folder of templates"), {
          webkitdirectory: "",
        })}
        {chooser(t("选择文件", "Choose files"), t("选择交回的 .xlsx 文件", "Choose returned .xlsx files"), {
          accept: ".xlsx",
        })}
      </span>
    </div>
  );
}
