import { useEffect, useMemo, useRef, useState } from "react";
import { useAddress } from "@duibiao/screens/address";
import { Alert, Button, Segments, useText } from "@duibiao/ui";
import { EvenTable } from "./even-table.tsx";
import { useAbout } from "./frame.tsx";
import type { Matrix, Method } from "./matrix.ts";
import { PlacesTable } from "./places-table.tsx";
import { RegionSelect } from "./region-select.tsx";
import { RemoveTable } from "./remove-table.tsx";
import { METHODS, type SensitivitySearch } from "./search.ts";
import { Summary } from "./summary.tsx";
import { useAnswer, useMatrix } from "./use-matrix.ts";
import { WeightPanel } from "./weight-panel.tsx";
import { storedWeights, weightsFrom, weightsText } from "./weights.ts";
import { methodNames, percent } from "./words.ts";

/** How long after the last movement the address says the new weights, in milliseconds. */
const SETTLED = 300;

/** Weights under the hand: at once on the screen, a moment later in the address. */
function useWeights(matrix: Matrix) {
  const [search, change] = useAddress<SensitivitySearch>();
  const said = useMemo(() => weightsFrom(matrix.nodes, search.w), [matrix, search.w]);
  const [held, hold] = useState<number[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What was moved since stays under the hand.
  useEffect(
    () => hold((own) => (own !== null && weightsText(matrix.nodes, own) === search.w ? null : own)),
    [matrix, search.w],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  const set = (weights: number[]) => {
    hold(weights);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change({ w: weightsText(matrix.nodes, weights) }, { replace: true }), SETTLED);
  };
  return [held ?? said, set] as const;
}

/** The weights, and what becomes of the places. */
export function Trials({ matrix }: { matrix: Matrix }) {
  const t = useText();
  const [search, change] = useAddress<SensitivitySearch>();
  const [weights, setWeights] = useWeights(matrix);
  const stored = matrix.nodes[0]!.method!;
  const method: Method = search.method ?? stored;
  const locked = useMemo(() => new Set((search.lock ?? "").split(",").filter(Boolean)), [search.lock]);
  const trial = useMemo(() => ({ weights, method }), [weights, method]);
  const ask = useMatrix(matrix);
  const ranked = useAnswer<"rank">(ask, { kind: "rank", trial });
  const { a, b, part, region } = search;
  const at = (id: number | undefined) =>
    matrix.regions.findIndex(({ regionId, rank }) => regionId === id && rank !== null);
  const removed = useAnswer<"remove">(ask, part === "remove" ? { kind: "remove", trial } : null);
  const pair = part === "even" && at(a) >= 0 && at(b) >= 0 && a !== b ? { a: at(a), b: at(b) } : null;
  const even = useAnswer<"breakEven">(ask, pair === null ? null : { kind: "breakEven", trial, ...pair });
  const common = useAbout(matrix);
  const about = useMemo(
    () => ({
      stamps: [t("试算：不保存，不作考核依据", "Trial: not stored, no basis for assessment"), ...common.about.stamps],
      notes: [...common.about.notes, ...changesOf(matrix, weights, method, t)],
    }),
    [common.about.stamps.join(), weights, method, matrix, t],
  );
  const changed = weightsText(matrix.nodes, weights) !== undefined || method !== stored;
  return (
    <>
      <Alert
        title={t(
          "这里只是试算：不保存，不改方案，不作考核依据；改动只在网址里，把网址发给别人就能看到同一试算。",
          "Only a trial: nothing is stored, no scheme changes, no basis for assessment. What you change stands in the address; send it and others see the same trial.",
        )}
      />
      <div className="sensitivity-parts">
        <section className="card" aria-label={t("权重", "Weights")}>
          <div className="row">
            <label className="inline-field">
              {t("总分合成方法", "Top node combines by")}
              <select
                className="input"
                value={method}
                onChange={({ target }) =>
                  change({ method: target.value === stored ? undefined : (target.value as "geometric") })
                }
              >
                {[...new Set<Method>([stored, ...METHODS])].map((key) => (
                  <option key={key} value={key}>
                    {t(methodNames[key])}
                    {key === stored ? t("（方案）", " (scheme)") : ""}
                  </option>
                ))}
              </select>
            </label>
            <Button
              disabled={!changed && locked.size === 0}
              onClick={() => {
                setWeights(storedWeights(matrix.nodes));
                change({ w: undefined, method: undefined, lock: undefined });
              }}
            >
              {t("全部恢复", "Reset all")}
            </Button>
          </div>
          <p className="hint">
            {t(
              "调一项，同级未锁定的各项按比例分摊余下的权重。",
              "Move one; siblings that are not locked share the rest in proportion.",
            )}
          </p>
          <WeightPanel
            matrix={matrix}
            weights={weights}
            locked={locked}
            onWeights={setWeights}
            onLock={(keys) => change({ lock: [...keys].join(",") || undefined }, { replace: true })}
          />
        </section>
        <section className="stack sensitivity-results" aria-label={t("结果", "Results")}>
          {ranked === null ? (
            <p role="status">{t("正在计算…", "Computing…")}</p>
          ) : (
            <Summary ranked={ranked.answer} took={ranked.took} />
          )}
          <Segments
            label={t("内容", "Part")}
            value={part ?? "places"}
            options={[
              { value: "places", label: t("位次变化", "Places") },
              { value: "remove", label: t("去掉一项", "Remove one") },
              { value: "even", label: t("两地平衡点", "Break-even") },
            ]}
            onChange={(next) => change({ part: next === "places" ? undefined : (next as "even"), sort: undefined })}
          />
          {part === undefined && ranked !== null ? (
            <PlacesTable
              matrix={matrix}
              ranked={ranked.answer}
              title={t(`${common.title} 试算位次`, `${common.title}: trial places`)}
              about={about}
              sort={search.sort ?? ""}
              onSort={(sort) => change({ sort: sort || undefined }, { replace: true })}
            />
          ) : null}
          {part === "remove" && removed !== null ? (
            <RemoveTable
              matrix={matrix}
              removed={removed.answer}
              weights={weights}
              region={region}
              onRegion={(id) => change({ region: id }, { replace: true })}
              title={t(`${common.title} 去掉一项`, `${common.title}: without each indicator`)}
              about={about}
            />
          ) : null}
          {part === "even" ? (
            <>
              <div className="row">
                <RegionSelect
                  label={t("甲地", "Region A")}
                  matrix={matrix}
                  value={a}
                  none={t("请选", "choose")}
                  onChange={(id) => change({ a: id }, { replace: true })}
                />
                <RegionSelect
                  label={t("乙地", "Region B")}
                  matrix={matrix}
                  value={b}
                  none={t("请选", "choose")}
                  onChange={(id) => change({ b: id }, { replace: true })}
                />
              </div>
              {pair === null ? (
                <p>{t("请选两个不同的地区。", "Choose two different regions.")}</p>
              ) : even === null ? null : (
                <EvenTable
                  matrix={matrix}
                  found={even.answer}
                  title={t(
                    `${matrix.regions[pair.a]!.name}与${matrix.regions[pair.b]!.name}同分时的权重`,
                    `Weights at which ${matrix.regions[pair.a]!.name} and ${matrix.regions[pair.b]!.name} draw level`,
                  )}
                  about={about}
                />
              )}
            </>
          ) : null}
        </section>
      </div>
    </>
  );
}

/** What was changed, as the notes of an export say it. */
function changesOf(
  matrix: Matrix,
  weights: readonly number[],
  method: Method,
  t: ReturnType<typeof useText>,
): string[] {
  const moved = matrix.nodes.flatMap(({ name, weight, parent }, at) =>
    parent >= 0 && Math.abs(weights[at]! - weight) > 5e-7
      ? [`${t(name)} ${percent(weight)} → ${percent(weights[at]!)}`]
      : [],
  );
  const by = `${t("总分合成方法：", "top node combines by: ")}${t(methodNames[method])}`;
  return [
    by,
    moved.length === 0
      ? t("权重未改", "weights as stored")
      : `${t("改动的权重：", "weights changed: ")}${moved.join(t("；", "; "))}`,
  ];
}
