import { Page, useText } from "@duibiao/ui";

export function HomePage() {
  const t = useText();
  return <Page title={t("任务", "Tasks")}>…</Page>;
}
