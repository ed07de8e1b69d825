import type { ReactNode } from "react";
import { showNumber } from "../format.ts";
import { useText } from "../language.tsx";

type Props = {
  /** Of the dimension or the index. */
  name: ReactNode;
  /** 0 to 100; null: no score, `reason` says why. */
  score: number | null;
  reason?: string | undefined;
  /** Of the comparison group; null: fewer than five, so none is shown. */
  peers: { q1: number; median: number; q3: number; n: number } | null;
};

/** One score on 0 to 100 against its peers: their middle half as a band, their median as a bar, the own as a diamond. */
export function ScoreStrip({ name, score, reason, peers }: Props) {
  const t = useText();
  const own = score === null ? (reason ?? t("无得分", "no score")) : showNumber(score, 1);
  const against = peers
    ? t(
        `同组 ${peers.n} 个，中位数 ${showNumber(peers.median, 1)}，中间一半 ${showNumber(peers.q1, 1)} 至 ${showNumber(peers.q3, 1)}`,
        `${peers.n} peers, median ${showNumber(peers.median, 1)}, middle half ${showNumber(peers.q1, 1)} to ${showNumber(peers.q3, 1)}`,
      )
    : t("同组有分的不足五个，不列统计", "Fewer than five peers have a score: no statistics");
  return (
    <div className="score-strip">
      <span className="score-name">{name}</span>
      <svg className="score-track" role="img" aria-label={`${own}。${against}`}>
        <line className="score-axis" x1="0%" x2="100%" y1="10" y2="10" />
        {[0, 50, 100].map((at) => (
          <line key={at} className="score-axis" x1={`${at}%`} x2={`${at}%`} y1="6" y2="14" />
        ))}
        {peers ? (
          <>
            <rect className="score-band" x={`${peers.q1}%`} width={`${peers.q3 - peers.q1}%`} y="4" height="12" />
            <line className="score-median" x1={`${peers.median}%`} x2={`${peers.median}%`} y1="2" y2="18" />
          </>
        ) : null}
        {score === null ? null : (
          <svg x={`${score}%`} className="score-track">
            <path className="score-own" d="M0 3 l6 7 l-6 7 l-6 -7 z" />
          </svg>
        )}
      </svg>
      <span className={score === null ? "score-value quiet" : "score-value num"}>{own}</span>
    </div>
  );
}

/** What the signs of the strips mean; printed once under a set of them. */
export function ScoreLegend() {
  const t = useText();
  return (
    <p className="chart-legend">
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true">
          <path className="score-own" d="M7 1 l5 6 l-5 6 l-5 -6 z" />
        </svg>
        {t("本地区得分", "Own score")}
      </span>
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true">
          <rect className="score-band" x="0" y="3" width="14" height="8" />
        </svg>
        {t("同组中间一半（四分位距）", "Middle half of the peers")}
      </span>
      <span>
        <svg viewBox="0 0 14 14" aria-hidden="true">
          <line className="score-median" x1="7" x2="7" y1="1" y2="13" />
        </svg>
        {t("同组中位数", "Median of the peers")}
      </span>
      <span>{t("刻度：0、50、100 分", "Ticks: 0, 50, 100 points")}</span>
    </p>
  );
}
