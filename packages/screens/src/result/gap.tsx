import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { Loaded } from "../problem-box.tsx";
import { againstWords, type Against, type GapSearch } from "./gap-search.ts";
import { Reach, Standings } from "./reach.tsx";
import { figure } from "./why.ts";
import "./gap.css";

export type Explanation = Answer<typeof api.explanations.explainEvaluation>;
type Gap = NonNullable<Explanation["gap"]>;
type GapLeaf = Gap["leaves"][number];

type Props = {
  region: number;
  /** From the evaluation, for those who may read calculation sheets; else inside the release. */
  evaluation?: number | null | undefined;
  release?: number | undefined;
};

/** 差距解释: against whom, then the difference split over the indicators, and what the next place or grade would take. */
export function GapPart({ region, evaluation, release }: Props) {
  const t = useText();
  const [search, change] = useAddress<GapSearch>();
  const whole = evaluation != null;
  const against = search.against === "year" && !whole ? undefined : search.against;
  const query = { against: against ?? "peer_median", ...(search.other === undefined ? {} : { other: search.other }) };
  const fromEvaluation = useQuery({
    ...read(api.explanations.explainEvaluation, {
      params: { id: evaluation ?? 0 },
      query: { region, ...query },
    }),
    enabled: whole,
  });
  const fromRelease = useQuery({
    ...read(api.explanations.explainResult, {
      params: { id: release ?? 0, region },
      query: query as { against: Exclude<Against, "year"> },
    }),
    enabled: !whole && release !== undefined,
  });
  const others = useOthers(query.against === "region", { evaluation, release });
  const options = (Object.keys(againstWords) as Against[]).filter((key) => whole || key !== "year");
  return (
    <section className="card gap-part no-print" id="gap">
      <div className="row between">
        <h2>{t("差距解释", "Why the score differs")}</h2>
        <div className="row">
          <label className="inline-field">
            {t("与谁比", "Against")}
            <select
              className="input"
              value={query.against}
              onChange={(event) =>
                change(
                  {
                    against: event.target.value as Against,
                    ...(event.target.value === "region" ? {} : { other: undefined }),
                  },
                  { replace: true },
                )
              }
            >
              {options.map((key) => (
                <option key={key} value={key}>
                  {t(againstWords[key])}
                </option>
              ))}
            </select>
          </label>
          {query.against === "region" ? (
            <label className="inline-field">
              {t("地区", "Region")}
              <select
                className="input"
                value={search.other ?? ""}
                onChange={(event) => change({ other: Number(event.target.value) || undefined }, { replace: true })}
              >
                <option value="">{t("请选择", "choose")}</option>
                {others
                  .filter(({ regionId }) => regionId !== region)
                  .map(({ regionId, name }) => (
                    <option key={regionId} value={regionId}>
                      {name}
                    </option>
                  ))}
              </select>
            </label>
          ) : null}
        </div>
      </div>
      <Loaded of={whole ? fromEvaluation : fromRelease}>
        {(found) => <Told explanation={found} evaluation={evaluation ?? null} />}
      </Loaded>
    </section>
  );
}

