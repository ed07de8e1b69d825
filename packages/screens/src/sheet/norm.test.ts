import { expect, test } from "vitest";
import { inTreeOrder, normWords, wayTo, type Node } from "./norm.ts";

test("a norm reads with the bounds that counted: for peers the worse bound earns 0, whichever side it is", () => {
  const norm = { method: "peer_percentile", loPct: 5, hiPct: 95, minPeers: 8 } as const;
  const peers = { peerGroup: "县", n: 12, lo: 10, hi: 16 };
  expect(normWords({ norm, peers }, "万元", "lower").zh).toContain("16 万元 得 0 分，10 万元 得 100 分");
  expect(normWords({ norm, peers }, "万元", "higher").zh).toContain("10 万元 得 0 分，16 万元 得 100 分");
  expect(normWords({ norm, peers: { ...peers, n: 3, lo: null, hi: null } }, "万元", "lower").zh).toContain("不评分");
  expect(normWords({ norm: { method: "goalposts", lo: 10, hi: 0 }, peers: null }, "%", "lower").zh).toContain(
    "10 % 得 0 分，0 % 得 100 分",
  );
});

test("the way from the index to a leaf passes its dimension, not one whose key only begins alike", () => {
  const node = (path: string, children: Node[] = []) => ({ path, children }) as unknown as Node;
  const root = node("I", [node("I/D", [node("I/D/a")]), node("I/D2", [node("I/D2/b")])]);
  expect(wayTo(root, "I/D2/b").map(({ path }) => path)).toEqual(["I", "I/D2", "I/D2/b"]);
  expect(inTreeOrder(root).map(({ node: { path }, depth }) => [path, depth])).toEqual([
    ["I", 0],
    ["I/D", 1],
    ["I/D/a", 2],
    ["I/D2", 1],
    ["I/D2/b", 2],
  ]);
});
