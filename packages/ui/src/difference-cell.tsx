import { showNumber } from "./format.ts";
import { useText } from "./language.tsx";
import { comparisons } from "./names.ts";

type Props = {
  /** In percent of the earlier value (`changeInPercent`), or in points for a value that is a percentage itself. */
  change: number | null;
  kind: keyof typeof comparisons;
  /** The value is a percentage: the change is read in 百分点, never in %. */
  points?: boolean;
  /** Why there is no change to show. */
  reason?: string;
};

/** A change, with what it is compared with. Up is neither good nor bad here: one colour, and the word beside the arrow. */
export function DifferenceCell({ change, kind, points, reason }: Props) {
  const t = useText();
  const than = t(comparisons[kind]);
  if (change === null) return <span className="quiet">{reason ?? t(`${than}无可比数`, `${than}: no comparison`)}</span>;
  const size = showNumber(Math.abs(change), 1);
  const uom = points ? t(" 个百分点", " pp") : "%";
  if (change === 0) return <span className="nowrap">{t(`${than}持平`, `${than} unchanged`)} ＝</span>;
  // Shown as 0.0 it would read as unchanged, which it is not.
  const shown = size === "0.0" ? t("不足 0.1", "under 0.1") : size;
  return (
    <span className="nowrap">
      {change > 0 ? t(`${than}升`, `${than} up`) : t(`${than}降`, `${than} down`)}
      <span aria-hidden="true">{change > 0 ? " ▲" : " ▼"}</span> {shown}
      {uom}
    </span>
  );
}
