import { bandInWords } from "@duibiao/screens/release";
import {
  Dimensions,
  earlierInWords,
  leavesOf,
  placeInWords,
  standingInWords,
  whyPoints,
  type Result,
} from "@duibiao/screens/result";
import {
  lenses,
  nameOf,
  leafStatus,
  quartiles,
  showMoment,
  showNumber,
  showPeriod,
  Stamps,
  useLanguage,
  useText,
} from "@duibiao/ui";
import type { ReactNode } from "react";
import { strongAndWeak, type Stand } from "./strengths.ts";
// The one A4 page of the house.
import "@duibiao/screens/paper.css";

type Props = {
  result: Result;
  stands: readonly Stand[];
  /** 区划变动, where there was one. */
  notice: ReactNode;
};

/** The profile on one A4 page: conclusion, strips, table, three causes, 数据截至, release number. */
export function ProfilePaper({ result, stands, notice }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const { release, head, region, score, place, standing, unranked, lostPoints, tree, earlier } = result;
  const certain = standingInWords(result);
  const band = standing === null ? null : bandInWords(standing.band);
  const quarter = place === null ? null : nameOf(quartiles, place.quartile);
  const at = place === null ? band : placeInWords(place);
  const leaves = new Map(leavesOf(tree).map(({ leaf }) => [leaf.path, leaf]));
  const indicators = new Map(result.indicators.map((indicator) => [indicator.key, indicator]));
  const { strong, weak } = strongAndWeak(stands);
  const named = (list: readonly Stand[]) => list.map(({ leaf }) => t(leaf.name)).join(t("、", ", "));
  const peers = head.nodePeers.find(({ path, peerGroup }) => path === tree.path && peerGroup === region.peerGroup);
  const shown = (value: number | null | undefined, decimals: number | null = 2) =>
    value == null ? "–" : showNumber(value, decimals);
  return (
    <article className="paper profile-paper">
      <header>
        <h1>
          {region.name} {showPeriod(head.period, language)} {t("地区画像", "profile")}
        </h1>
        <p>
          {release.title} {t(release.edition)}
          {t(`（${release.stateName.zh}）`, ` (${release.stateName.en})`)}{" "}
          <Stamps texts={release.stamps.map((stamp) => t(stamp))} />
        </p>
      </header>
      <h2>{t("一、结论", "1. Conclusion")}</h2>
      <p>
        {score === null || at === null
          ? `${region.name}${t("不参加排名：", " is not ranked: ")}${unranked.map((reason) => t(reason)).join("")}`
          : t(
              `得 ${shown(score)} 分，在 ${head.nRanked} 个参加排名的地区中列${at.zh}${quarter === null ? "" : `（${quarter.zh}）`}。`,
              `${shown(score)} points, ${at.en} of ${head.nRanked} ranked${quarter === null ? "" : ` (${quarter.en})`}.`,
            )}
        {place === null || certain === null ? "" : t(`${certain.zh}，属${band!.zh}。`, ` ${certain.en}; ${band!.en}.`)}
        {earlier.map((one) => t(`${earlierInWords(one, result).zh}。`, ` ${earlierInWords(one, result).en}.`)).join("")}
        {score !== null && peers
          ? t(
              `同组（${region.peerGroup}，${peers.n} 个）中位数 ${shown(peers.median)}，${score >= peers.median ? "高" : "低"} ${shown(Math.abs(score - peers.median))} 分。`,
              ` Median of ${peers.n} peers (${region.peerGroup}): ${shown(peers.median)}, ${shown(Math.abs(score - peers.median))} ${score >= peers.median ? "above" : "below"}.`,
            )
          : ""}
        {strong.length > 0 ? t(`强项：${named(strong)}。`, ` Strengths: ${named(strong)}.`) : ""}
        {weak.length > 0 ? t(`弱项：${named(weak)}。`, ` Weaknesses: ${named(weak)}.`) : ""}
      </p>
      {notice}
      <Dimensions result={result} />
      <h2>{t("二、各项指标", "2. Indicators")}</h2>
      <table>
        <thead>
          <tr>
            <th>{t("指标", "Indicator")}</th>
            <th className="num">{t("本地区", "Here")}</th>
            <th className="num">{t("同组中位数", "Peers' median")}</th>
            <th>{t("与同组比", "Against peers")}</th>
            <th>{t("计量单位", "Uom")}</th>
            <th className="num">{t("得分", "Score")}</th>
            <th className="num">{t("失分", "Lost")}</th>
          </tr>
        </thead>
        <tbody>
          {stands.slice(0, 26).map((stand) => {
            const { leaf, indicator, peer } = stand;
            return (
              <tr key={leaf.path}>
                <td>{t(leaf.name)}</td>
                <td className="num">
                  {indicator.cell.value === null
                    ? t(leafStatus(leaf.status, indicator.cell.gap))
                    : shown(indicator.cell.value, indicator.decimals)}
                </td>
                <td className="num">{shown(peer?.median, indicator.decimals)}</td>
                <td>{againstPeers(stand, t)}</td>
                <td>{indicator.uom}</td>
                <td className="num">{shown(leaf.score, 1)}</td>
                <td className="num">{shown(leaf.pointsLost)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {stands.length > 26 ? (
        <p className="paper-small">
          {t(`另有 ${stands.length - 26} 项指标未印，见 `, `${stands.length - 26} more indicators are not printed: `)}
          {`${location.origin}/province/regions/${region.id}?release=${release.id}`}
        </p>
      ) : null}
      <h2>{t("三、失分最多的三个原因", "3. The three greatest losses")}</h2>
      <ol>
        {lostPoints.slice(0, 3).map(({ path, indicator, pointsLost }) => {
          const leaf = leaves.get(path)!;
          return (
            <li key={path}>
              {t(leaf.name)}
              {t(`（−${shown(pointsLost)} 分）：`, ` (−${shown(pointsLost)} points): `)}
              {t(whyPoints(leaf, indicators.get(indicator)!))}
            </li>
          );
        })}
      </ol>
      <footer className="paper-small">
        <p>
          {t("数据截至", "Figures as of")} {showMoment(release.dataUntil, language)} · {t(nameOf(lenses, head.lens))} ·{" "}
          {t(head.scheme.name)} · {head.scheme.documentNo ?? t("无文号", "no document number")} ·{" "}
          {t("区划截至", "regions as of")} {head.treeDate} · {t(release.edition)}
        </p>
        <p>
          {t("逐项计算见 ", "Calculations: ")}
          {`${location.origin}/province/regions/${region.id}?release=${release.id}`}
        </p>
        <p>
          {t("结果哈希", "Results hash")} <code>{head.resultsHash}</code>
        </p>
      </footer>
    </article>
  );
}

/** Better or worse than the middle of the peers, in a word: colour does not print. */
function againstPeers({ indicator: { cell, direction }, peer }: Stand, t: ReturnType<typeof useText>): string {
  if (cell.value === null || peer === undefined) return "–";
  if (cell.value === peer.median) return t("相同", "same");
  if (direction !== "higher" && direction !== "lower") return t("不分好坏", "no direction");
  return cell.value > peer.median === (direction === "higher") ? t("较好", "better") : t("较差", "worse");
}
