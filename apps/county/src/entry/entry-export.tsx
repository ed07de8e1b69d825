import { ExportMenu, showPeriod, SYNTHETIC, tableData, useLanguage, useText, type Column } from "@duibiao/ui";
import { blank, plainText, type EntryLine, type EntryStore, type Past } from "@duibiao/ui/grid";
import type { Assignment } from "../task/task.ts";

/** The form as it stands in this page, also what has not been sent yet; needs no network. */
export function EntryExport({ task, store }: { task: Assignment; store: EntryStore }) {
  const t = useText();
  const { language } = useLanguage();
  const past = (from: Past | null, { key }: EntryLine) => {
    const value = from?.get(key);
    return value ? plainText({ ...blank, value }) : null;
  };
  const columns: readonly Column<EntryLine>[] = [
    { key: "row", header: { zh: "行次", en: "Line" }, value: ({ row }) => row },
    { key: "name", header: { zh: "指标", en: "Measure" }, value: (line) => t(line.fullName) },
    { key: "uom", header: { zh: "计量单位", en: "Unit of measure" }, value: ({ uom }) => uom },
    {
      key: "value",
      header: { zh: "本期", en: "This period" },
      value: ({ key }) => plainText(store.entry(key)) || null,
    },
    {
      key: "previous",
      header: { zh: "上期", en: "Previous period" },
      value: (line) => past(store.setup.previous, line),
    },
    {
      key: "year",
      header: { zh: "上年同期", en: "A year earlier" },
      value: (line) => past(store.setup.previousYear, line),
    },
    { key: "note", header: { zh: "说明", en: "Note" }, value: ({ key }) => store.entry(key).note },
  ];
  const title = `${task.name} ${task.unitName} ${showPeriod(task.period, language)}`;
  const stamps = [...(task.synthetic ? [t(SYNTHETIC)] : []), t("填报中，未报送", "In progress, not submitted")];
  return <ExportMenu table={() => tableData(columns, store.lines, { title, stamps }, language)} />;
}
