import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { useAddress } from "@duibiao/screens/address";
import { Segments, useText } from "@duibiao/ui";
import { Addressed, backs, useIds, WrongAddress } from "../addressed.tsx";
import { useRights } from "../roles.ts";
import { AnalystsOnly, EvaluationFrame, useAbout } from "../sensitivity/frame.tsx";
import { percent } from "../sensitivity/words.ts";
import { FindingsTable } from "./findings-table.tsx";
import { LeavesTable } from "./leaves-table.tsx";
import { LeverageTable } from "./leverage-table.tsx";
import { MethodTable } from "./method-table.tsx";
import { NodesTable } from "./nodes-table.tsx";
import { PairsTable } from "./pairs-table.tsx";
import type { AuditSearch } from "./search.ts";
import type { Audit } from "./words.ts";
import "./audit.css";

/** 一致性审计: whether the scheme measures what it means to, over one evaluation. */
export function AuditPage() {
  const ids = useIds("evaluation");
  const rights = useRights();
  if (ids === null) return <WrongAddress back={backs.releases} />;
  return rights.readEvaluations ? <Opened id={ids.evaluation} /> : <AnalystsOnly what="audit" />;
}

function Opened({ id }: { id: number }) {
  const found = useQuery({
    ...read(api.sensitivity.readCoherence, { params: { id } }),
    // An evaluation never changes.
    staleTime: Infinity,
  });
  return (
    <Addressed of={found} back={backs.releases}>
      {(audit) => (
        <EvaluationFrame what="audit" about={audit}>
          <Parts audit={audit} />
        </EvaluationFrame>
      )}
    </Addressed>
  );
}

function Parts({ audit }: { audit: Audit }) {
  const t = useText();
  const [search, change] = useAddress<AuditSearch>();
  const { title, about } = useAbout(audit);
  const part = search.part ?? "findings";
  const props = { audit, title, about };
  return (
    <>
      <p>
        {audit.selfReported === null
          ? t(
              "目录没有给指标评证据等级，自报权重占比不详。",
              "The catalogue grades no evidence; the share of own words is unknown.",
            )
          : t(
              `自报指标占总权重 ${percent(audit.selfReported, 1)}。`,
              `${percent(audit.selfReported, 1)} of the weight is the reporters' own word.`,
            )}{" "}
        {t(`按 ${audit.nRanked} 个排名的地区计算。`, `Over ${audit.nRanked} ranked regions.`)}
      </p>
      <Segments
        label={t("内容", "Part")}
        value={part}
        options={[
          { value: "findings", label: t(`发现（${audit.findings.length}）`, `Findings (${audit.findings.length})`) },
          { value: "nodes", label: t("节点一致性", "Nodes") },
          { value: "pairs", label: t("相关", "Correlations") },
          { value: "leaves", label: t("重要性", "Importance") },
          { value: "leverage", label: t("杠杆", "Leverage") },
          { value: "method", label: t("方法敏感性", "Method") },
        ]}
        onChange={(next) => change({ part: next === "findings" ? undefined : next })}
      />
      {part === "findings" ? <FindingsTable {...props} kind={search.kind} onKind={(kind) => change({ kind })} /> : null}
      {part === "nodes" ? <NodesTable {...props} /> : null}
      {part === "pairs" ? <PairsTable {...props} node={search.node} onNode={(node) => change({ node })} /> : null}
      {part === "leaves" ? <LeavesTable {...props} /> : null}
      {part === "leverage" ? <LeverageTable {...props} /> : null}
      {part === "method" ? <MethodTable {...props} /> : null}
    </>
  );
}
