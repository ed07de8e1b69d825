import { useMemo } from "react";
import type { Gate, Scheme, SchemeNode } from "@duibiao/indicators";
import { Alert, DataTable, nameOf, NameTag, sourceStatuses, Tag, useText, type Column } from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { CoverageLine } from "./coverage.tsx";
import { EntryLink, useOpened } from "./opened.tsx";
import { EntryPage, Facts, FormulaWords, SourceFacts, StatusTag } from "./parts.tsx";
import type { EntrySearch } from "./search.ts";
import { inPercent, normText } from "./words.ts";
import { CriterionCard, nodesOf, type PlacedNode } from "./criterion.tsx";

/** 评估方案: how its weights are spread from the dimensions down to the indicators; one node of it at a time is opened. */
export function SchemeView({ entry }: { entry: Scheme }) {
  const t = useText();
  const { head } = useOpened();
  const [{ node }] = useAddress<EntrySearch>();
  const rows = useMemo(() => nodesOf(entry), [entry]);
  const chosen = rows.find(({ address }) => address === node);
  return (
    <EntryPage kind="schemes" entry={entry}>
      <p>
        <CoverageLine catalogue={head.id} scheme={entry.key} stamped />
      </p>
      {node !== undefined && chosen === undefined ? (
        <Alert
          tone="warning"
          title={t(`方案中没有节点“${node}”，以下为全部。`, `The scheme has no node "${node}"; all of it is shown.`)}
        />
      ) : null}
      {chosen === undefined ? <Head scheme={entry} /> : <CriterionCard scheme={entry} placed={chosen} />}
      <section>
        <h2>{t("维度、准则与指标", "Dimensions, criteria and indicators")}</h2>
        <Tree
          scheme={entry}
          rows={chosen === undefined ? rows : rows.filter(({ address }) => isBelow(address, chosen.address))}
          chosen={chosen?.address}
        />
      </section>
      {chosen === undefined ? <Gates scheme={entry} /> : null}
    </EntryPage>
  );
}

const isBelow = (address: string, above: string) => address === above || address.startsWith(`${above}/`);

function Head({ scheme }: { scheme: Scheme }) {
  const t = useText();
  return (
    <section className="card">
      <h2>{t("方案", "Scheme")}</h2>
      <Facts
        of={[
          [t("文号", "Document"), scheme.documentNo || t("未下达", "not issued")],
          [t("权重来源", "Weights"), <NameTag key="weights" name={nameOf(sourceStatuses, scheme.weightsStatus)} />],
          [
            t("最低覆盖率", "Least coverage"),
            t(
              `${inPercent(scheme.minCoverage)}，低于它的节点和地区不计分、不排名`,
              `${inPercent(scheme.minCoverage)}; nodes and regions below it have no score and no place`,
            ),
          ],
          [
            t("几何合成的下限分", "Floor under geometric nodes"),
            scheme.floor === undefined ? null : String(scheme.floor),
          ],
          [
            t("等次", "Grades"),
            scheme.grades === undefined
              ? null
              : scheme.grades.map(({ key, name, min, status }) => (
                  <span key={key}>
                    {t(`${name.zh} ≥ ${min} 分`, `${name.en} ≥ ${min}`)}{" "}
                    <StatusTag of={{ ...(status && { status }) }} />{" "}
                  </span>
                )),
          ],
          [
            t("加分项", "Bonus"),
            scheme.bonus === undefined
              ? null
              : t(
                  `${scheme.bonus.items.map(({ zh }) => zh).join("、")}，最多 ${scheme.bonus.cap} 分`,
                  `${scheme.bonus.items.map(({ en }) => en).join(", ")}; at most ${scheme.bonus.cap} points`,
                ),
          ],
        ]}
      />
      <SourceFacts of={scheme} />
    </section>
  );
}

/** How the children of a node become its score. */
const methods = {
  arithmetic: { zh: "算术加权", en: "arithmetic" },
  geometric: { zh: "几何加权", en: "geometric" },
  harmonic: { zh: "调和加权", en: "harmonic" },
  power: { zh: "幂平均", en: "power mean" },
  minimum: { zh: "取最低", en: "the lowest" },
};

type TreeProps = { scheme: Scheme; rows: readonly PlacedNode[]; chosen: string | undefined };

