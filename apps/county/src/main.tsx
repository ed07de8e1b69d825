import "@duibiao/ui/ui.css";
import "@duibiao/screens/frame.css";
import { api } from "@duibiao/client";
import { countUnsentBy, durable, startApp } from "@duibiao/screens";
import { unsentCells } from "./entry/draft.ts";
import { unsavedTyping } from "./entry/typing.ts";
import { closeLeftDrafts } from "./entry/open-pages.ts";
import { openOffline } from "./offline.ts";
import { pages } from "./routes.tsx";

void startApp({
  app: "county",
  title: "对标 · 填报",
  places: [
    { to: "/", zh: "任务", en: "Tasks", parts: ["/tasks", "/together"] },
    { to: "/questions", zh: "核实单", en: "Questions" },
    { to: "/results", zh: "我的结果", en: "My results" },
    { to: "/matters", zh: "办件", en: "Matters" },
    { to: "/catalogue", zh: "目录", en: "Catalogue" },
  ],
  help: "/help/clerk.html",
  pages,
  before: () => closeLeftDrafts(durable),
  // What a task needs once it was opened.
  kept: [
    api.assignments.listAssignments.id,
    api.submissions.readSubmission.id,
    api.submissions.readRevision.id,
    api.context.readContext.id,
    api.catalogues.readCatalogue.id,
    api.ledgers.readLedger.id,
    api.items.readItems.id,
    api.bills.readBills.id,
    api.questions.listQuestions.id,
    api.matters.listMatters.id,
    api.matters.readMatter.id,
  ],
});

countUnsentBy((userId) =>
  [...unsentCells(durable, userId), ...unsavedTyping(durable, userId)].reduce((sum, { cells }) => sum + cells, 0),
);
openOffline();
