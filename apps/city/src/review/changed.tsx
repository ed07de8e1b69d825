import { Alert, Button, useText } from "@duibiao/ui";
import { hasChanged, type CellRow } from "./cell-rows.ts";
import type { Paper } from "./paper.ts";

/** What moved since the revision before: a reviewer who has seen that one need not read all of it again. */
export function Changed({ rows, paper, onGo }: { rows: readonly CellRow[]; paper: Paper; onGo: (to: string) => void }) {
  const t = useText();
  if (paper.before === null) return null;
  const changed = rows.filter(hasChanged);
  const [now, before] = [paper.revision.revision, paper.before.revision];
  return (
    <Alert
      title={
        changed.length === 0
          ? t(`版次 ${now} 的数值与版次 ${before} 相同`, `Revision ${now} has the figures of revision ${before}`)
          : t(
              `版次 ${now} 比版次 ${before} 改了 ${changed.length} 处`,
              `Revision ${now} differs from revision ${before}; cells changed: ${changed.length}`,
            )
      }
      actions={changed.map((row) => (
        <Button key={row.key} small onClick={() => onGo(row.key)}>
          {row.row} {t(row.name)}
        </Button>
      ))}
    />
  );
}
