import { describe, expect, it } from "vitest";
import { peerPlaces } from "./peer-places.ts";
import { rankColumn } from "./rank.ts";

const region = (id: string, peerGroup: string, score: number | null, ranked = true) => ({
  id,
  peerGroup,
  score,
  coverage: 1,
  unranked: [],
  place: ranked && score !== null ? rankColumn([score], "higher").places[0]! : null,
});

describe("places within peer groups", () => {
  it("counts each group by itself, ties sharing a place, and leaves out whoever is not ranked", () => {
    const places = peerPlaces({
      regions: [
        region("a", "plain", 80),
        region("b", "hills", 95),
        region("c", "plain", 90),
        region("d", "plain", 80),
        region("e", "plain", 99, false),
        region("f", "hills", null),
      ],
    });
    expect(places.map((own) => own && [own.peerGroup, own.rank, own.rankTo, own.of])).toEqual([
      ["plain", 2, 3, 3],
      ["hills", 1, 1, 1],
      ["plain", 1, 1, 3],
      ["plain", 2, 3, 3],
      null,
      null,
    ]);
    expect(places[0]!.gapToBest).toBe(10);
  });
});
