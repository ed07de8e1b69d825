import { showNumber, useText } from "@duibiao/ui";
import { Operands } from "./operands.tsx";
import type { Parts } from "./region-result.tsx";
import { figure, gapToMedian, leavesOf, whyPoints } from "./why.ts";

/** 失分最多的三项: why, how far from the peers, and the own cells that it was computed from. */
export function TopLosses({ result, peers, cellLink }: Parts) {
  const t = useText();
  const leaves = new Map(leavesOf(result.tree).map(({ leaf }) => [leaf.path, leaf]));
  const top = result.lostPoints.slice(0, 3);
  if (top.length === 0) return null;
  return (
    <section className="top-losses no-print">
      <h2>{t("失分最多的三项", "The three greatest losses")}</h2>
      <div className="cards">
        {top.map(({ path, pointsLost, indicator: key }, at) => {
          const leaf = leaves.get(path)!;
          const indicator = result.indicators.find((candidate) => candidate.key === key)!;
          const peer = peers.get(key);
          const gap = peer ? gapToMedian(indicator.cell.value, peer.median, indicator) : null;
          return (
            <article key={path} className="card">
              <h3>
                {at + 1}. {t(leaf.name)} <span className="lost">−{showNumber(pointsLost, 1)}</span>{" "}
                <span className="quiet">{t("分", "points")}</span>
              </h3>
              <p>{t(whyPoints(leaf, indicator))}</p>
              <p>
                {peer
                  ? t(
                      `同组中位数 ${figure(peer.median, indicator.decimals)} ${indicator.uom}（${peer.n} 个地区）${gap ? `，${gap.zh}` : ""}。`,
                      `Median of ${peer.n} peers: ${figure(peer.median, indicator.decimals)} ${indicator.uom}${gap ? `; ${gap.en}` : ""}.`,
                    )
                  : t("同组有数的不足五个，不列统计。", "Fewer than five peers have a figure: no statistics.")}
              </p>
              <Operands indicator={indicator} cellLink={cellLink} />
            </article>
          );
        })}
      </div>
    </section>
  );
}
