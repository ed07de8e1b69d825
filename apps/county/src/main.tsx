import "@duibiao/ui/ui.css";
import "@duibiao/screens/frame.css";
import { startApp } from "@duibiao/screens";
import { pages } from "./routes.tsx";

startApp({
  app: "county",
  title: "对标 · 填报",
  places: [
    { to: "/", zh: "任务", en: "Tasks" },
    { to: "/questions", zh: "核实单", en: "Questions" },
    { to: "/results", zh: "我的结果", en: "My results" },
    { to: "/catalogue", zh: "目录", en: "Catalogue" },
  ],
  help: "/help/clerk.html",
  pages,
});
