import { groupDigits, useText } from "@duibiao/ui";
import "./task.css";

type Stated = { state: string; value: string | null; estimated?: boolean; reason?: string };

/** One of the four values of a cell, as it is read; an empty cell is a dash and never a zero. */
export function Figure({ cell }: { cell: Stated | undefined }) {
  const t = useText();
  if (cell === undefined)
    return (
      <span className="quiet" aria-label={t("未填", "blank")}>
        —
      </span>
    );
  if (cell.state === "number")
    return (
      <>
        {groupDigits(cell.value!)}
        {cell.estimated ? <span className="quiet"> {t("暂估", "est.")}</span> : null}
      </>
    );
  const word = cell.state === "na" ? t("不适用", "n/a") : t("暂缺", "Missing");
  return <span title={cell.reason}>{word}</span>;
}
