import { useState } from "react";
import { Button, useText } from "@duibiao/ui";
import type { Matrix } from "./matrix.ts";
import { percent } from "./words.ts";

type Props = {
  node: Matrix["nodes"][number];
  weight: number;
  locked: boolean;
  movable: boolean;
  onMove: (to: number) => void;
  onLock: (on: boolean) => void;
};

/** One weight: a slider, the same as a number, what the scheme says, and a lock. */
export function WeightRow({ node, weight, locked, movable, onMove, onLock }: Props) {
  const t = useText();
  const [typed, type] = useState<string | null>(null);
  const name = t(node.name);
  const label = t(`${node.name.zh}的权重（%）`, `Weight of ${node.name.en} (%)`);
  const moved = Math.abs(weight - node.weight) > 5e-7;
  const commit = (text: string) => {
    type(text);
    const value = Number(text);
    if (text.trim() !== "" && value >= 0 && value <= 100) onMove(value / 100);
  };
  return (
    <div className="weight-row">
      <span className="weight-name" title={node.key}>
        {name}
      </span>
      <input
        type="range"
        min={0}
        max={100}
        step={0.1}
        disabled={!movable}
        aria-label={t(`${node.name.zh}：拖动调整权重`, `${node.name.en}: move the weight`)}
        aria-valuetext={percent(weight)}
        value={100 * weight}
        onChange={({ target }) => onMove(Number(target.value) / 100)}
      />
      <input
        className="input weight-number"
        inputMode="decimal"
        disabled={!movable}
        aria-label={label}
        value={typed ?? (100 * weight).toFixed(2)}
        onChange={({ target }) => commit(target.value)}
        onBlur={() => type(null)}
      />
      <span className={moved ? "weight-was weight-moved" : "weight-was"}>
        {moved ? t(`原 ${percent(node.weight)}`, `was ${percent(node.weight)}`) : t("未改", "as stored")}
      </span>
      <Button
        small
        look="quiet"
        aria-label={
          locked
            ? t(`已锁：${node.name.zh}，点击解锁`, `locked: ${node.name.en}, unlock`)
            : t(`锁定：${node.name.zh}`, `lock: ${node.name.en}`)
        }
        onClick={() => onLock(!locked)}
      >
        {locked ? t("已锁", "locked") : t("锁定", "lock")}
      </Button>
    </div>
  );
}
