import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { lenses, nameOf, Page, QuartileMark, showNumber, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import { ConclusionFacts } from "../release/conclusion.tsx";
import { placeText } from "../release/release.ts";
import { GapPart } from "../result/gap.tsx";
import { StandingFacts } from "../result/standing-facts.tsx";
import { LeafSheet } from "./leaf-sheet.tsx";
import { wayTo, type Sheet } from "./norm.ts";
import { TreeTable } from "./tree-table.tsx";
import "./sheet.css";

type Props = { evaluation: number; region: number; indicator?: string | undefined };

/** 计算单: every number leads one level down, from the rank to the cell and who signed it. */
export function CalculationSheet({ evaluation, region, indicator }: Props) {
  const sheet = useQuery({
    ...read(api.evaluations.readSheet, {
      params: { id: evaluation },
      query: { region, ...(indicator === undefined ? {} : { indicator }) },
    }),
    staleTime: Infinity,
  });
  return <Loaded of={sheet}>{(data) => <Opened sheet={data} indicator={indicator} />}</Loaded>;
}

function Opened({ sheet, indicator }: { sheet: Sheet; indicator: string | undefined }) {
  const t = useText();
  const { language } = useLanguage();
  const leaf = indicator === undefined ? undefined : sheet.leaves[0];
  const way = leaf === undefined ? [] : wayTo(sheet.tree, leaf.path);
  const address = { evaluation: String(sheet.evaluation), region: String(sheet.region.id) };
  // An evaluation that nobody made a release of has none to go back to.
  const release = useQuery(read(api.releases.listReleases, {})).data?.items.find(
    ({ evaluationId }) => evaluationId === sheet.evaluation,
  );
  const up =
    release === undefined
      ? []
      : [
          <Link key="release" to="/releases/$release" params={{ release: String(release.id) }}>
            {release.title} {t(release.edition)}
            {t(`（${release.stateName.zh}）`, ` (${release.stateName.en})`)}
          </Link>,
        ];
  const crumbs = way.slice(0, -1).map((node) => (
    <Link key={node.path} to="/sheet/$evaluation/$region" params={address} hash={node.key}>
      {node === sheet.tree ? t("指数", "Index") : t(node.name)}
    </Link>
  ));
  // Down to the unit's cell the way goes on inside this page.
  const below = [
    { id: "formula", name: leaf === undefined ? "" : t(leaf.name) },
    { id: "operands", name: t("数据项", "Measures") },
    { id: "cells", name: t("单位与单元格", "Units and cells") },
  ];
  return (
    <Page
      title={
        <>
          <Link
            to="/regions/$region"
            params={{ region: String(sheet.region.id) }}
            search={{ release: release?.id } as never}
          >
            {sheet.region.name}
          </Link>
          {leaf === undefined ? t(" 计算单", ": calculation sheet") : ` · ${t(leaf.name)}`}
        </>
      }
      crumbs={
        leaf === undefined
          ? up
          : [
              ...up,
              ...crumbs,
              ...below.map(({ id, name }) => (
                <a key={id} href={`#${id}`}>
                  {name}
                </a>
              )),
            ]
      }
      stamps={sheet.stamps.map((stamp) => t(stamp))}
    >
      {leaf === undefined ? (
        <>
          <Total sheet={sheet} />
          <GapPart region={sheet.region.id} evaluation={sheet.evaluation} />
          <TreeTable sheet={sheet} />
        </>
      ) : (
        <LeafSheet sheet={sheet} leaf={leaf} />
      )}
      <p className="quiet sheet-foot">
        {t(nameOf(lenses, sheet.lens))} · {showPeriod(sheet.period, language)} · {t("区划截至", "regions as of")}{" "}
        {sheet.treeDate} · {t("目录版本", "catalogue version")} {sheet.catalogue.version} · {t("算法版本", "methods")}{" "}
        <code>{Object.values(sheet.engines).join(" ")}</code>
        <br />
        {t("输入哈希", "inputs")} <code>{sheet.inputsHash}</code> · {t("结果哈希", "results")}{" "}
        <code>{sheet.resultsHash}</code>
      </p>
    </Page>
  );
}

function Total({ sheet }: { sheet: Sheet }) {
  const t = useText();
  const { place, score, coverage, minCoverage, region, conclusion, conclusions, uncertainty, nRanked } = sheet;
  const head = { nRanked, ...(uncertainty && { uncertainty }) };
  return (
    <section className="card">
      <dl className="facts">
        <dt>{t("得分", "Score")}</dt>
        <dd>
          <strong>{score === null ? t("无得分", "no score") : showNumber(score, 2)}</strong>
        </dd>
        <dt>{t("位次", "Place")}</dt>
        <dd>
          {place === null ? (
            sheet.unranked.map((reason) => t(reason)).join(" ") || t("不排名", "unranked")
          ) : (
            <>
              {placeText(place)} / {sheet.nRanked}{" "}
              <span className="quiet">{t("全部参加排名的地区", "of all ranked")}</span>{" "}
              <QuartileMark quartile={place.quartile} />
              {place.gapToBest === null
                ? null
                : t(
                    `，距最好 ${showNumber(place.gapToBest, 2)} 分`,
                    `, ${showNumber(place.gapToBest, 2)} points from the best`,
                  )}
            </>
          )}
        </dd>
        <StandingFacts result={{ place, standing: sheet.standing, head, earlier: [] }} />
        {conclusion === null || conclusions === null ? null : (
          <ConclusionFacts conclusion={conclusion} names={conclusions} score={score} />
        )}
        <dt>{t("对标组", "Peer group")}</dt>
        <dd>{region.peerGroup}</dd>
        <dt>{t("覆盖率", "Coverage")}</dt>
        <dd>
          {coverage === null ? "–" : `${showNumber(coverage * 100, 1)}%`}{" "}
          <span className="quiet">
            {t(
              `低于 ${showNumber(minCoverage * 100, 0)}% 不排名`,
              `unranked below ${showNumber(minCoverage * 100, 0)}%`,
            )}
          </span>
        </dd>
      </dl>
    </section>
  );
}
