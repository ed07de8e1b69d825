import { showNumber, useText } from "@duibiao/ui";
import type { Ranked } from "./matrix.ts";

/** How far a trial moves the ranking, in numbers. */
export function Summary({ ranked, took }: { ranked: Ranked; took: number }) {
  const t = useText();
  const { changed, largest, meanShift, kendall, topKept, top } = ranked;
  return (
    <dl className="facts sensitivity-facts" data-took={took.toFixed(1)}>
      <dt>{t("位次变化", "Places changed")}</dt>
      <dd>
        {t(
          `${changed} 个地区，最多 ${largest} 位，平均 ${showNumber(meanShift, 2)} 位`,
          `${changed} regions, by up to ${largest}, ${showNumber(meanShift, 2)} on average`,
        )}
      </dd>
      <dt>{t("与原位次的相关（Kendall τ）", "Kendall's tau with the stored places")}</dt>
      <dd>{kendall === null ? "—" : showNumber(kendall, 3)}</dd>
      <dt>{t(`原前 ${top} 名`, `First ${top} as stored`)}</dt>
      <dd>{t(`保留 ${topKept} 个`, `${topKept} still there`)}</dd>
      <dt>{t("本次计算", "Computed in")}</dt>
      <dd>
        {t(
          `${took.toFixed(1)} 毫秒，${ranked.ranks.length} 个地区`,
          `${took.toFixed(1)} ms, ${ranked.ranks.length} regions`,
        )}
      </dd>
    </dl>
  );
}
