import { ScoreLegend, ScoreStrip, showNumber, useText } from "@duibiao/ui";
import { percent, type Node, type Result } from "./why.ts";

/** The total and each dimension as strips against the own peer group, with weight and points lost. */
export function Dimensions({ result }: { result: Result }) {
  const t = useText();
  const { tree, head, region } = result;
  const name = (node: Node) =>
    node === tree ? (
      <strong>{t("总分", "Total")}</strong>
    ) : (
      <>
        {t(node.name)}{" "}
        <span className="quiet">
          {t(`权重 ${percent(node.effectiveWeight)}`, `weight ${percent(node.effectiveWeight)}`)}
          {node.pointsLost === null
            ? ""
            : t(`，失 ${showNumber(node.pointsLost, 1)} 分`, `, ${showNumber(node.pointsLost, 1)} lost`)}
        </span>
      </>
    );
  return (
    <section className="card dimensions">
      <h2>{t("得分构成", "How the score is made")}</h2>
      {[tree, ...tree.children].map((node) => (
        <ScoreStrip
          key={node.path}
          name={name(node)}
          score={node.score}
          reason={t("得分的权重不够", "too little is scored")}
          peers={
            head.nodePeers.find(({ path, peerGroup }) => path === node.path && peerGroup === region.peerGroup) ?? null
          }
        />
      ))}
      <ScoreLegend />
    </section>
  );
}
