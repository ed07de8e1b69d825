import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { placeText } from "@duibiao/screens/release";
import { DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import type { Comparison } from "./words.ts";

type Row = Comparison["regions"][number];
type Props = { comparison: Comparison; title: string; about: { stamps: readonly string[]; notes: readonly string[] } };

/** Score and place of every region in every scheme, as each evaluation has them. */
export function RegionTable({ comparison, title, about }: Props) {
  const t = useText();
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: "region",
        header: { zh: "地区", en: "Region" },
        value: ({ name }) => name,
        cell: ({ regionId, name }) => (
          <Link to="/regions/$region" params={{ region: String(regionId) }}>
            {name}
          </Link>
        ),
        head: true,
        width: "m",
      },
      { key: "kind", header: { zh: "类别", en: "Kind" }, value: ({ kind }) => kind, width: "s" },
      ...comparison.schemes.flatMap(({ scheme, evaluation }, at): Column<Row>[] => [
        {
          key: `score-${scheme}`,
          header: { zh: `${scheme} 得分`, en: `${scheme} score` },
          type: "number",
          decimals: 2,
          highFirst: true,
          value: ({ results }) => results[at]?.score ?? null,
          cell: ({ regionId, results }) => {
            const score = results[at]?.score ?? null;
            return score === null ? (
              <span className="quiet">{t("无", "none")}</span>
            ) : (
              <Link
                to="/sheet/$evaluation/$region"
                params={{ evaluation: String(evaluation), region: String(regionId) }}
              >
                {showNumber(score, 2)}
              </Link>
            );
          },
          width: "s",
        },
        {
          key: `place-${scheme}`,
          header: { zh: `${scheme} 位次`, en: `${scheme} place` },
          value: ({ results }) => placeText(results[at]?.place ?? null) ?? t("不排名", "unranked"),
          sortBy: ({ results }) => results[at]?.place?.rank ?? null,
          cell: ({ results }) => {
            const result = results[at];
            return (
              placeText(result?.place ?? null) ?? (
                <span className="quiet" title={result?.unranked.map((reason) => t(reason)).join(" ")}>
                  {t("不排名", "unranked")}
                </span>
              )
            );
          },
          width: "s",
        },
      ]),
      {
        key: "spread",
        header: { zh: "位次最大差", en: "Widest apart" },
        type: "number",
        highFirst: true,
        value: ({ results }) => {
          const ranks = results.flatMap((result) => (result?.place ? [result.place.rank] : []));
          return ranks.length < 2 ? null : Math.max(...ranks) - Math.min(...ranks);
        },
        width: "s",
      },
      {
        key: "reason",
        header: { zh: "不排名的原因", en: "Why unranked" },
        value: ({ results }) =>
          comparison.schemes
            .flatMap(({ scheme }, at) => {
              const result = results[at];
              if (result === null || result === undefined) return [t(`${scheme}：未列入`, `${scheme}: not listed`)];
              // The first says what is wanting above; the rest follow from it and stand on the calculation sheet.
              const [first] = result.unranked;
              return first === undefined ? [] : [`${scheme}${t("：", ": ")}${t(first)}`];
            })
            .join(" ") || null,
        sortBy: false,
        width: "fill",
      },
    ],
    [comparison, t],
  );
  return (
    <section>
      <h2>{t("各地区在各方案中", "Every region in every scheme")}</h2>
      <DataTable
        title={t(`${title}：得分与位次`, `${title}: scores and places`)}
        columns={columns}
        rows={comparison.regions}
        rowKey={({ regionId }) => regionId}
        empty={t("没有地区。", "No region.")}
        about={about}
        footer={t(
          "得分不可跨方案相比；位次是各方案评估中的位次。",
          "Scores do not compare across schemes; places are those of each evaluation.",
        )}
      />
    </section>
  );
}
