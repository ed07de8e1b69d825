import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, ApiProblem, read } from "@duibiao/client";
import { Button, Page, useText } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import { ReleaseCorrections } from "../release/corrections.tsx";
import { Dimensions } from "./dimensions.tsx";
import { Facts } from "./facts.tsx";
import { GapPart } from "./gap.tsx";
import { LeafTable } from "./leaf-table.tsx";
import { TopLosses } from "./top-losses.tsx";
import { conclusion, type Result } from "./why.ts";
import "./result.css";

/** A figure behind an operand: which cell, in which period. */
export type OwnCell = { measure: string; member: string; period: string };

type Props = {
  release: number;
  region: number;
  /** Leads to the cell behind an operand; absent where the app has no such page. */
  cellLink?: ((cell: OwnCell) => ReactNode) | undefined;
  crumbs?: readonly ReactNode[] | undefined;
  actions?: ReactNode;
  /** Shown where the release does not hold the region, or not for the asker. */
  absent?: ReactNode;
};

export type Peers = ReadonlyMap<string, { n: number; q1: number; median: number; q3: number; best: number }>;

/** 我的结果: one region in one release, from its place down to every lost point; prints on one A4 page. */
export function RegionResult({ release, region, cellLink, crumbs, actions, absent }: Props) {
  const t = useText();
  const result = useQuery(read(api.releases.readResult, { params: { id: release, region } }));
  const peers = useQuery(read(api.releases.readPeers, { params: { id: release } }));
  if (absent !== undefined && result.error instanceof ApiProblem && result.error.status === 404) return absent;
  return (
    <Loaded of={result}>
      {(found) => {
        const own: Peers = new Map(
          peers.data?.items
            .filter(({ peerGroup }) => peerGroup === found.region.peerGroup)
            .map((item) => [item.indicator, item]),
        );
        return (
          <div className="result">
            <Page
              title={
                <>
                  {found.region.name} <span className="quiet">{found.release.title}</span>
                </>
              }
              crumbs={crumbs}
              stamps={found.release.stamps.map((stamp) => t(stamp))}
              actions={
                <>
                  {actions}
                  <Button disabled={peers.isPending} onClick={() => window.print()}>
                    {t("打印（一页）", "Print (one page)")}
                  </Button>
                </>
              }
            >
              <Body result={found} peers={own} cellLink={cellLink} />
            </Page>
          </div>
        );
      }}
    </Loaded>
  );
}

export type Parts = { result: Result; peers: Peers; cellLink?: Props["cellLink"] };

function Body(parts: Parts) {
  const t = useText();
  const { result } = parts;
  return (
    <>
      <ReleaseCorrections of={result} editions={{ to: `/results/${result.release.id}/editions` }} />
      <p className="conclusion">{t(conclusion(result))}</p>
      <Facts result={result} />
      <Dimensions result={result} />
      <TopLosses {...parts} />
      <GapPart region={result.region.id} release={result.release.id} />
      <LeafTable {...parts} />
      <p className="quiet foot">
        {t(
          "缺数、不完整的数一律不得分，权重不分给其他指标；得分相同的地区并列。全部数字可由平台逐字节复算，结果校验码 ",
          "What is missing or incomplete earns nothing and its weight is not shared out; equal scores share a place. Every number can be recomputed byte for byte; hash of the results ",
        )}
        <code>{result.head.resultsHash.slice(0, 16)}</code>
      </p>
    </>
  );
}
