import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api, call, read } from "@duibiao/client";
import {
  Alert,
  Button,
  DataTable,
  DayInput,
  Field,
  groupDigits,
  NameTag,
  Page,
  showMoment,
  SYNTHETIC,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { Loaded, ProblemBox, useSession } from "@duibiao/screens";
import { useAddress, wanted } from "@duibiao/screens/address";
import { useDecision } from "@duibiao/screens/decision";
import { usePaperLink } from "../review/use-paper-link.tsx";
import { ResultDialog } from "./result-dialog.tsx";
import { Redraw } from "./redraw.tsx";
import { errorText, verdicts, type SpotCell, type SpotCheck } from "./words.ts";

/** One spot check: what was fixed, what was drawn, what was found. */
export function SpotCheckPage() {
  const id = wanted.id((useParams({ strict: false }) as { check: string }).check) ?? 0;
  return (
    <Loaded of={useQuery(read(api.spotChecks.readSpotChecks, { params: { id } }))}>
      {(check) => <Shown check={check} />}
    </Loaded>
  );
}

const keyOf = ({ submissionId, measure, member }: SpotCell) => `${submissionId}/${measure}/${member}`;

function Shown({ check }: { check: SpotCheck }) {
  const t = useText();
  const { language } = useLanguage();
  const { posts } = useSession();
  const [search, change] = useAddress<{ sort?: string }>();
  const [at, setAt] = useState<string | null>(null);
  const own = posts.some(
    ({ role, regionId }) => (role === "reviewer" || role === "leader") && regionId === check.owner,
  );
  const [papersDue, setPapersDue] = useState("");
  const draw = useDecision(
    (id: number) =>
      call(api.spotChecks.drawSpotCheck, {
        params: { id },
        body: papersDue === "" ? {} : { papersDue: `${papersDue}T23:59:59+08:00` },
      }),
    () => {},
  );
  const link = usePaperLink({});
  const columns = useMemo(() => columnsOf(t, link, own ? setAt : null), [t, link, own]);
  const cell = check.cells.find((one) => keyOf(one) === at);
  const stamps = check.synthetic ? [t(SYNTHETIC)] : [];
  return (
    <Page
      title={t(`抽查第 ${check.id} 号：${check.title}`, `Spot check no. ${check.id}: ${check.title}`)}
      crumbs={[
        <Link key="all" to="/spot-checks">
          {t("抽查", "Spot checks")}
        </Link>,
      ]}
      stamps={stamps}
      actions={check.drawnAt === null ? null : <Button onClick={() => print()}>{t("打印", "Print")}</Button>}
    >
      <section className="card">
        <dl className="facts">
          <dt>{t("抽查机构", "Bureau")}</dt>
          <dd>{check.ownerName}</dd>
          {check.basis === "" ? null : (
            <>
              <dt>{t("依据", "Basis")}</dt>
              <dd>{check.basis}</dd>
            </>
          )}
          <dt>{t("抽样框", "Frame")}</dt>
          <dd>
            {t(
              `本级已审核通过的 ${check.frameSubmissions} 份报送，${check.frameCells} 个有数单元格`,
              `${check.frameCells} cells with numbers in ${check.frameSubmissions} accepted submissions`,
            )}{" "}
            <code>{check.frameHash.slice(0, 16)}…</code>
          </dd>
          <dt>{t("样本量", "Sample")}</dt>
          <dd>{t(`${check.size} 格，简单随机不放回`, `${check.size} cells, simple random, without replacement`)}</dd>
          <dt>{t("随机种子", "Seed")}</dt>
          <dd>
            <code>{check.seed}</code>{" "}
            {t(
              `由 ${check.createdBy} 于 ${showMoment(String(check.createdAt), "zh")} 定样时产生，早于抽样`,
              `made when ${check.createdBy} fixed the sample, ${showMoment(String(check.createdAt), "en")}, before the draw`,
            )}
          </dd>
          {check.drawnAt === null ? null : (
            <>
              <dt>{t("抽样", "Drawn")}</dt>
              <dd>
                {check.drawnBy} {showMoment(String(check.drawnAt), language)} <Redraw check={check} />
              </dd>
              <dt>{t("差错率", "Error rate")}</dt>
              <dd>
                <b>{t(errorText(check))}</b>{" "}
                {t(
                  `相符 ${check.checked - check.differs - check.unsupported}，不符 ${check.differs}，无凭证 ${check.unsupported}`,
                  `${check.checked - check.differs - check.unsupported} agree, ${check.differs} differ, ${check.unsupported} without evidence`,
                )}
              </dd>
            </>
          )}
        </dl>
        {check.drawnAt === null ? (
          own ? (
            <>
              <Field
                label={t(
                  "请抽中的单位附凭证，期限（可不填）",
                  "Ask the units drawn for their papers, by (may stay empty)",
                )}
                hint={t(
                  "填了期限，每个抽中的格发一张核实单，单位随答复附凭证；不填，或该表已锁定的，由本级自行查看凭证。",
                  "With a day each cell drawn becomes a question, and the unit adds its paper to the answer; without one, and where the form is locked, your bureau looks at the papers itself.",
                )}
              >
                {(ids) => (
                  <DayInput {...ids} value={papersDue} onChange={(event) => setPapersDue(event.target.value)} />
                )}
              </Field>
              <div className="row">
                <Button look="primary" busy={draw.isPending} onClick={() => draw.mutate(check.id)}>
                  {t("按种子抽样", "Draw by the seed")}
                </Button>
                <span className="quiet">{t("只抽一次，不能重抽。", "Once; there is no second draw.")}</span>
              </div>
            </>
          ) : (
            <p className="quiet">{t("尚未抽样，由抽查机构抽样。", "Not drawn yet; the bureau draws.")}</p>
          )
        ) : null}
        {draw.isError ? <ProblemBox error={draw.error} /> : null}
      </section>
      {check.hidden > 0 ? (
        <Alert
          tone="warning"
          title={t(
            `有 ${check.hidden} 格市级尚未审核，不向上级显示。`,
            `${check.hidden} cells are not reviewed by their city yet and are not shown to those above.`,
          )}
        />
      ) : null}
      {check.drawnAt === null ? null : (
        <DataTable
          title={t(`抽查第 ${check.id} 号`, `Spot check no. ${check.id}`)}
          columns={columns}
          rows={check.cells}
          rowKey={keyOf}
          about={{ stamps, notes: [t(`种子 ${check.seed}`, `Seed ${check.seed}`), t(errorText(check))] }}
          sort={search.sort ?? ""}
          onSort={(sort) => change({ sort })}
          empty={t("没有可显示的单元格。", "No cell to show.")}
          footer={t(
            "抽查结果不改动任何数值；不符的请发核实单或退回，由填报单位更正。同一格再记一次时，以后一次为准，前一次保留。",
            "A result moves no figure: ask or return what differs, and the unit mends its own. Recorded again, the last result of a cell counts and the earlier stays.",
          )}
        />
      )}
      {cell ? <ResultDialog check={check.id} cell={cell} onClose={() => setAt(null)} /> : null}
    </Page>
  );
}

function columnsOf(
  t: ReturnType<typeof useText>,
  link: ReturnType<typeof usePaperLink>,
  onRecord: ((key: string) => void) | null,
): Column<SpotCell>[] {
  const verdictOf = ({ result }: SpotCell) => (result === null ? "" : t(verdicts[result.verdict]));
  return [
    {
      key: "unit",
      header: { zh: "填报单位", en: "Unit" },
      head: true,
      width: "l",
      value: ({ unit }) => unit,
      cell: ({ unit, submissionId }) => link(submissionId, unit),
    },
    { key: "region", header: { zh: "地区", en: "Region" }, width: "s", value: ({ region }) => region },
    {
      key: "measure",
      header: { zh: "数据项", en: "Measure" },
      width: "l",
      value: ({ name }) => t(name),
    },
    { key: "uom", header: { zh: "计量单位", en: "Unit of measure" }, width: "s", value: ({ uom }) => uom },
    {
      key: "value",
      header: { zh: "上报数", en: "Reported" },
      type: "number",
      width: "m",
      value: ({ value }) => value,
      cell: ({ value }) => groupDigits(value),
    },
    {
      key: "verdict",
      header: { zh: "结果", en: "Result" },
      width: "s",
      value: verdictOf,
      cell: ({ result }) => (result === null ? null : <NameTag name={verdicts[result.verdict]} />),
    },
    {
      key: "found",
      header: { zh: "凭证所载", en: "Evidence says" },
      type: "number",
      width: "m",
      value: ({ result }) => result?.found ?? null,
    },
    {
      key: "evidence",
      header: { zh: "凭证和说明", en: "Evidence and note" },
      width: "fill",
      value: ({ result }) => [result?.evidence, result?.note].filter(Boolean).join(t("；", "; ")),
    },
    {
      key: "by",
      header: { zh: "核对人", en: "Checked by" },
      width: "m",
      value: ({ result, earlier }) =>
        result === null
          ? ""
          : `${result.by}${earlier.length > 0 ? t(`（改记 ${earlier.length} 次）`, ` (again, ${earlier.length} before)`) : ""}`,
    },
    ...(onRecord === null
      ? []
      : [
          {
            key: "record",
            header: { zh: "操作", en: "Actions" },
            width: "s" as const,
            screenOnly: true,
            value: () => "",
            cell: (row: SpotCell) => (
              <Button small onClick={() => onRecord(keyOf(row))}>
                {row.result === null ? t("记结果", "Record") : t("改记", "Again")}
              </Button>
            ),
          },
        ]),
  ];
}
