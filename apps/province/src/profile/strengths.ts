import type { Answer, api } from "@duibiao/client";
import { leavesOf, type Indicator, type Leaf, type Result } from "@duibiao/screens/result";

export type Peer = Answer<typeof api.releases.readPeers>["items"][number];

/** One scored indicator beside its peers. */
export type Stand = {
  leaf: Leaf;
  indicator: Indicator;
  peer: Peer | undefined;
  /** Distance from the peers' median in widths of their middle half, positive where better; null where it cannot be said. */
  better: number | null;
};

/** Every indicator of the scheme, in its order. */
export function standsOf(result: Result, peers: readonly Peer[]): Stand[] {
  const own = new Map(
    peers.filter(({ peerGroup }) => peerGroup === result.region.peerGroup).map((peer) => [peer.indicator, peer]),
  );
  const indicators = new Map(result.indicators.map((indicator) => [indicator.key, indicator]));
  return leavesOf(result.tree).map(({ leaf }) => {
    const indicator = indicators.get(leaf.leaf.indicator)!;
    const peer = own.get(indicator.key);
    return { leaf, indicator, peer, better: betterThan(indicator, peer) };
  });
}

function betterThan({ direction, cell }: Indicator, peer: Peer | undefined): number | null {
  if (peer === undefined || cell.value === null || !cell.complete) return null;
  if (direction !== "higher" && direction !== "lower") return null;
  const gap = direction === "higher" ? cell.value - peer.median : peer.median - cell.value;
  const width = peer.q3 - peer.q1;
  if (gap === 0) return 0;
  // Peers that all stand alike have no width to measure by.
  return width === 0 ? null : gap / width;
}

/** Furthest above the peers first, and furthest below first; only what is really above or below. */
export function strongAndWeak(stands: readonly Stand[], most = 3): { strong: Stand[]; weak: Stand[] } {
  const known = stands.filter((stand): stand is Stand & { better: number } => stand.better !== null);
  return {
    strong: known
      .filter(({ better }) => better > 0)
      .toSorted((a, b) => b.better - a.better)
      .slice(0, most),
    weak: known
      .filter(({ better }) => better < 0)
      .toSorted((a, b) => a.better - b.better)
      .slice(0, most),
  };
}

/** The value that earns full points: the standard that the scheme sets, or null where peers set it. */
export function standardOf({ leaf }: Leaf): { lo: number; hi: number } | null {
  if (leaf.norm.method === "goalposts") return { lo: leaf.norm.hi, hi: leaf.norm.hi };
  if (leaf.norm.method === "interval") return { lo: leaf.norm.bestLo, hi: leaf.norm.bestHi };
  return null;
}

type Ranked = Answer<typeof api.evaluations.readRanking>["items"];
export type Improved = { regionId: number; name: string; before: number; after: number };

/** Regions whose value improved most between two periods, both complete; a change of boundaries is a new region and never among them. */
export function mostImproved(before: Ranked, after: Ranked, direction: string, except: number, most = 3): Improved[] {
  const sign = direction === "higher" ? 1 : -1;
  const old = new Map(before.map((row) => [row.regionId, row]));
  return after
    .flatMap(({ regionId, name, value, place }): Improved[] => {
      const was = old.get(regionId);
      if (regionId === except || value === null || place === null) return [];
      if (was === undefined || was.value === null || was.place === null) return [];
      return [{ regionId, name, before: was.value, after: value }];
    })
    .filter((row) => sign * (row.after - row.before) > 0)
    .toSorted((a, b) => sign * (b.after - b.before) - sign * (a.after - a.before))
    .slice(0, most);
}
