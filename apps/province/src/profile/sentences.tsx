import { bandInWords } from "@duibiao/screens/release";
import {
  earlierInWords,
  gapToMedian,
  leavesOf,
  placeInWords,
  standingInWords,
  type Result,
} from "@duibiao/screens/result";
import { nameOf, quartiles, showNumber, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { SheetLink } from "./sheet-link.tsx";
import type { Stand } from "./strengths.ts";

type Props = { result: Result; strong: readonly Stand[]; weak: readonly Stand[]; evaluation: number | null };

/** Sentences made from the result by rule; every number in them leads to its calculation. */
export function Sentences({ result, strong, weak, evaluation }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const { region, score, place, standing, head, unranked, tree, lostPoints, earlier } = result;
  const words = standingInWords(result);
  const peers = head.nodePeers.find(({ path, peerGroup }) => path === tree.path && peerGroup === region.peerGroup);
  const names = new Map(leavesOf(tree).map(({ leaf }) => [leaf.path, leaf.name]));
  const at = { evaluation, region: region.id };
  const best = strong[0];
  const worst = weak[0];
  const lost = lostPoints.slice(0, 3);
  return (
    <ul className="sentences">
      <li>
        {score === null || (place === null && standing === null) ? (
          <>
            {region.name}
            {t("不参加排名：", " is not ranked: ")}
            {unranked.map((reason) => t(reason)).join("")}
          </>
        ) : (
          <>
            {showPeriod(head.period, language)}
            {t("得 ", ": ")}
            <SheetLink {...at}>{showNumber(score, 2)}</SheetLink>
            {t(" 分，在 ", " points, ")}
            {t(`${head.nRanked} 个参加排名的地区中列`, "")}
            <SheetLink {...at}>{t(place === null ? bandInWords(standing!.band) : placeInWords(place))}</SheetLink>
            {t("", ` of ${head.nRanked} ranked`)}
            {place === null
              ? ""
              : t(`（${nameOf(quartiles, place.quartile).zh}）`, ` (${nameOf(quartiles, place.quartile).en})`)}
            {peers === undefined
              ? null
              : t(
                  `，比同组（${region.peerGroup}，${peers.n} 个）中位数${score >= peers.median ? "高" : "低"} ${showNumber(Math.abs(score - peers.median), 2)} 分`,
                  `, ${showNumber(Math.abs(score - peers.median), 2)} ${score >= peers.median ? "above" : "below"} the median of ${peers.n} peers (${region.peerGroup})`,
                )}
            {t("。", ".")}
          </>
        )}
      </li>
      {words === null || place === null ? null : (
        <li>
          {t(words)}
          {t(`，属${bandInWords(standing!.band).zh}。`, `; ${bandInWords(standing!.band).en}.`)}
        </li>
      )}
      {earlier.length === 0 ? null : (
        <li>
          {earlier.map((one) => t(earlierInWords(one, result))).join(t("；", "; "))}
          {t("。", ".")}
        </li>
      )}
      {[
        { stand: best, zh: "最突出的强项是", en: "Greatest strength: " },
        { stand: worst, zh: "最突出的弱项是", en: "Greatest weakness: " },
      ].map(({ stand, zh, en }) =>
        stand === undefined || stand.peer === undefined ? null : (
          <li key={zh}>
            {t(zh, en)}
            {t(stand.leaf.name)}{" "}
            <SheetLink {...at} indicator={stand.indicator.key}>
              {showNumber(stand.indicator.cell.value!, stand.indicator.decimals)} {stand.indicator.uom}
            </SheetLink>
            {t(
              `，${gapToMedian(stand.indicator.cell.value, stand.peer.median, stand.indicator)!.zh}（同组中位数 ${showNumber(stand.peer.median, stand.indicator.decimals)}）。`,
              `, ${gapToMedian(stand.indicator.cell.value, stand.peer.median, stand.indicator)!.en}, which is ${showNumber(stand.peer.median, stand.indicator.decimals)}.`,
            )}
          </li>
        ),
      )}
      {lost.length === 0 ? null : (
        <li>
          {t("失分最多：", "Most lost: ")}
          {lost.map(({ path, indicator, pointsLost }, n) => (
            <span key={path}>
              {n > 0 ? t("、", ", ") : ""}
              {t(names.get(path)!)}{" "}
              <SheetLink {...at} indicator={indicator}>
                −{showNumber(pointsLost, 2)}
              </SheetLink>
            </span>
          ))}
          {t(" 分。", " points.")}
        </li>
      )}
    </ul>
  );
}
