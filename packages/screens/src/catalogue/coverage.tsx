import { useQuery } from "@tanstack/react-query";
import { api, read, type Answer } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { DataTable, nameOf, NameTag, showNumber, sourceStatuses, Stamps, useText, type Column } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";

type Answered = Answer<typeof api.catalogues.readCoverage>;
type Node = Answered["root"];
type Row = { node: Node; depth: number; path: string };
type Props = {
  catalogue: number;
  scheme: string;
  /** The figures that it is applied to are invented. */
  synthetic?: boolean;
};

const useCoverage = ({ catalogue, scheme }: Props) =>
  useQuery({ ...read(api.catalogues.readCoverage, { params: { id: catalogue, scheme } }), staleTime: Infinity });

const invented: Text = { zh: "演示评分", en: "Scores of synthetic data" };

/** 实际覆盖率, by node: how much of its weight some form feeds; what is not, is named; weights are never shared out anew. */
export function Coverage(props: Props) {
  const t = useText();
  const coverage = useCoverage(props);
  return (
    <Loaded of={coverage}>
      {(data) => {
        const stamps = [...(props.synthetic ? [invented] : []), ...data.stamps].map((stamp) => t(stamp));
        return (
          <>
            <p className="row">
              <span>
                {summaryOf(data, t)}{" "}
                {t(
                  `低于 ${showNumber(data.minCoverage * 100, 0)}% 的地区不排名。${data.documentNo ? `文号 ${data.documentNo}。` : "无文号。"}`,
                  `Regions below ${showNumber(data.minCoverage * 100, 0)}% are not ranked. ${data.documentNo ?? "No document number."}`,
                )}
              </span>
              <Stamps texts={stamps} />
            </p>
            <Gaps coverage={data} />
            <DataTable
              title={t(`${data.name.zh}：实际覆盖率`, `${data.name.en}: coverage`)}
              columns={columnsOf(t)}
              rows={flat(data.root)}
              rowKey={({ path }) => path}
              empty=""
              about={{ stamps, notes: [summaryOf(data, t)] }}
            />
          </>
        );
      }}
    </Loaded>
  );
}

/** The same in one line, for the head of a page; `stamped` where no stamp stands there yet. */
export function CoverageLine({ stamped = false, ...props }: Props & { stamped?: boolean }) {
  const t = useText();
  const { data } = useCoverage(props);
  const text = useCoverageText(props);
  if (data === undefined) return null;
  return (
    <>
      {text} {stamped ? <Stamps texts={data.stamps.map((stamp) => t(stamp))} /> : null}
    </>
  );
}

/** 实际覆盖率 with what is wanting by name, for papers and exports; null until it is known. */
export function useCoverageText(props: Props): string | null {
  const t = useText();
  const { data } = useCoverage(props);
  if (data === undefined) return null;
  const { uncollected, unused, weighed } = gapsOf(data.root);
  const named = (zh: string, en: string, leaves: readonly Node[]) => {
    if (leaves.length === 0) return "";
    const some = leaves.slice(0, 8).map(({ name }) => t(name));
    return t(
      `${zh} ${leaves.length} 项：${some.join("、")}${leaves.length > some.length ? "等" : ""}。`,
      ` ${en}, ${leaves.length}: ${some.join(", ")}${leaves.length > some.length ? " and others" : ""}.`,
    );
  };
  return (
    summaryOf(data, t) +
    named("未采集", "Not collected", uncollected) +
    named("模块未启用", "Module not in use", unused) +
    named("系数未核定", "No factor yet", weighed) +
    (props.synthetic ? t(`${invented.zh}。`, ` ${invented.en}.`) : "")
  );
}

function summaryOf({ leaves, root }: Answered, t: ReturnType<typeof useText>): string {
  return t(
    `实际覆盖率 ${showNumber(root.share * 100, 1)}%：${leaves.total} 项指标中 ${leaves.collected} 项采集得到。`,
    `Real coverage ${showNumber(root.share * 100, 1)}%: ${leaves.collected} of ${leaves.total} indicators are collected.`,
  );
}

/** Leaves without figures, by what is wanting; one whose module is absent is named there alone. */
function gapsOf(root: Node) {
  const all = flat(root).flatMap(({ node }) => (node.leaf ? [node] : []));
  const leaves = all.filter(({ leaf }) => !leaf!.collected);
  const unused = leaves.filter(({ leaf }) => leaf!.moduleAbsent.length > 0);
  const weighed = all.filter(({ leaf }) => leaf!.collected && leaf!.factorUnknown.length > 0);
  return { unused, uncollected: leaves.filter((node) => !unused.includes(node)), weighed };
}

function Gaps({ coverage }: { coverage: Answered }) {
  const t = useText();
  const { uncollected, unused, weighed } = gapsOf(coverage.root);
  const names = (leaves: readonly Node[]) => leaves.map(({ name }) => t(name)).join(t("、", ", "));
  return (
    <dl className="facts">
      <dt>{t(`未采集 ${uncollected.length} 项`, `Not collected: ${uncollected.length}`)}</dt>
      <dd>{names(uncollected) || t("无", "none")}</dd>
      <dt>{t(`模块未启用 ${unused.length} 项`, `Module not in use: ${unused.length}`)}</dt>
      <dd>{names(unused) || t("无", "none")}</dd>
      <dt>{t(`系数未核定 ${weighed.length} 项`, `No factor yet: ${weighed.length}`)}</dt>
      <dd>{names(weighed) || t("无", "none")}</dd>
    </dl>
  );
}

const columnsOf = (t: ReturnType<typeof useText>): Column<Row>[] => [
  {
    key: "node",
    header: { zh: "维度、指标", en: "Dimension, indicator" },
    value: ({ node }) => t(node.name),
    cell: ({ node, depth }) => (
      <span className={`depth-${Math.min(depth, 3)}`}>
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
    header: { zh: "实际覆盖率%", en: "Coverage %" },
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
    cell: ({ node }) =>
      node.leaf?.normStatus ? <NameTag name={nameOf(sourceStatuses, node.leaf.normStatus)} /> : null,
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

const flat = (node: Node, depth = 0, above = ""): Row[] => {
  const path = `${above}/${node.key}`;
  return [{ node, depth, path }, ...node.children.flatMap((child) => flat(child, depth + 1, path))];
};
