import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { contextNeeds } from "./context-needs.ts";
import { peerStatistic, type Peer } from "./peer-statistic.ts";
import { CATALOGUE, edited } from "./test-catalogue.ts";

const COMPILED = compile(CATALOGUE);
const form = COMPILED.compiledForms.get("F1")!;

const peer = (region: number, users: string, sameKind = true): Peer => ({
  region,
  sameKind,
  lookup: ({ measure }) => (measure === "energy_users" ? { state: "number", value: users } : undefined),
});
const statistic = (peers: Peer[]) => peerStatistic(COMPILED, form, "energy_users", peers);

describe("peerStatistic", () => {
  it("is the median and the median absolute deviation over regions of the same kind", () => {
    // 1 2 4 7 100: median 4; distances 3 2 0 3 96: median 3. The sixth is of another kind.
    const alike = ["1", "2", "4", "7", "100"].map((users, at) => peer(at, users));
    expect(statistic([...alike, peer(9, "5000", false)])).toEqual({ n: 5, median: "4", mad: "3" });
  });

  it("takes all of the tier where the kind has too few, and none where those are too few as well", () => {
    const alike = ["1", "2", "4", "7"].map((users, at) => peer(at, users));
    // 1 2 4 7 9: median 4; distances 3 2 0 3 5: median 3.
    expect(statistic([...alike, peer(9, "9", false)])).toEqual({ n: 5, median: "4", mad: "3" });
    expect(statistic(alike)).toBeNull();
    // Two units of one region are one region.
    expect(statistic([...alike, peer(0, "3")])).toBeNull();
  });

  it("leaves out peers without a value", () => {
    const silent: Peer = { region: 7, sameKind: true, lookup: () => undefined };
    expect(statistic([...["1", "2", "4", "7"].map((users, at) => peer(at, users)), silent])).toBeNull();
  });
});

describe("contextNeeds", () => {
  it("names what a form's rules ask around it, and nothing else", () => {
    expect(contextNeeds(form)).toEqual({ earlier: 0, related: [], peers: [], peerMeasures: [], registry: false });
    const asking = (expr: string) => {
      const compiled = compile(edited((draft) => (draft.rules = [{ ...draft.rules[0]!, form: "F1", expr }])));
      return contextNeeds(compiled.compiledForms.get("F1")!);
    };
    expect(asking("moving_mean(energy_users, 3) > prev_period(energy_users)").earlier).toBe(2);
    expect(asking("prev_period(prev_period(energy_users)) > 0").earlier).toBe(2);
    expect(asking("copied_share() < 0.8").earlier).toBe(1);
    expect(asking("energy_users <= op_cost").related).toEqual([{ measure: "op_cost", member: "total" }]);
    expect(asking("robust_z(energy_users / veh_quota) <= 3.5")).toMatchObject({
      peers: ["energy_users / veh_quota"],
      peerMeasures: ["energy_users", "veh_quota"],
    });
  });
});