/** Whom one may choose: the regions of the release that one may see, else those of the evaluation; by code. */
function useOthers(wanted: boolean, { evaluation, release }: Pick<Props, "evaluation" | "release">) {
  const ofRelease = useQuery({
    ...read(api.releases.readRelease, { params: { id: release ?? 0 } }),
    enabled: wanted && release !== undefined,
  });
  const ofEvaluation = useQuery({
    ...read(api.evaluations.readEvaluation, { params: { id: evaluation ?? 0 } }),
    enabled: wanted && release === undefined && evaluation != null,
  });
  const items = ofRelease.data?.items ?? ofEvaluation.data?.items ?? [];
  return items.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function Told({ explanation, evaluation }: { explanation: Explanation; evaluation: number | null }) {
  const t = useText();
  const { gap, reason, region } = explanation;
  const link = (indicator: string, children: ReactNode) =>
    evaluation === null ? (
      children
    ) : (
      <Link
        to="/sheet/$evaluation/$region"
        params={{ evaluation: String(evaluation), region: String(region.regionId) }}
        search={{ indicator } as never}
      >
        {children}
      </Link>
    );
  return (
    <>
      {gap === null ? (
        <p className="quiet">{reason === null ? "" : t(`${reason.zh}。`, `${reason.en}.`)}</p>
      ) : (
        <GapTable explanation={explanation} gap={gap} link={link} />
      )}
      <Reach explanation={explanation} link={link} />
      {explanation.standings === null ? null : (
        <Standings standings={explanation.standings} region={region} stamps={explanation.stamps} link={link} />
      )}
    </>
  );
}

type TableProps = {
  explanation: Explanation;
  gap: Gap;
  link: (indicator: string, children: ReactNode) => ReactNode;
};

function GapTable({ explanation, gap, link }: TableProps) {
  const t = useText();
  const { region, against } = explanation;
  const { other, difference, leaves } = gap;
  const year = against === "year";
  const columns = useMemo(() => columnsOf(leaves, year, link, t), [leaves, year, link, t]);
  const size = showNumber(Math.abs(difference), 2);
  const zh = difference === 0 ? "得分相同" : `${difference > 0 ? "高" : "低"} ${size} 分`;
  const en = difference === 0 ? "the same score" : `${size} ${difference > 0 ? "above" : "below"}`;
  const { zh: whomZh, en: whomEn } = againstWords[against];
  const whom = against === "region" ? { zh: "", en: "" } : { zh: `${whomZh}的`, en: `the ${whomEn}, ` };
  const sentence = year
    ? t(
        `本期 ${showNumber(region.score!, 2)} 分，${other.name} 为 ${showNumber(other.score, 2)} 分，${zh}。`,
        `${showNumber(region.score!, 2)} now, ${showNumber(other.score, 2)} in ${other.name}: ${en}.`,
      )
    : t(
        `${region.name} ${showNumber(region.score!, 2)} 分，比${whom.zh}${other.name}（${showNumber(other.score, 2)} 分）${zh}。`,
        `${region.name} has ${showNumber(region.score!, 2)}; against ${whom.en}${other.name} (${showNumber(other.score, 2)}): ${en}.`,
      );
  return (
    <>
      <p>{sentence}</p>
      <DataTable
        title={t(`${region.name}差距解释`, `${region.name}: why the score differs`)}
        columns={columns}
        rows={leaves}
        rowKey={({ path }) => path}
        empty={t("没有指标。", "No indicators.")}
        about={{ stamps: explanation.stamps.map((stamp) => t(stamp)), notes: [sentence] }}
        footer={t(
          `各项相加正好等于分差 ${signed(difference)}。`,
          `The effects add up to the difference of ${signed(difference)}.`,
        )}
      />
    </>
  );
}

const signed = (value: number) => {
  const shown = showNumber(Math.abs(value), 2);
  return /^0\.?0*$/.test(shown) ? shown : `${value > 0 ? "+" : "−"}${shown}`;
};

function columnsOf(
  leaves: readonly GapLeaf[],
  year: boolean,
  link: TableProps["link"],
  t: ReturnType<typeof useText>,
): Column<GapLeaf>[] {
  const most = Math.max(...leaves.map(({ effect }) => Math.abs(effect)), 1e-12);
  const value = (key: "value" | "otherValue", zh: string, en: string): Column<GapLeaf> => ({
    key,
    header: { zh, en },
    type: "number",
    value: (leaf) => leaf[key],
    cell: (leaf) =>
      leaf[key] === null ? <span className="quiet">{t("无数", "none")}</span> : figure(leaf[key], leaf.decimals),
    width: "s",
  });
  const part = (key: "value" | "bounds" | "weights" | "peers", zh: string, en: string): Column<GapLeaf> => ({
    key: `part-${key}`,
    header: { zh, en },
    type: "number",
    decimals: 2,
    value: ({ parts }) => parts?.[key] ?? null,
    cell: ({ parts }) => (parts === null ? null : signed(parts[key])),
    width: "s",
  });
  return [
    {
      key: "indicator",
      header: { zh: "指标", en: "Indicator" },
      value: ({ name }) => t(name),
      cell: ({ indicator, name }) => link(indicator, t(name)),
      head: true,
      width: "fill",
    },
    value("value", year ? "本期" : "本地区", year ? "Now" : "Here"),
    value("otherValue", year ? "上年" : "对方", year ? "Before" : "There"),
    { key: "uom", header: { zh: "计量单位", en: "Unit" }, value: ({ uom }) => uom, width: "s" },
    {
      key: "effect",
      header: { zh: "影响（分）", en: "Effect (points)" },
      type: "number",
      decimals: 2,
      value: ({ effect }) => effect,
      cell: ({ effect }) => signed(effect),
      sortBy: ({ effect }) => effect,
      width: "s",
    },
    {
      key: "bar",
      header: { zh: "拉低 ← 0 → 拉高", en: "lower ← 0 → higher" },
      value: () => null,
      cell: ({ effect }) => <EffectBar effect={effect} most={most} />,
      screenOnly: true,
      width: "m",
    },
    ...(year
      ? [
          part("value", "自身数值", "Own value"),
          part("bounds", "评分界值", "Bounds"),
          part("weights", "权重", "Weights"),
          part("peers", "对标组", "Peers"),
        ]
      : []),
  ];
}

/** From the middle to the right where it helps, to the left where it costs; the number stands beside it. */
function EffectBar({ effect, most }: { effect: number; most: number }) {
  const width = (Math.abs(effect) / most) * 50;
  return (
    <svg className="effect-bar" aria-hidden="true">
      <rect
        className={effect < 0 ? "effect-lower" : "effect-higher"}
        x={`${effect < 0 ? 50 - width : 50}%`}
        width={`${width}%`}
        y="2"
        height="10"
      />
      <line className="effect-zero" x1="50%" x2="50%" y1="0" y2="14" />
    </svg>
  );
}
