import { Alert, useText } from "@duibiao/ui";
import { repeatedOf, type CellRow } from "./cell-rows.ts";

/** No rule sees it: each figure alone is plausible, all of them together were copied. */
export function Repeated({ rows }: { rows: readonly CellRow[] }) {
  const t = useText();
  const repeated = repeatedOf(rows);
  if (repeated === null) return null;
  return (
    <Alert
      tone="warning"
      title={t(
        `本期 ${repeated} 项数值与上期全部相同，请核实是否照抄上期`,
        `All ${repeated} figures are those of the period before: ask whether they were copied`,
      )}
    />
  );
}
