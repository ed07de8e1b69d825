import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { Alert, DataTable, tiers, useText, type Column } from "@duibiao/ui";
import type { Preview } from "./ask.ts";
import { BurdenPart } from "./burden-part.tsx";

type Row = Preview["rows"][number];
type Reused = Preview["reuse"][number];

/** What the opening means, before anything is written. */
export function PreviewPart({
  of: { data, error, isError },
  several,
}: {
  of: UseQueryResult<Preview>;
  several: number;
}) {
  const t = useText();
  return (
    <section className="card" aria-label={t("预览", "Preview")}>
      <h2>{t("预览", "Preview")}</h2>
      {several > 1 ? (
        <p className="quiet">
          {t(
            `共 ${several} 期，这里是第一期；每期开启时再核一遍。`,
            `The first of ${several} periods; each is checked again when it opens.`,
          )}
        </p>
      ) : null}
      {isError ? <ProblemBox error={error} /> : null}
      {data === undefined ? (
        isError ? null : (
          <p className="quiet">{t("正在推算…", "Thinking it through…")}</p>
        )
      ) : (
        <Thought preview={data} />
      )}
    </section>
  );
}

function Thought({ preview }: { preview: Preview }) {
  const t = useText();
  const { units, exempt, cells, byTier, byCity, refusals, warnings, reuse, burden, rows } = preview;
  return (
    <>
      {refusals.map(({ code, zh, en }) => (
        <Alert key={code} tone="error" title={t(zh, en)} />
      ))}
      {warnings.map(({ code, zh, en }) => (
        <Alert key={`${code} ${zh}`} tone="warning" title={t(zh, en)} />
      ))}
      {refusals.length === 0 ? (
        <Alert
          tone="success"
          title={t("可以开启：没有重复，法定标识齐全。", "It can be opened: nothing twice, all marks there.")}
        />
      ) : null}
      <dl className="facts">
        <dt>{t("应报", "Owed by")}</dt>
        <dd>
          {t(`${units - exempt} 个单位`, `${units - exempt} units`)}
          {exempt > 0 ? t(`，另免报 ${exempt} 个`, `, ${exempt} exempt`) : ""}
          {t(`，每单位 ${cells} 格`, `, ${cells} cells each`)}
        </dd>
        <dt>{t("按级次", "By tier")}</dt>
        <dd>
          {byTier.map((one) => `${t(tiers[one.tier])}·${t(covers[one.covers])} ${one.units}`).join(t("，", ", "))}
        </dd>
        <dt>{t("按市", "By city")}</dt>
        <dd>{byCity.map(({ name, units }) => `${name} ${units}`).join(t("，", ", "))}</dd>
      </dl>
      <BurdenPart burden={burden} />
      <ReuseTable reuse={reuse} />
      <UnitTable rows={rows} total={units} />
    </>
  );
}

const covers = { own: { zh: "本级", en: "own" }, whole: { zh: "全域", en: "whole" } } as const;

const relations = {
  same: { zh: "同一报告期", en: "the same period" },
  within: { zh: "期内", en: "within it" },
  around: { zh: "含本期", en: "around it" },
  overlaps: { zh: "交叉", en: "overlapping" },
  ledger: { zh: "台账", en: "ledger" },
} as const;

function ReuseTable({ reuse }: { reuse: Preview["reuse"] }) {
  const t = useText();
  const columns: Column<Reused>[] = [
    { key: "row", header: { zh: "行次", en: "Row" }, value: ({ row }) => row, width: "xs" },
    { key: "name", header: { zh: "数据项", en: "Measure" }, value: ({ name }) => t(name), head: true, width: "fill" },
    {
      key: "where",
      header: { zh: "已在何处填报", en: "Answered where" },
      value: ({ where }) =>
        where
          .map(({ name, relation, units }) =>
            t(
              `${name}（${relations[relation].zh}${units === null ? "" : `，${units} 个单位`}）`,
              `${name} (${relations[relation].en}${units === null ? "" : `, ${units} units`})`,
            ),
          )
          .join(t("；", "; ")),
      width: "fill",
    },
    {
      key: "way",
      header: { zh: "怎么办", en: "What to do" },
      value: ({ where }) =>
        where.some(({ relation }) => relation === "same")
          ? t("不能再问", "cannot be asked")
          : where.some(({ computable, relation }) => computable && relation !== "ledger")
            ? t("可以算出", "can be computed")
            : where.some(({ relation }) => relation === "ledger")
              ? t("由台账汇总", "summed from the ledger")
              : t("口径不同，可以问", "differs, may be asked"),
      width: "m",
    },
  ];
  return (
    <>
      <h3>{t("复用检查", "Reuse check")}</h3>
      <DataTable
        title={t("复用检查", "Reuse check")}
        columns={columns}
        rows={reuse}
        rowKey={({ measure, member }) => `${measure}/${member}`}
        empty={t(
          "这些单位在同期或交叉的报告期没有填报过这些数据项。",
          "None of it is answered by these units elsewhere.",
        )}
      />
    </>
  );
}

function UnitTable({ rows, total }: { rows: readonly Row[]; total: number }) {
  const t = useText();
  const columns: Column<Row>[] = [
    { key: "code", header: { zh: "代码", en: "Code" }, value: ({ code }) => code, width: "m" },
    { key: "name", header: { zh: "填报单位", en: "Unit" }, value: ({ name }) => name, head: true, width: "fill" },
    { key: "region", header: { zh: "地区", en: "Region" }, value: ({ region }) => region, width: "m" },
    { key: "line", header: { zh: "主管部门", en: "Line" }, value: ({ line }) => line || null, width: "s" },
    {
      key: "exempt",
      header: { zh: "免报", en: "Exempt" },
      value: ({ exemptReason }) => exemptReason && t(api.unitChanges.exemptBecause(exemptReason)),
      width: "m",
    },
  ];
  return (
    <details>
      <summary>{t(`应报单位（${total}）`, `Units (${total})`)}</summary>
      <DataTable
        title={t("应报单位", "Units")}
        columns={columns}
        rows={rows}
        rowKey={({ unitId }) => unitId}
        empty={t("没有单位。", "No units.")}
        footer={
          total > rows.length
            ? t(`只列出前 ${rows.length} 个，共 ${total} 个。`, `The first ${rows.length} of ${total}.`)
            : undefined
        }
      />
      <Link to="/burden">{t("看各地填报负担", "Burden by region")}</Link>
    </details>
  );
}
