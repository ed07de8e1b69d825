import { assignmentStates, nameOf, roles, showDay, showPeriod, type Language } from "@duibiao/ui";
import { daysLeft, isUnsent, type BoardRow, type Collection } from "./board-rows.ts";
import type { Contact } from "./contact.tsx";
import { daysText } from "./state-cell.tsx";

/** One line of a reminder list: names, states, days, phones; never a figure. */
export type ChaseLine = {
  region: string;
  unit: string;
  form: string;
  state: string;
  due: string;
  days: string;
  contact: string;
};

/** Who has not sent what, the longest overdue first. */
export function chaseLines(
  rows: readonly BoardRow[],
  collections: readonly Collection[],
  contacts: ReadonlyMap<number, readonly Contact[]>,
  now: string,
  language: Language,
): ChaseLine[] {
  const byId = new Map(collections.map((collection) => [collection.collectionId, collection]));
  return rows
    .flatMap(({ unit, cells }) =>
      [...cells.values()].filter(isUnsent).map((cell) => {
        const collection = byId.get(cell.collectionId)!;
        const days = daysLeft(cell, collection, now)!;
        const people = contacts.get(unit.unitId) ?? [];
        return {
          days,
          line: {
            region: unit.regionName,
            unit: unit.name,
            form: `${collection.formName[language]} ${showPeriod(collection.period, language)}`,
            state: nameOf(assignmentStates, cell.state)[language],
            due: showDay(cell.dueAt, language),
            days: daysText(days)[language],
            contact: people
              .map(({ role, name, phone }) => `${roles[role][language]} ${name} ${phone}`.trim())
              .join(language === "zh" ? "、" : ", "),
          },
        };
      }),
    )
    .sort((a, b) => a.days - b.days)
    .map(({ line }) => line);
}

export function chaseText(title: string, lines: readonly ChaseLine[]): string {
  return [
    title,
    ...lines.map(
      ({ unit, form, state, due, days, contact }, at) =>
        `${at + 1}. ${unit}  ${form}  ${state}  ${due} ${days}${contact === "" ? "" : `  ${contact}`}`,
    ),
  ].join("\n");
}
