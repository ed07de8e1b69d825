import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import type { Matrix, Ranked } from "./matrix.ts";
import { shiftText } from "./words.ts";

type Row = Matrix["regions"][number] & { rank: number; now: number; total: number; shift: number };
type Props = {
  matrix: Matrix;
  ranked: Ranked;
  title: string;
  about: { stamps: readonly string[]; notes: readonly string[] };
  sort: string;
  onSort: (sort: string) => void;
};

/** Every ranked region before and after, biggest movers first. */
export function PlacesTable({ matrix, ranked, title, about, sort, onSort }: Props) {
  const t = useText();
  const rows = useMemo(
    () =>
      matrix.regions
        .flatMap((region, r): Row[] => {
          const now = ranked.ranks[r]!;
          return region.rank === null || now === 0
            ? []
            : [{ ...region, rank: region.rank, now, total: ranked.totals[r]!, shift: region.rank - now }];
        })
        .sort((a, b) => Math.abs(b.shift) - Math.abs(a.shift) || a.rank - b.rank),
    [matrix, ranked],
  );
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: "region",
        header: { zh: "地区", en: "Region" },
        value: ({ name }) => name,
        cell: ({ regionId, name }) => (
          <Link
            to="/sheet/$evaluation/$region"
            params={{ evaluation: String(matrix.evaluation), region: String(regionId) }}
          >
            {name}
          </Link>
        ),
        head: true,
        width: "fill",
      },
      { key: "group", header: { zh: "对标组", en: "Peer group" }, value: ({ peerGroup }) => peerGroup, width: "s" },
      {
        key: "before",
        header: { zh: "原位次", en: "Place before" },
        type: "number",
        value: ({ rank }) => rank,
        width: "xs",
      },
      {
        key: "now",
        header: { zh: "试算位次", en: "Trial place" },
        type: "number",
        value: ({ now }) => now,
        width: "s",
      },
      {
        key: "shift",
        header: { zh: "变动（位）", en: "Moved (places)" },
        type: "number",
        value: ({ shift }) => shift,
        sortBy: ({ shift }) => shift,
        highFirst: true,
        cell: ({ shift }) => <span className={shift === 0 ? "quiet" : ""}>{t(shiftText(shift))}</span>,
        width: "m",
      },
      {
        key: "score",
        header: { zh: "原得分", en: "Score before" },
        type: "number",
        decimals: 2,
        value: ({ score }) => score,
        width: "s",
      },
      {
        key: "total",
        header: { zh: "试算得分", en: "Trial score" },
        type: "number",
        decimals: 2,
        value: ({ total }) => total,
        cell: ({ total }) => showNumber(total, 2),
        width: "s",
      },
    ],
    [matrix, t],
  );
  const unranked = matrix.regions.length - rows.length;
  return (
    <DataTable
      title={title}
      columns={columns}
      rows={rows}
      rowKey={({ regionId }) => regionId}
      empty={t("这次评估没有排名的地区。", "No region is ranked in this evaluation.")}
      about={about}
      sort={sort}
      onSort={onSort}
      footer={
        unranked > 0
          ? t(`另有 ${unranked} 个地区不排名，试算中也不排名。`, `${unranked} more are unranked, here as there.`)
          : null
      }
    />
  );
}
