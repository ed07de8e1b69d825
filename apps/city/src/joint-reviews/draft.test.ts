import { expect, test } from "vitest";
import { bodyOf, draftOf, emptyDraft, faultsOf, type Draft } from "./draft.ts";

const draft: Draft = {
  title: " 一季度会审 ",
  heldOn: "2026-04-10",
  place: "二楼",
  attendees: [
    { name: "张会 ", unit: "", duty: "审签领导" },
    { name: "", unit: "市局", duty: "" },
  ],
  items: [
    { collection: 3, submission: 7, cell: "t_energy/veh:old", decision: "question", text: " 为何九倍 " },
    { collection: 3, submission: 8, cell: "", decision: "pass", text: "同意" },
    { collection: 3, submission: 0, cell: "", decision: "note", text: "" },
  ],
};

test("what is sent leaves out rows that nobody filled in, and names a cell by measure and member", () => {
  expect(bodyOf(draft)).toEqual({
    title: "一季度会审",
    heldOn: "2026-04-10",
    place: "二楼",
    attendees: [{ name: "张会", unit: "", duty: "审签领导" }],
    items: [
      { submission: 7, measure: "t_energy", member: "veh:old", decision: "question", text: "为何九倍" },
      { submission: 8, measure: null, member: null, decision: "pass", text: "同意" },
    ],
  });
});

test("a question without a measure, an item without a reason and minutes without a name are named", () => {
  const bare = { ...emptyDraft("2026-04-10", { name: "李审", unit: "市局" }), items: draft.items };
  const items = faultsOf({
    ...bare,
    items: [{ ...draft.items[0]!, cell: "" }, { ...draft.items[1]!, text: " " }, draft.items[2]!],
  }).items;
  expect(items.map((fault) => fault?.zh)).toEqual(["发核实单须指明数据项。", "请写明意见的理由。", "请选择报送。"]);
  expect(faultsOf(bare)).toMatchObject({ title: true, place: true });
  expect(faultsOf(draft).items[0]).toBeNull();
});

test("what was saved is written on as it was", () => {
  const saved = { ...bodyOf(draft), items: bodyOf(draft).items } as never;
  expect(bodyOf(draftOf(saved))).toEqual(bodyOf(draft));
});
