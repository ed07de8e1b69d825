import "@duibiao/ui/ui.css";
import "@duibiao/screens/frame.css";
import { startApp } from "@duibiao/screens";
import { pages } from "./routes.tsx";

void startApp({
  app: "province",
  title: "对标 · 评估对标",
  places: [
    { to: "/", zh: "进度", en: "Progress" },
    { to: "/collections", zh: "采集任务", en: "Collections", parts: ["/burden"] },
    { to: "/rankings", zh: "对标分析", en: "Benchmark" },
    { to: "/releases", zh: "评估与发布", en: "Releases", parts: ["/evaluations", "/sheet", "/schemes", "/panels"] },
    { to: "/trends", zh: "趋势", en: "Trends" },
    { to: "/regions", zh: "地区", en: "Regions", parts: ["/region-changes"] },
    { to: "/matters", zh: "办件", en: "Matters" },
    { to: "/catalogue", zh: "目录", en: "Catalogue" },
    { to: "/mappings", zh: "导入对应", en: "Mappings" },
  ],
  help: "/help/analyst.html",
  pages,
});