function Tree({ scheme, rows, chosen }: TreeProps) {
  const t = useText();
  const { compiled } = useOpened();
  const columns = useMemo<Column<PlacedNode>[]>(
    () => [
      {
        key: "node",
        header: { zh: "维度、准则、指标", en: "Dimension, criterion, indicator" },
        value: ({ node }) => t(node.name),
        cell: ({ node, depth, address }) => (
          <span className={`depth-${Math.min(depth - 1, 3)}`}>
            <EntryLink kind="schemes" id={scheme.key} node={address}>
              {node.indicator === undefined ? <strong>{t(node.name)}</strong> : t(node.name)}
            </EntryLink>
          </span>
        ),
        sortBy: false,
        head: true,
        width: "xl",
      },
      {
        key: "indicator",
        header: { zh: "指标", en: "Indicator" },
        value: ({ node }) => node.indicator ?? null,
        cell: ({ node }) =>
          node.indicator === undefined ? null : (
            <EntryLink kind="indicators" id={node.indicator}>
              {node.indicator}
            </EntryLink>
          ),
        sortBy: false,
        width: "l",
      },
      {
        key: "weight",
        header: { zh: "上级内权重", en: "In its parent" },
        uom: "%",
        type: "number",
        decimals: 2,
        value: ({ node }) => node.weight * 100,
        sortBy: false,
        width: "s",
      },
      {
        key: "share",
        header: { zh: "总分中权重", en: "In the whole" },
        uom: "%",
        type: "number",
        decimals: 2,
        value: ({ share }) => share * 100,
        sortBy: false,
        width: "s",
      },
      {
        key: "method",
        header: { zh: "合成或计分标准", en: "Method or norm" },
        value: ({ node }) => {
          const indicator = node.indicator === undefined ? undefined : compiled.indicators.get(node.indicator);
          if (node.indicator === undefined) return t(nameOf(methods, node.method ?? "arithmetic"));
          return node.norm && indicator ? t(normText(node.norm, indicator)) : null;
        },
        sortBy: false,
        width: "fill",
      },
      {
        key: "norm",
        header: { zh: "标准来源", en: "Norm's status" },
        value: ({ node }) => (node.norm?.status === undefined ? null : t(nameOf(sourceStatuses, node.norm.status))),
        cell: ({ node }) =>
          node.norm?.status === undefined ? null : <NameTag name={nameOf(sourceStatuses, node.norm.status)} />,
        sortBy: false,
        width: "s",
      },
      {
        key: "proxy",
        header: { zh: "代理或未衡量", en: "Proxy or unmeasured" },
        value: ({ node }) => proxyText(node, t),
        cell: ({ node }) => (node.proxy ? <Tag>◇ {t("代理指标", "proxy")}</Tag> : proxyText(node, t)),
        sortBy: false,
        width: "l",
      },
    ],
    [compiled, scheme, t],
  );
  return (
    <DataTable
      title={t(`${scheme.name.zh}：权重`, `${scheme.name.en}: weights`)}
      columns={columns}
      rows={rows}
      rowKey={({ address }) => address}
      rowClass={({ address }) => (address === chosen ? "dt-own" : undefined)}
      empty={t("方案没有节点。", "The scheme has no nodes.")}
    />
  );
}

function proxyText(node: SchemeNode, t: ReturnType<typeof useText>): string | null {
  if (node.proxy) return t("代理指标", "proxy");
  return node.unmeasured === undefined ? null : t(`未衡量：${node.unmeasured.zh}`, `unmeasured: ${node.unmeasured.en}`);
}

function Gates({ scheme }: { scheme: Scheme }) {
  const t = useText();
  const { compiled } = useOpened();
  const grade = (key: string) =>
    scheme.grades?.find((candidate) => candidate.key === key)?.name ?? { zh: key, en: key };
  const facts = (gate: Gate) => [
    [t("何时", "When"), gate.when === undefined ? null : <FormulaWords key="when" text={gate.when} />] as const,
    [
      t("目标未完成", "Targets not met"),
      gate.targets === undefined
        ? null
        : gate.targets.map((key) => (
            <span key={key}>
              <EntryLink kind="indicators" id={key}>
                {t(compiled.indicators.get(key)?.name ?? { zh: key, en: key })}
              </EntryLink>{" "}
            </span>
          )),
    ] as const,
    [t("最高等次", "Best grade left"), t(grade(gate.cap))] as const,
  ];
  const gates = scheme.gates ?? [];
  if (gates.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("一票否决", "Gates")}</h2>
      {gates.map((gate) => (
        <div key={gate.key}>
          <h3>
            {t(gate.name)} <code className="quiet">{gate.key}</code> <StatusTag of={gate} />
          </h3>
          <Facts of={facts(gate)} />
          <SourceFacts of={gate} />
        </div>
      ))}
    </section>
  );
}
