import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { DataTable, showNumber, Tag, useText, type Column } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import { bandInWords } from "../release/release.ts";
import type { Matter } from "./matter.ts";

type Concerned = Answer<typeof api.matters.listEffects>["items"][number];
type Effect = NonNullable<Answer<typeof api.matters.readEffect>["effect"]>;
type Line = Effect["lines"][number];

/** 影响预览: what the releases that stand would say instead, before anybody decides. */
export function Effects({ matter }: { matter: Matter }) {
  const t = useText();
  const found = useQuery(read(api.matters.listEffects, { params: { id: matter.id } }));
  return (
    <section className="card">
      <h2>{t("影响预览", "What it would do")}</h2>
      <Loaded of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">
              {t(
                "没有可以试算的评估结果：没有用到这些数的版次，或没有写明应为多少。",
                "No release to compute: none is made from these figures, or no value was named.",
              )}
            </p>
          ) : (
            items.map((item) => <One key={item.release} matter={matter.id} of={item} />)
          )
        }
      </Loaded>
    </section>
  );
}

function One({ matter, of }: { matter: number; of: Concerned }) {
  const t = useText();
  const found = useQuery(read(api.matters.readEffect, { params: { id: matter, release: of.release } }));
  return (
    <div className="matter-effect">
      <h3>
        {of.title} {t(of.edition)} <span className="quiet">{t(of.stateName)}</span>
      </h3>
      <Loaded of={found}>
        {({ effect, rerankFrom }) =>
          effect === null || effect.indicators.length + effect.lines.length === 0 ? (
            <p className="quiet">
              {t("这一版没有用到所提的数，不受影响。", "This release is not made from these figures: no change.")}
            </p>
          ) : (
            <Told of={of} effect={effect} rerankFrom={rerankFrom} />
          )
        }
      </Loaded>
    </div>
  );
}

function Told({ of, effect, rerankFrom }: { of: Concerned; effect: Effect; rerankFrom: number }) {
  const t = useText();
  const { nTold, share, rerank, indicators, presentation } = effect;
  const columns = useMemo(() => columnsOf(presentation === "bands", t), [presentation, t]);
  // Whose figure it is comes first among thousands.
  const lines = useMemo(() => effect.lines.toSorted((a, b) => Number(b.direct) - Number(a.direct)), [effect.lines]);
  const scores = lines.filter(({ score }) => score.before !== score.after).length;
  const places = lines.filter(({ rank, band }) => rank.before !== rank.after || band.before !== band.after).length;
  const limit = percent(rerankFrom);
  const told = t(
    `您可见的 ${nTold} 个地区中，${scores} 个得分变化，${places} 个${presentation === "bands" ? "档次" : "位次"}变化。`,
    `Of the ${nTold} regions that you may see, ${scores} change their score and ${places} their ${presentation === "bands" ? "band" : "place"}.`,
  );
  return (
    <>
      <ul>
        {indicators.map(({ region, indicator, name, uom, before, after }) => (
          <li key={`${region}/${indicator}`}>
            {region} {t(name)}
            {t("：", ": ")}
            {said(before, t)} → <strong>{said(after, t)}</strong> {uom}
          </li>
        ))}
      </ul>
      <p>
        {told}{" "}
        {indicators.length === 0 ? null : rerank ? (
          <Tag tone="warning">
            {share === null
              ? t("! 变化幅度无法计算，须重新排名", "! size cannot be told: places are issued again")
              : t(
                  `! 指标最大变化 ${percent(share)}，达到 ${limit}（拟），须重新排名`,
                  `! an indicator changes by ${percent(share)}, at least ${limit} (proposed): places are issued again`,
                )}
          </Tag>
        ) : (
          <Tag>
            {t(
              `指标最大变化 ${percent(share!)}，未达 ${limit}（拟），在结果上注明`,
              `an indicator changes by ${percent(share!)}, below ${limit} (proposed): marked on the release`,
            )}
          </Tag>
        )}
      </p>
      <DataTable
        title={t(`影响预览 ${of.title} ${of.edition.zh}`, `What it would do: ${of.title}, ${of.edition.en}`)}
        columns={columns}
        rows={lines}
        rowKey={({ regionId }) => regionId}
        empty={t("您可见的地区都不变。", "No region that you may see changes.")}
        about={{ stamps: [...effect.stamps.map((stamp) => t(stamp)), t("影响预览，未生效", "Preview, not in effect")] }}
      />
    </>
  );
}

const said = (value: number | null, t: ReturnType<typeof useText>) =>
  value === null ? t("无", "none") : showNumber(value);

const percent = (share: number) => `${showNumber(share * 100, 1)}%`;

const moved = (before: number | null, after: number | null) =>
  before === null || after === null ? null : after - before;

const columnsOf = (bands: boolean, t: ReturnType<typeof useText>): Column<Line>[] => {
  const shown = (value: number | null) => (value === null ? null : bands ? t(bandInWords(value)) : value);
  const key = bands ? "band" : "rank";
  const what = bands ? { zh: "档次", en: "band" } : { zh: "位次", en: "place" };
  return [
    {
      key: "region",
      header: { zh: "地区", en: "Region" },
      head: true,
      width: "fill",
      value: ({ name }) => name,
      sortBy: ({ code }) => code,
      cell: ({ name, direct }) => (
        <>
          {name} {direct ? <Tag>{t("更正所及", "concerned")}</Tag> : null}
        </>
      ),
    },
    {
      key: "before",
      header: { zh: "现得分", en: "Score now" },
      type: "number",
      decimals: 4,
      width: "m",
      value: ({ score }) => score.before,
    },
    {
      key: "after",
      header: { zh: "更正后得分", en: "Score then" },
      type: "number",
      decimals: 4,
      width: "m",
      value: ({ score }) => score.after,
    },
    {
      key: "change",
      header: { zh: "得分变化", en: "Change" },
      type: "number",
      decimals: 4,
      width: "m",
      value: ({ score }) => moved(score.before, score.after),
    },
    {
      key: "placeBefore",
      header: { zh: `现${what.zh}`, en: `${what.en} now` },
      width: "m",
      value: (line) => shown(line[key].before),
      sortBy: (line) => line[key].before,
    },
    {
      key: "placeAfter",
      header: { zh: `更正后${what.zh}`, en: `${what.en} then` },
      width: "m",
      value: (line) => shown(line[key].after),
      sortBy: (line) => line[key].after,
      cell: (line) =>
        line[key].before === line[key].after ? shown(line[key].after) : <strong>{shown(line[key].after)}</strong>,
    },
  ];
};
