import { describe, expect, it } from "vitest";
import { hindrances, nextStep, placeOf } from "./next-step.ts";

type Task = Parameters<typeof nextStep>[0];

const task = (more: Partial<Task>): Task => ({
  state: "draft",
  signing: "online",
  required: 3,
  answered: 3,
  findings: { block: 0, unexplained: 0, other: 0, undecided: 0 },
  openQuestions: 0,
  returnReason: null,
  awaitingScan: false,
  lastRev: 0,
  ...more,
});
const clerk = ["clerk"];

describe("what is done next", () => {
  it.each([
    ["starts", task({ state: "not_started", answered: 0 }), "开始填报", ""],
    ["goes on while answers are missing", task({ answered: 2 }), "继续", ""],
    ["signs what is complete", task({}), "去签署", "/sign"],
    ["submits what is complete on paper", task({ signing: "paper" }), "报送", "/sign"],
    ["submits what both have signed", task({ state: "signed" }), "报送", "/sign"],
    ["asks why it came back", task({ state: "returned" }), "查看退回原因", "/questions"],
    ["answers questions before all else", task({ state: "submitted", openQuestions: 1 }), "答复核实单", "/questions"],
    ["brings the scan", task({ state: "submitted", awaitingScan: true, lastRev: 1 }), "上传签章扫描件", "/sign"],
    ["keeps the receipt", task({ state: "city_accepted", lastRev: 1 }), "回执", "/receipt"],
  ])("%s", (_says, given, name, to) => {
    expect(nextStep(given, clerk)).toMatchObject({ name: { zh: name }, to });
  });

  it("lets a head neither start nor fill in", () => {
    expect(nextStep(task({ state: "not_started" }), ["head"])).toBeNull();
    expect(nextStep(task({ answered: 1 }), ["head"])).toMatchObject({ name: { zh: "查看" }, main: false });
    expect(nextStep(task({}), ["head"])).toMatchObject({ name: { zh: "去签署" } });
  });

  it("asks nothing of who is exempt", () => {
    expect(nextStep(task({ state: "exempt" }), clerk)).toBeNull();
  });
});

describe("what stands in the way", () => {
  it("names unanswered, blocking, unexplained; a line without an answer is not counted twice", () => {
    const given = task({ answered: 1, findings: { block: 3, unexplained: 2, other: 1, undecided: 4 } });
    expect(hindrances(given).map(({ zh }) => zh)).toEqual(["未答 2", "强制性问题 1", "待说明 2"]);
  });

  it("names missing signatures only when nothing else is left", () => {
    expect(hindrances(task({})).map(({ zh }) => zh)).toEqual(["未签署"]);
    expect(
      hindrances(task({ answered: 2, findings: { block: 1, unexplained: 0, other: 0, undecided: 0 } })).map(
        ({ zh }) => zh,
      ),
    ).toEqual(["未答 1"]);
  });

  it("says nothing of findings of what is sent", () => {
    expect(
      hindrances(task({ state: "submitted", findings: { block: 0, unexplained: 1, other: 0, undecided: 0 } })),
    ).toEqual([]);
  });
});

describe("where a task stands", () => {
  const at = (more: Partial<Parameters<typeof placeOf>[0]>) =>
    placeOf({ state: "draft", openQuestions: 0, awaitingScan: false, lockedAt: null, ...more });
  it("is to do while something is asked, sent while others decide, done when nobody will", () => {
    expect(at({})).toBe("todo");
    expect(at({ state: "submitted" })).toBe("sent");
    expect(at({ state: "submitted", openQuestions: 1 })).toBe("todo");
    expect(at({ state: "locked", awaitingScan: true })).toBe("todo");
    expect(at({ state: "province_accepted" })).toBe("done");
    expect(at({ state: "correcting" })).toBe("sent");
  });
  it("says an exemption until the collection is locked", () => {
    expect(at({ state: "exempt" })).toBe("exempt");
    expect(at({ state: "exempt", lockedAt: "2026-11-01T00:00:00Z" })).toBe("done");
  });
});
