import { ProblemBox } from "@duibiao/screens";
import { HandOverTable, LineageTable, seriesWords, type Planned } from "@duibiao/screens/region-changes";
import { Button, useText } from "@duibiao/ui";

type Props = { planned: Planned; busy: boolean; error: Error | null; onRecord: () => void };

/** What the rehearsal did: exactly this is recorded, or nothing. */
export function PlannedPart({ planned, busy, error, onRecord }: Props) {
  const t = useText();
  const { kind, founded, closed, movedUnits, closedUnits, handOver, lineage } = planned;
  return (
    <section className="card" aria-live="polite">
      <h2>{t("预演结果（尚未写入）", "Rehearsal (nothing written yet)")}</h2>
      <ul>
        <li>
          {t(
            `新设 ${founded.length} 个地区${founded.length === 0 ? "" : `（${founded.map(({ code, name }) => `${name} ${code}`).join("、")}）`}，撤销 ${closed.length} 个。`,
            `${founded.length} regions founded, ${closed.length} ended.`,
          )}
        </li>
        <li>
          {t(
            `${movedUnits.length} 个填报单位改挂新地区，${closedUnits.length} 个报送全地区总量的单位随原地区终止。`,
            `${movedUnits.length} reporting units move, ${closedUnits.length} units that reported a region's total end with it.`,
          )}
        </li>
        <li>{t(seriesWords[kind])}</li>
      </ul>
      <h3>{t("沿革", "Lineage")}</h3>
      <LineageTable lines={lineage} />
      <h3>{t("交接清单", "Hand-over")}</h3>
      <HandOverTable items={handOver} />
      {error === null ? null : <ProblemBox error={error} />}
      <Button look="primary" busy={busy} onClick={onRecord}>
        {t("确认登记", "Record the change")}
      </Button>
    </section>
  );
}
