import { useMemo } from "react";
import type { Scheme, SchemeNode } from "@duibiao/indicators";
import { Tag, useText } from "@duibiao/ui";
import { CellsTable } from "./cells-table.tsx";
import { EntryLink, useOpened } from "./opened.tsx";
import { Facts } from "./parts.tsx";
import { inPercent } from "./words.ts";

/** A node below a scheme's root: keys down to it, and its part of the whole (0..1). */
export type PlacedNode = { node: SchemeNode; depth: number; address: string; share: number };

export function nodesOf({ root }: Scheme): PlacedNode[] {
  const below = (node: SchemeNode, depth: number, above: string, share: number): PlacedNode[] =>
    (node.children ?? []).flatMap((child) => {
      const placed = {
        node: child,
        depth,
        address: above === "" ? child.key : `${above}/${child.key}`,
        share: share * child.weight,
      };
      return [placed, ...below(child, depth + 1, placed.address, placed.share)];
    });
  return below(root, 1, "", 1);
}

const leavesOf = (node: SchemeNode): SchemeNode[] =>
  node.indicator === undefined ? (node.children ?? []).flatMap(leavesOf) : [node];

/** A criterion: what it weighs, what stands in for something else, what it says nothing about, down to the cells. */
export function CriterionCard({ scheme, placed }: { scheme: Scheme; placed: PlacedNode }) {
  const t = useText();
  const { compiled } = useOpened();
  const { node, share, address } = placed;
  const leaves = useMemo(() => leavesOf(node), [node]);
  const formulas = useMemo(
    () => leaves.flatMap(({ indicator }) => compiled.indicators.get(indicator!)?.formula ?? []),
    [leaves, compiled],
  );
  const proxies = leaves.filter(({ proxy }) => proxy);
  const way = address.split("/");
  const above = nodesOf(scheme).filter((other) => address.startsWith(`${other.address}/`));
  return (
    <>
      <section className="card">
        <h2>{t(node.name)}</h2>
        <Facts
          of={[
            [
              t("位置", "Place"),
              <>
                <EntryLink kind="schemes" id={scheme.key}>
                  {t(scheme.name)}
                </EntryLink>
                {above.map((other) => (
                  <span key={other.address}>
                    {" › "}
                    <EntryLink kind="schemes" id={scheme.key} node={other.address}>
                      {t(other.node.name)}
                    </EntryLink>
                  </span>
                ))}
                {` › ${t(node.name)}`}
              </>,
            ],
            [t("键", "Key"), <code key="key">{way.join("/")}</code>],
            [
              t("权重", "Weight"),
              t(
                `上级内 ${inPercent(node.weight)}，总分中 ${inPercent(share)}`,
                `${inPercent(node.weight)} of its parent, ${inPercent(share)} of the whole`,
              ),
            ],
            [
              t("代理指标", "Proxies"),
              proxies.length === 0
                ? t("无", "none")
                : proxies.map(({ key, name, indicator }) => (
                    <span key={key}>
                      <Tag>◇ {t("代理", "proxy")}</Tag>{" "}
                      <EntryLink kind="indicators" id={indicator!}>
                        {t(name)}
                      </EntryLink>{" "}
                    </span>
                  )),
            ],
            [
              t("未衡量的内容", "Not measured"),
              node.unmeasured === undefined ? t("未注明", "not stated") : t(node.unmeasured),
            ],
          ]}
        />
      </section>
      <section>
        <h2>{t("由哪些数据项算出", "Computed from")}</h2>
        <CellsTable
          title={t(`${node.name.zh}：数据项与行次`, `${node.name.en}: measures and rows`)}
          formulas={formulas}
        />
      </section>
    </>
  );
}
