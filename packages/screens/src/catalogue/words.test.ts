import { expect, test } from "vitest";
import type { Norm, Scheme } from "@duibiao/indicators";
import { nodesOf } from "./criterion.tsx";
import { inPercent, normText, pathText, validity } from "./words.ts";

const name = (zh: string) => ({ zh, en: zh.toLowerCase() });

test("peers' percentiles are named by the end that earns the points", () => {
  const norm: Norm = { method: "peer_percentile", loPct: 5, hiPct: 95, minPeers: 8 };
  expect(normText(norm, { uom: "%", direction: "lower" }).zh).toContain("第 95 百分位得 0 分，第 5 百分位得 100 分");
  expect(normText(norm, { uom: "%", direction: "higher" }).en).toContain("P5 of the peers earns 0, P95 earns 100");
  expect(normText({ method: "goalposts", lo: 10, hi: 0 }, { uom: "%", direction: "lower" }).zh).toBe(
    "固定上下限：10 % 得 0 分，0 % 得 100 分，中间按比例",
  );
});

test("an entry without days is always in force, with one it says from when or until when", () => {
  expect(validity({})).toBeNull();
  expect(validity({ validFrom: "2020-10-01" })!.zh).toBe("2020-10-01 起");
  expect(validity({ validTo: "2025-12-31" })!.en).toBe("until 2025-12-31");
  expect(validity({ validFrom: "2015-01-01", validTo: "2015-12-31" })!.zh).toBe("2015-01-01 至 2015-12-31");
});

test("nodes below the root have their address and their part of the whole", () => {
  const leaf = (key: string, weight: number) => ({ key, name: name(key), weight, indicator: key });
  const scheme: Scheme = {
    key: "S",
    name: name("S"),
    weightsStatus: "PROPOSAL",
    minCoverage: 0.7,
    root: {
      key: "S",
      name: name("S"),
      weight: 1,
      children: [
        { key: "A", name: name("A"), weight: 0.4, children: [leaf("X", 0.25), leaf("Y", 0.75)] },
        leaf("Z", 0.6),
      ],
    },
  };
  const nodes = nodesOf(scheme).map(({ address, depth, share }) => [address, depth, inPercent(share)]);
  // 0.4 x 0.25 and 0.4 x 0.75
  expect(nodes).toEqual([
    ["A", 1, "40%"],
    ["A/X", 2, "10%"],
    ["A/Y", 2, "30%"],
    ["Z", 1, "60%"],
  ]);
  const [root, first] = [scheme.root, scheme.root.children![0]!];
  expect(pathText({ scheme: "S", nodes: [root, first, first.children![1]!], share: 0.3 }).zh).toBe("A › Y");
});
