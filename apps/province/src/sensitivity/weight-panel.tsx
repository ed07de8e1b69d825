import { Button, useText } from "@duibiao/ui";
import { childrenOf, type Matrix } from "./matrix.ts";
import { WeightRow } from "./weight-row.tsx";
import { canMove, withMoved, withReset } from "./weights.ts";
import { percent } from "./words.ts";

type Props = {
  matrix: Matrix;
  weights: readonly number[];
  locked: ReadonlySet<string>;
  onWeights: (weights: number[]) => void;
  onLock: (locked: ReadonlySet<string>) => void;
};

/** Every group of siblings of the tree; the dimensions stand open. */
export function WeightPanel({ matrix, weights, locked, onWeights, onLock }: Props) {
  const t = useText();
  const { nodes } = matrix;
  const groups = nodes.flatMap((node, at) => {
    const children = childrenOf(nodes, at);
    return children.length < 2 ? [] : [{ node, at, children }];
  });
  return (
    <div className="weight-panel">
      {groups.map(({ node, at, children }) => {
        const changed = children.filter((child) => Math.abs(weights[child]! - nodes[child]!.weight) > 5e-7).length;
        const share = at === 0 ? "" : t(`，本级占 ${percent(weights[at]!)}`, `, itself ${percent(weights[at]!)}`);
        return (
          <details key={node.path} open={at === 0 || undefined}>
            <summary>
              {t(node.name)}{" "}
              <span className="quiet">
                {t(`${children.length} 项${share}`, `${children.length} items${share}`)}
                {changed > 0 ? t(`，已改 ${changed} 项`, `, ${changed} changed`) : ""}
              </span>
            </summary>
            {children.map((child) => (
              <WeightRow
                key={nodes[child]!.path}
                node={nodes[child]!}
                weight={weights[child]!}
                locked={locked.has(nodes[child]!.key)}
                movable={canMove(nodes, locked, child)}
                onMove={(to) => onWeights(withMoved(nodes, weights, locked, child, to))}
                onLock={(on) => {
                  const next = new Set(locked);
                  if (on) next.add(nodes[child]!.key);
                  else next.delete(nodes[child]!.key);
                  onLock(next);
                }}
              />
            ))}
            <Button
              small
              look="quiet"
              disabled={changed === 0}
              aria-label={t(`恢复本组权重：${node.name.zh}`, `Reset this group: ${node.name.en}`)}
              onClick={() => onWeights(withReset(nodes, weights, at))}
            >
              {t("恢复本组权重", "Reset this group")}
            </Button>
          </details>
        );
      })}
    </div>
  );
}
