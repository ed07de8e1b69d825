import { Link } from "@tanstack/react-router";
import { DataTable, leafStatus, showNumber, useText, type Column } from "@duibiao/ui";
import { inTreeOrder, normWords, type Sheet } from "./norm.ts";

type Row = ReturnType<typeof inTreeOrder>[number];

/** The whole score as a table: weights, points and lost points of every node; an indicator opens its own sheet. */
export function TreeTable({ sheet }: { sheet: Sheet }) {
  const t = useText();
  const address = { evaluation: String(sheet.evaluation), region: String(sheet.region.id) };
  const leaves = new Map(sheet.leaves.map((leaf) => [leaf.path, leaf]));
  const number = (
    key: string,
    zh: string,
    en: string,
    value: (row: Row) => number | null,
    decimals: number,
  ): Column<Row> => ({ key, header: { zh, en }, type: "number", decimals, value, width: "s" });
  const columns: Column<Row>[] = [
    {
      key: "node",
      header: { zh: "维度、指标", en: "Dimension, indicator" },
      value: ({ node }) => t(node.name),
      cell: ({ node, depth }) => (
        <span id={node.key} className={`sheet-depth-${Math.min(depth, 4)}`}>
          {node.leaf === null ? (
            <strong>{t(node.name)}</strong>
          ) : (
            <Link to="/sheet/$evaluation/$region" params={address} search={{ indicator: node.leaf.indicator } as never}>
              {t(node.name)}
            </Link>
          )}
        </span>
      ),
      sortBy: false,
      head: true,
      width: "xl",
    },
    {
      key: "value",
      header: { zh: "指标值", en: "Value" },
      value: ({ node }) => leaves.get(node.path)?.value ?? null,
      cell: ({ node }) => {
        const leaf = leaves.get(node.path);
        if (leaf === undefined) return null;
        if (leaf.value === null) return <span className="quiet">{t(leafStatus(node.status, leaf.gap))}</span>;
        return (
          <>
            {showNumber(leaf.value)} <span className="quiet">{leaf.uom}</span>
          </>
        );
      },
      type: "number",
      width: "l",
    },
    number("score", "得分", "Score", ({ node }) => node.score, 2),
    number("weight", "权重%", "Weight %", ({ node }) => node.weight * 100, 1),
    number("effective", "有效权重%", "Effective %", ({ node }) => node.effectiveWeight * 100, 2),
    number("contribution", "贡献分", "Points", ({ node }) => node.contribution, 2),
    number("lost", "失分", "Lost", ({ node }) => node.pointsLost, 2),
    {
      key: "norm",
      header: { zh: "计分标准", en: "Norm" },
      value: ({ node }) => {
        const leaf = leaves.get(node.path);
        return leaf === undefined ? null : t(normWords(leaf.points, leaf.uom, leaf.direction));
      },
      width: "fill",
    },
  ];
  const notes = [
    t(
      "权重：在上一级内的份额；有效权重：在总分中的份额（不适用的已由同级分担）",
      "Weight: share inside its parent; effective: share of the total, after what does not apply",
    ),
    t(
      "贡献分合计等于得分，贡献分加失分等于满分份额",
      "Points add up to the score; points and lost points to the full share",
    ),
  ];
  return (
    <DataTable
      title={t(`${sheet.region.name} 计算单`, `${sheet.region.name}: calculation sheet`)}
      columns={columns}
      rows={inTreeOrder(sheet.tree)}
      rowKey={({ node }) => node.path}
      empty=""
      about={{ stamps: sheet.stamps.map((stamp) => t(stamp)), notes }}
      footer={notes.join(t("；", "; "))}
    />
  );
}
