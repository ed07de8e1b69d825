import { useMemo } from "react";
import { DataTable, useText, type Column } from "@duibiao/ui";
import type { Matrix } from "./matrix.ts";
import { percent } from "./words.ts";

type Even = { path: string; weight: number; breakEven: number | null };
type Row = Even & { name: string; parent: string; far: number | null };
type Props = {
  matrix: Matrix;
  found: readonly Even[];
  title: string;
  about: { stamps: readonly string[]; notes: readonly string[] };
};

/** 平衡点: for every node the weight at which two regions have the same total, nearest to its own first. */
export function EvenTable({ matrix, found, title, about }: Props) {
  const t = useText();
  const rows = useMemo(() => {
    const nodes = new Map(matrix.nodes.map((node) => [node.path, node]));
    return found
      .map((own): Row => {
        const node = nodes.get(own.path)!;
        return {
          ...own,
          name: t(node.name),
          parent: t(matrix.nodes[node.parent]!.name),
          far: own.breakEven === null ? null : Math.abs(own.breakEven - own.weight),
        };
      })
      .sort((a, b) => (a.far ?? Infinity) - (b.far ?? Infinity));
  }, [matrix, found, t]);
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: "node", header: { zh: "节点", en: "Node" }, value: ({ name }) => name, head: true, width: "fill" },
      { key: "parent", header: { zh: "上级", en: "Inside" }, value: ({ parent }) => parent, width: "l" },
      {
        key: "weight",
        header: { zh: "现权重", en: "Weight now" },
        type: "number",
        value: ({ weight }) => 100 * weight,
        cell: ({ weight }) => percent(weight),
        width: "s",
      },
      {
        key: "even",
        header: { zh: "同分时的权重", en: "Break-even weight" },
        type: "number",
        value: ({ breakEven }) => (breakEven === null ? null : 100 * breakEven),
        cell: ({ breakEven }) =>
          breakEven === null ? <span className="quiet">{t("怎样调都不会", "at none")}</span> : percent(breakEven),
        width: "m",
      },
      {
        key: "far",
        header: { zh: "相差（百分点）", en: "Apart (points)" },
        type: "number",
        decimals: 2,
        value: ({ far }) => (far === null ? null : 100 * far),
        width: "s",
      },
    ],
    [t],
  );
  return (
    <DataTable
      title={title}
      columns={columns}
      rows={rows}
      rowKey={({ path }) => path}
      empty={t("没有可调的权重。", "No weight can be moved.")}
      about={about}
      footer={t(
        "每次只动一项权重，同级其余按比例分摊；相差越小，两地的先后越不稳。",
        "One weight at a time, its siblings sharing the rest; the nearer, the less their order means.",
      )}
    />
  );
}
