import { expect, it } from "vitest";
import { evidenceDemands, unmetDemands } from "./evidence.ts";
import { edited } from "./test-catalogue.ts";
import { vocabularyOf } from "./vocabulary.ts";

const vocabulary = vocabularyOf(
  edited(({ measures }) => {
    measures.find(({ key }) => key === "energy_users")!.evidence = ["用能人数测算表"];
    measures.find(({ key }) => key === "veh_quota")!.evidence = ["编制批复"];
  }),
);
const cell = (measure: string) => ({ measure, member: "total" });
const finding = (severity: "explain" | "issue" | "block", verdict: "false" | "undecided", ...measures: string[]) => ({
  rule: "R",
  severity,
  verdict,
  cells: measures.map(cell),
});

it("asks for papers only of what is explained, and only where the catalogue says which papers prove it", () => {
  const demands = evidenceDemands(vocabulary, [
    finding("explain", "false", "energy_users", "energy_area", "veh_quota"),
    finding("explain", "false", "energy_area"),
    finding("explain", "undecided", "energy_users"),
    finding("issue", "false", "veh_quota"),
    finding("block", "false", "energy_users"),
  ]);
  expect(demands).toEqual([
    { rule: "R", cells: [cell("energy_users"), cell("veh_quota")], papers: ["用能人数测算表", "编制批复"] },
  ]);
  expect(unmetDemands(demands, (key) => key === "energy_area")).toEqual(demands);
  expect(unmetDemands(demands, (key) => key === "veh_quota")).toEqual([]);
});
