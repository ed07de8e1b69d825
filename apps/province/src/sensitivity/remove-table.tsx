import { useMemo } from "react";
import { DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import type { Matrix, Removed } from "./matrix.ts";
import { RegionSelect } from "./region-select.tsx";
import { percent } from "./words.ts";

type Row = Removed & {
  name: string;
  weight: number;
  up: { name: string; by: number } | null;
  down: { name: string; by: number } | null;
  own: number | null;
};
type Props = {
  matrix: Matrix;
  removed: readonly Removed[];
  weights: readonly number[];
  region: number | undefined;
  onRegion: (region: number | undefined) => void;
  title: string;
  about: { stamps: readonly string[]; notes: readonly string[] };
};

/** 去掉一项: without each leaf in turn, who falls (the leaf holds them up) and who rises (it holds them down). */
export function RemoveTable({ matrix, removed, weights, region, onRegion, title, about }: Props) {
  const t = useText();
  const at = matrix.regions.findIndex(({ regionId }) => regionId === region);
  const rows = useMemo(() => {
    const { nodes, regions } = matrix;
    const share = (node: number): number => (nodes[node]!.parent < 0 ? 1 : weights[node]! * share(nodes[node]!.parent));
    return removed
      .map((own): Row => {
        const furthest = (sign: 1 | -1) => {
          let best = -1;
          own.shifts.forEach((shift, r) => {
            if (sign * shift > 0 && (best < 0 || sign * shift > sign * own.shifts[best]!)) best = r;
          });
          return best < 0 ? null : { name: regions[best]!.name, by: Math.abs(own.shifts[best]!) };
        };
        const shift = at < 0 ? NaN : own.shifts[at]!;
        return {
          ...own,
          name: t(nodes[own.node]!.name),
          weight: share(own.node),
          up: furthest(1),
          down: furthest(-1),
          own: Number.isNaN(shift) ? null : shift,
        };
      })
      .sort((a, b) => b.meanShift - a.meanShift || a.node - b.node);
  }, [matrix, removed, weights, at, t]);
  const columns = useMemo<Column<Row>[]>(() => {
    const said = (moved: Row["up"]) =>
      moved === null ? null : t(`${moved.name}，${moved.by} 位`, `${moved.name}, ${moved.by}`);
    return [
      { key: "leaf", header: { zh: "指标", en: "Indicator" }, value: ({ name }) => name, head: true, width: "fill" },
      {
        key: "weight",
        header: { zh: "在总分中的权重", en: "Share of the total" },
        type: "number",
        value: ({ weight }) => 100 * weight,
        cell: ({ weight }) => percent(weight),
        highFirst: true,
        width: "s",
      },
      {
        key: "mean",
        header: { zh: "平均变动（位）", en: "Mean shift (places)" },
        type: "number",
        decimals: 2,
        value: ({ meanShift }) => (Number.isNaN(meanShift) ? null : meanShift),
        cell: ({ meanShift }) => (Number.isNaN(meanShift) ? "—" : showNumber(meanShift, 2)),
        highFirst: true,
        width: "s",
      },
      {
        key: "up",
        header: { zh: "最受它托举", en: "Held up most" },
        value: ({ up }) => said(up),
        sortBy: ({ up }) => up?.by ?? null,
        highFirst: true,
        width: "l",
      },
      {
        key: "down",
        header: { zh: "最被它拉低", en: "Held down most" },
        value: ({ down }) => said(down),
        sortBy: ({ down }) => down?.by ?? null,
        highFirst: true,
        width: "l",
      },
      ...(at < 0
        ? []
        : [
            {
              key: "own",
              header: { zh: "对所选地区", en: "For the chosen region" },
              type: "number",
              value: ({ own }: Row) => own,
              cell: ({ own }: Row) =>
                own === null
                  ? "—"
                  : own === 0
                    ? t("无影响", "none")
                    : own > 0
                      ? t(`托举 ${own} 位`, `holds up ${own}`)
                      : t(`拉低 ${-own} 位`, `holds down ${-own}`),
              highFirst: true,
              width: "m",
            } satisfies Column<Row>,
          ]),
    ];
  }, [at, t]);
  return (
    <DataTable
      title={title}
      columns={columns}
      rows={rows}
      rowKey={({ node }) => node}
      empty={t("没有指标。", "No indicator.")}
      about={about}
      tools={
        <RegionSelect
          label={t("看哪个地区", "For which region")}
          matrix={matrix}
          value={region}
          onChange={onRegion}
          none={t("不选", "none")}
        />
      }
      footer={t(
        "去掉一项后，它的权重按比例分给同级各项；托举：没有它就会下降。",
        "Its weight goes to its siblings in proportion; held up: would fall without it.",
      )}
    />
  );
}
