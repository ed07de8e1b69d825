import type { AnyRoute, RootRoute } from "@tanstack/react-router";
import { cataloguePages, editionsPage, matterPages, pageAt } from "@duibiao/screens";

/** Texts and numbers of the address that a page reads. */
const texts =
  (...names: string[]) =>
  (given: Record<string, unknown>) =>
    Object.fromEntries(
      names.map((name) => [name, given[name]]).filter(([, value]) => ["string", "number"].includes(typeof value)),
    );

/** Every page of the app. */
export function pages(root: RootRoute): AnyRoute[] {
  const at = pageAt(root);
  const task = "/tasks/$collection/$unit";
  return [
    at("/", () => import("./home/home.tsx"), "HomePage"),
    // `cell`: measure/member to stand on; `show`: which lines; `view`: breakdowns beside them.
    at(task, () => import("./entry/entry.tsx"), "EntryPage", texts("cell", "show", "view")),
    at(`${task}/sign`, () => import("./sign/sign.tsx"), "SignPage"),
    at(`${task}/receipt`, () => import("./receipt/receipt.tsx"), "ReceiptPage", texts("revision")),
    at(`${task}/history`, () => import("./history/history.tsx"), "HistoryPage"),
    at(`${task}/import`, () => import("./import/import.tsx"), "ImportPage", texts("show")),
    at(`${task}/correct`, () => import("./correct/correct.tsx"), "CorrectPage", texts("amend")),
    // `section`: whose lines are the columns.
    at("/together/$collection", () => import("./together/together.tsx"), "TogetherPage", texts("section")),
    at("/questions", () => import("./questions/questions.tsx"), "QuestionsPage", texts("show")),
    at("/results", () => import("./results/results.tsx"), "ResultsPage"),
    at("/results/$release", () => import("./results/result.tsx"), "ResultPage", texts("region", "against", "other")),
    editionsPage(at),
    ...matterPages(at),
    ...cataloguePages(at),
  ];
}
