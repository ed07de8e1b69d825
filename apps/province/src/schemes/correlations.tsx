import { useMemo } from "react";
import { Button, DataTable, useText, type Column } from "@duibiao/ui";
import { nameOfScheme, type Comparison } from "./words.ts";

type Row = Comparison["pairs"][number];
type About = { stamps: readonly string[]; notes: readonly string[] };
type Props = { comparison: Comparison; title: string; about: About; onPair: (a: string, b: string) => void };

/** How alike the rankings are, two by two. */
export function Correlations({ comparison, title, about, onPair }: Props) {
  const t = useText();
  const { pair } = comparison;
  const columns = useMemo<Column<Row>[]>(() => {
    const keyOf = (evaluation: number) => comparison.schemes.find((scheme) => scheme.evaluation === evaluation)!.scheme;
    const number = (key: "spearman" | "kendall", zh: string, en: string): Column<Row> => ({
      key,
      header: { zh, en },
      type: "number",
      decimals: 3,
      highFirst: true,
      value: (row) => row[key],
      width: "l",
    });
    return [
      {
        key: "a",
        header: { zh: "方案 A", en: "Scheme A" },
        value: ({ a }) => t(nameOfScheme(comparison, a)),
        head: true,
        width: "fill",
      },
      {
        key: "b",
        header: { zh: "方案 B", en: "Scheme B" },
        value: ({ b }) => t(nameOfScheme(comparison, b)),
        width: "xl",
      },
      {
        key: "n",
        header: { zh: "都排名的地区", en: "Ranked by both" },
        type: "number",
        value: ({ n }) => n,
        width: "m",
      },
      number("spearman", "斯皮尔曼秩相关 ρ", "Spearman's rho"),
      number("kendall", "肯德尔秩相关 τ-b", "Kendall's tau-b"),
      {
        key: "far",
        header: { zh: "位次差超过 10 位", en: "More than 10 places apart" },
        type: "number",
        highFirst: true,
        value: ({ far }) => far.length,
        width: "m",
      },
      {
        key: "open",
        header: { zh: "逐项", en: "Leaves" },
        value: () => null,
        cell: ({ a, b, n }) =>
          pair?.a === a && pair.b === b ? (
            <strong>{t("见下", "below")}</strong>
          ) : n === 0 ? (
            <span className="quiet">{t("无共同排名", "none in common")}</span>
          ) : (
            <Button look="quiet" small onClick={() => onPair(keyOf(a), keyOf(b))}>
              {t("看差异来源", "Why they differ")}
            </Button>
          ),
        screenOnly: true,
        width: "m",
      },
    ];
  }, [comparison, pair, onPair, t]);
  return (
    <section>
      <h2>{t("排名有多一致", "How alike the rankings are")}</h2>
      <DataTable
        title={t(`${title}：秩相关`, `${title}: rank correlation`)}
        columns={columns}
        rows={comparison.pairs}
        rowKey={({ a, b }) => `${a} ${b}`}
        empty=""
        about={about}
        footer={t(
          "1 为完全一致，0 为无关，−1 为完全相反；同分按平均位次，只算两个方案都排名的地区。",
          "1: the same order, 0: unrelated, −1: reversed; ties share their mean place; only regions that both rank.",
        )}
      />
    </section>
  );
}
