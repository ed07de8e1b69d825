import { useMemo } from "react";
import { DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import type { CompareSearch } from "./search.ts";
import { leafKinds, nameOfScheme, signed, type Comparison, type Leaf, type Pair, type PairRegion } from "./words.ts";

type About = { stamps: readonly string[]; notes: readonly string[] };
type Props = {
  comparison: Comparison;
  pair: Pair;
  title: string;
  about: About;
  search: CompareSearch;
  change: (patch: Partial<CompareSearch>, how?: { replace?: boolean }) => void;
};
type Row = PairRegion & { name: string };

/** Two schemes: where every region stands in each, and which leaves set them apart. */
export function PairPart({ comparison, pair, title, about, search, change }: Props) {
  const t = useText();
  const [a, b] = [nameOfScheme(comparison, pair.a), nameOfScheme(comparison, pair.b)];
  const far = useMemo(() => {
    const both = [pair.a, pair.b];
    return new Set(comparison.pairs.find((other) => both.includes(other.a) && both.includes(other.b))?.far);
  }, [comparison, pair]);
  const rows = useMemo(() => {
    const names = new Map(comparison.regions.map(({ regionId, name }) => [regionId, name]));
    return pair.regions.map((region): Row => ({ ...region, name: names.get(region.regionId)! }));
  }, [comparison, pair]);
  const shown = useMemo(
    () => (search.far ? rows.filter(({ regionId }) => far.has(regionId)) : rows),
    [rows, far, search.far],
  );
  const columns = useMemo(() => columnsOf(t), [t]);
  const chosen = rows.find(({ regionId }) => regionId === search.region);
  const names = t(`A：${a.zh}；B：${b.zh}`, `A: ${a.en}; B: ${b.en}`);
  const notes = [
    ...about.notes,
    names,
    t(
      `A 平均 ${showNumber(pair.meanA ?? NaN, 2)} 分，B 平均 ${showNumber(pair.meanB ?? NaN, 2)} 分（两个方案都排名的 ${pair.regions.length} 个地区）`,
      `means: A ${showNumber(pair.meanA ?? NaN, 2)}, B ${showNumber(pair.meanB ?? NaN, 2)} (${pair.regions.length} regions that both rank)`,
    ),
  ];
  return (
    <section>
      <h2>{t("差异来自哪些指标", "Which indicators set them apart")}</h2>
      <p>
        {names}
        {t("。", ".")}{" "}
        <span className="quiet">
          {t(
            "位次在两个方案都排名的地区中另排，正数为在 A 中更靠后。分差为各方案得分减该方案平均分之后的 A 减 B，等于各指标之和。",
            "Places are among the regions that both rank; positive: further down in A. The difference in points is A less B, each less its scheme's mean; the indicators add up to it.",
          )}
        </span>
      </p>
      {pair.regions.length === 0 ? (
        <p>{t("没有两个方案都排名的地区，无从比较。", "No region is ranked by both: nothing to compare.")}</p>
      ) : (
        <DataTable
          title={t(`${title}：${a.zh}与${b.zh}`, `${title}: ${a.en} and ${b.en}`)}
          columns={columns}
          rows={shown}
          rowKey={({ regionId }) => regionId}
          empty={t("没有位次差超过 10 位的地区。", "No region is more than ten places apart.")}
          sort={search.sort ?? ""}
          onSort={(sort) => change({ sort: sort || undefined }, { replace: true })}
          choice={{
            key: search.region ?? null,
            onChange: ({ regionId }) => change({ region: regionId }, { replace: true }),
          }}
          about={{ stamps: about.stamps, notes }}
          tools={
            <label className="inline-field">
              <input
                type="checkbox"
                checked={search.far ?? false}
                onChange={({ target }) => change({ far: target.checked || undefined }, { replace: true })}
              />
              {t(`只看位次差超过 10 位的（${far.size} 个）`, `Only those more than ten places apart (${far.size})`)}
            </label>
          }
          footer={t("选一行看该地区的全部指标", "Choose a row for all indicators of that region")}
        />
      )}
      {chosen === undefined ? null : <Leaves row={chosen} about={{ stamps: about.stamps, notes }} />}
    </section>
  );
}

function columnsOf(t: ReturnType<typeof useText>): Column<Row>[] {
  const points = (key: string, zh: string, en: string, value: (row: Row) => number): Column<Row> => ({
    key,
    header: { zh, en },
    type: "number",
    decimals: 2,
    value,
    cell: (row) => signed(value(row)),
    sortBy: (row) => Math.abs(value(row)),
    highFirst: true,
    width: "s",
  });
  const place = (key: "rankA" | "rankB", zh: string, en: string): Column<Row> => ({
    key,
    header: { zh, en },
    type: "number",
    value: (row) => row[key],
    width: "s",
  });
  return [
    { key: "region", header: { zh: "地区", en: "Region" }, value: ({ name }) => name, head: true, width: "m" },
    place("rankA", "A 位次", "Place in A"),
    place("rankB", "B 位次", "Place in B"),
    {
      key: "places",
      header: { zh: "位次差", en: "Places apart" },
      type: "number",
      value: ({ rankA, rankB }) => rankA - rankB,
      cell: ({ rankA, rankB }) => signed(rankA - rankB, 0),
      sortBy: ({ rankA, rankB }) => Math.abs(rankA - rankB),
      highFirst: true,
      width: "s",
    },
    points("difference", "分差", "Points apart", ({ difference }) => difference),
    ...(["only", "basis", "weight", "same"] as const).map((kind) =>
      points(kind, leafKinds[kind].zh, leafKinds[kind].en, ({ byKind }) => byKind[kind]),
    ),
    {
      key: "leaves",
      header: { zh: "最主要的指标", en: "Foremost indicators" },
      value: ({ leaves }) =>
        leaves
          .slice(0, 3)
          .filter(({ difference }) => difference !== 0)
          .map(({ name, difference }) => `${t(name)} ${signed(difference)}`)
          .join(t("、", ", ")) || null,
      sortBy: false,
      width: "fill",
    },
  ];
}

/** All leaves of one region, the largest difference first. */
function Leaves({ row, about }: { row: Row; about: About }) {
  const t = useText();
  const columns = useMemo<Column<Leaf>[]>(() => {
    const weight = (key: "weightA" | "weightB", zh: string, en: string): Column<Leaf> => ({
      key,
      header: { zh, en },
      uom: "%",
      type: "number",
      decimals: 2,
      value: (leaf) => (leaf[key] === null ? null : leaf[key] * 100),
      width: "m",
    });
    return [
      { key: "name", header: { zh: "指标", en: "Indicator" }, value: ({ name }) => t(name), head: true, width: "fill" },
      { key: "kind", header: { zh: "差异", en: "Difference" }, value: ({ kind }) => t(leafKinds[kind]), width: "l" },
      weight("weightA", "A 总分中权重", "Weight in A"),
      weight("weightB", "B 总分中权重", "Weight in B"),
      {
        key: "difference",
        header: { zh: "对分差的贡献", en: "Part of the difference" },
        type: "number",
        decimals: 2,
        value: ({ difference }) => difference,
        cell: ({ difference }) => signed(difference),
        sortBy: ({ difference }) => Math.abs(difference),
        highFirst: true,
        width: "m",
      },
    ];
  }, [t]);
  const rest = row.nLeaves - row.leaves.length;
  return (
    <>
      <h3 className="compare-leaves">
        {t(
          `${row.name}：A 第 ${row.rankA} 位，B 第 ${row.rankB} 位，分差 ${signed(row.difference)}`,
          `${row.name}: place ${row.rankA} in A, ${row.rankB} in B, ${signed(row.difference)} points apart`,
        )}
      </h3>
      <DataTable
        title={t(`${row.name}：差异来源`, `${row.name}: what sets the schemes apart`)}
        columns={columns}
        rows={row.leaves}
        rowKey={({ indicator }) => indicator}
        empty=""
        about={about}
        footer={
          rest > 0
            ? t(`另有 ${rest} 项正在读取`, `${rest} more are being read`)
            : t(
                "口径相同的指标仍有差额，是因为合成方法或不适用项分担的权重不同。",
                "What is counted alike still differs where the method, or weight shared out for what does not apply, differs.",
              )
        }
      />
    </>
  );
}
