import "@duibiao/ui/ui.css";
import "@duibiao/screens/frame.css";
import { startApp } from "@duibiao/screens";
import { pages } from "./routes.tsx";

void startApp({
  app: "city",
  title: "对标 · 审核汇总",
  places: [
    { to: "/", zh: "进度看板", en: "Board" },
    { to: "/filings", zh: "代报合并", en: "Filings", parts: ["/unit-changes", "/meters"] },
    { to: "/mappings/import", zh: "整份导入", en: "Import", for: ["analyst"] },
    { to: "/review", zh: "审核台", en: "Review", parts: ["/second-reviews"] },
    { to: "/extensions", zh: "延期", en: "Extensions", parts: ["/burden"] },
    { to: "/reconcile", zh: "汇总对账", en: "Consolidation" },
    { to: "/joint-reviews", zh: "会审", en: "Joint reviews" },
    { to: "/spot-checks", zh: "抽查", en: "Spot checks" },
    { to: "/results", zh: "结果", en: "Results" },
    { to: "/matters", zh: "办件", en: "Matters" },
    { to: "/catalogue", zh: "目录", en: "Catalogue" },
  ],
  help: "/help/reviewer.html",
  pages,
});
