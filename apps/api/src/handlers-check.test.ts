import { expect, test } from "vitest";
import { session } from "@duibiao/contract";
import { disagreements } from "./handlers-check.ts";
import { doors, routes } from "./routes.ts";

test("every operation of the contract has its verb, and every verb its operation", () => {
  expect(disagreements([...routes, ...doors])).toEqual([]);
});

test("a missing verb, an undeclared one, a doubled one and an unknown action are each named", () => {
  const { readSession, listSessions, startSession } = session;
  expect(
    disagreements(
      [{ operation: listSessions }, { operation: listSessions }, { operation: startSession }],
      [readSession, listSessions],
    ),
  ).toEqual([
    "session.read：没有处理程序 / has no handler",
    "session.start：不在接口契约中 / is not in the contract",
    "sessions.list：处理程序重复 / has two handlers",
  ]);
  const strange = { id: "x.do", method: "get" as const, path: "/x/{id}", action: "x.fly" as never };
  const twin = { ...strange, id: "x.undo", path: "/x/{other}" };
  expect(disagreements([{ operation: strange }, { operation: twin }], [strange, twin]).join()).toMatch(
    /get \/x\/\{\}：地址重复.*x\.do：权限表没有动作/,
  );
});
