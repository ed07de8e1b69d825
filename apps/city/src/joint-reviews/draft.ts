import type { MinuteDecision, Minutes } from "./words.ts";

/** An item while it is written: the submission, or one of its cells as `measure/member`. */
export type DraftItem = {
  collection: number;
  submission: number;
  cell: string;
  decision: MinuteDecision;
  text: string;
};
export type Draft = {
  title: string;
  heldOn: string;
  place: string;
  attendees: { name: string; unit: string; duty: string }[];
  items: DraftItem[];
};

export const emptyDraft = (today: string, first: { name: string; unit: string }): Draft => ({
  title: "",
  heldOn: today,
  place: "",
  attendees: [{ ...first, duty: "" }],
  items: [],
});

/** What the server has, as it is written on; a submission's collection is found again by its item. */
export const draftOf = (minutes: Minutes): Draft => ({
  title: minutes.title,
  heldOn: minutes.heldOn,
  place: minutes.place,
  attendees: minutes.attendees.map((one) => ({ ...one })),
  items: minutes.items.map(({ submission, measure, member, decision, text }) => ({
    collection: 0,
    submission,
    cell: measure === null ? "" : `${measure}/${member}`,
    decision,
    text,
  })),
});

/** What is sent: rows that nobody filled in are left out. */
export function bodyOf({ title, heldOn, place, attendees, items }: Draft) {
  return {
    title: title.trim(),
    heldOn,
    place: place.trim(),
    attendees: attendees
      .map(({ name, unit, duty }) => ({ name: name.trim(), unit: unit.trim(), duty: duty.trim() }))
      .filter(({ name }) => name !== ""),
    items: items
      .filter(({ submission, text }) => submission > 0 && text.trim() !== "")
      .map(({ submission, cell, decision, text }) => {
        const [measure, member] = cell === "" ? [null, null] : (cell.split("/") as [string, string]);
        return { submission, measure, member, decision, text: text.trim() };
      }),
  };
}

/** Per row what is missing in it. */
export function faultsOf({ title, place, items }: Draft) {
  return {
    title: title.trim() === "",
    place: place.trim() === "",
    items: items.map(({ submission, cell, decision, text }) =>
      submission <= 0
        ? { zh: "请选择报送。", en: "Choose a submission." }
        : text.trim() === ""
          ? { zh: "请写明意见的理由。", en: "Say why." }
          : decision === "question" && cell === ""
            ? { zh: "发核实单须指明数据项。", en: "A question needs a measure." }
            : null,
    ),
  };
}
