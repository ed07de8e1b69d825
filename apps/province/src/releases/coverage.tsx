import { useQuery } from "@tanstack/react-query";
import { api, read, type Answer } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { DataTable, nameOf, showNumber, sourceStatuses, Stamps, useText, type Column } from "@duibiao/ui";

type Node = Answer<typeof api.catalogues.readCoverage>["root"];
type Row = { node: Node; depth: number; path: string };

/** By node: how much of its weight some form feeds; what is not collected is named, weights are never shared out anew. */
export function Coverage({ catalogue, scheme }: { catalogue: number; scheme: string }) {
  const t = useText();
  const coverage = useQuery({
    ...read(api.catalogues.readCoverage, { params: { id: catalogue, scheme } }),
    staleTime: Infinity,
  });
  const columns: Column<Row>[] = [
    {
      key: "node",
      header: { zh: "维度、指标", en: "Dimension, indicator" },
      value: ({ node }) => t(node.name),
      cell: ({ node, depth }) => (
        <span className={`cover-${Math.min(depth, 3)}`}>
          {node.leaf ? t(node.name) : <strong>{t(node.name)}</strong>}
        </span>
      ),
      sortBy: false,
      head: true,
      width: "xl",
    },
    {
      key: "weight",
      header: { zh: "权重%", en: "Weight %" },
      type: "number",
      decimals: 1,
      value: ({ node }) => node.weight * 100,
      sortBy: false,
      width: "s",
    },
    {
      key: "share",
      header: { zh: "已采集权重%", en: "Collected %" },
      type: "number",
      decimals: 1,
      value: ({ node }) => node.share * 100,
      sortBy: false,
      width: "m",
    },
    {
      key: "enough",
      header: { zh: "是否够计分", en: "Enough" },
      value: ({ node }) => (node.enough ? t("✓ 够", "✓ yes") : t("✕ 不够", "✕ no")),
      sortBy: false,
      width: "s",
    },
    {
      key: "status",
      header: { zh: "标准来源", en: "Norm" },
      value: ({ node }) => (node.leaf?.normStatus ? t(nameOf(sourceStatuses, node.leaf.normStatus)) : null),
      sortBy: false,
      width: "s",
    },
    {
      key: "says",
      header: { zh: "说明", en: "Remark" },
      value: ({ node }) => (node.leaf?.says ? t(node.leaf.says) : null),
      sortBy: false,
      width: "fill",
    },
  ];
  return (
    <Loaded of={coverage}>
      {(data) => (
        <>
          <p>
            {t(
              `${data.leaves.total} 项指标中 ${data.leaves.collected} 项有报表采集，占权重 ${showNumber(data.root.share * 100, 1)}%；低于 ${showNumber(data.minCoverage * 100, 0)}% 的地区不排名。${data.documentNo ? `文号 ${data.documentNo}。` : "无文号。"}`,
              `${data.leaves.collected} of ${data.leaves.total} indicators are collected, ${showNumber(data.root.share * 100, 1)}% of the weight; regions below ${showNumber(data.minCoverage * 100, 0)}% are not ranked. ${data.documentNo ?? "No document number."}`,
            )}{" "}
            <Stamps texts={data.stamps.map((stamp) => t(stamp))} />
          </p>
          <DataTable
            title={t(`${data.name.zh}：实际覆盖率`, `${data.name.en}: coverage`)}
            columns={columns}
            rows={flat(data.root)}
            rowKey={({ path }) => path}
            empty=""
            about={{ stamps: data.stamps.map((stamp) => t(stamp)) }}
          />
        </>
      )}
    </Loaded>
  );
}

const flat = (node: Node, depth = 0, above = ""): Row[] => {
  const path = `${above}/${node.key}`;
  return [{ node, depth, path }, ...node.children.flatMap((child) => flat(child, depth + 1, path))];
};
