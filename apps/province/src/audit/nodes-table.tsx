import { useMemo } from "react";
import { DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import { placeOf, type Audit, type PartProps } from "./words.ts";

type Row = Audit["nodes"][number];

/** How the children of every inner node measure one thing together. */
export function NodesTable({ audit, title, about }: PartProps) {
  const t = useText();
  const columns = useMemo<Column<Row>[]>(() => {
    const number = (
      key: "alpha" | "standardisedAlpha" | "omega" | "kmo" | "firstComponent",
      header: Column<Row>["header"],
      least?: number,
    ): Column<Row> => ({
      key,
      header,
      type: "number",
      decimals: 2,
      value: (row) => row[key],
      cell: (row) => {
        const value = row[key];
        if (value === null) return <span className="quiet">{t("算不出", "cannot be told")}</span>;
        // Of two children the adequacy is always one half: nothing to remark on.
        const low = least !== undefined && value < least && !(key === "kmo" && row.children.length < 3);
        return low ? t(`▽ ${showNumber(value, 2)} 偏低`, `▽ ${showNumber(value, 2)} low`) : showNumber(value, 2);
      },
      width: "m",
    });
    return [
      {
        key: "node",
        header: { zh: "节点", en: "Node" },
        value: ({ path }) => placeOf(audit, path, t),
        head: true,
        width: "fill",
      },
      {
        key: "children",
        header: { zh: "下级数", en: "Children" },
        type: "number",
        value: ({ children }) => children.length,
        width: "xs",
      },
      {
        key: "units",
        header: { zh: "各项齐全的地区", en: "Regions with all" },
        type: "number",
        value: ({ units }) => units,
        width: "s",
      },
      number("alpha", { zh: "Cronbach α", en: "Cronbach's alpha" }, audit.lines["alpha"]),
      number("omega", { zh: "McDonald ω", en: "McDonald's omega" }),
      number("kmo", { zh: "KMO", en: "KMO" }, audit.lines["kmo"]),
      number("firstComponent", { zh: "第一主成分占比", en: "First component" }),
    ];
  }, [audit, t]);
  return (
    <DataTable
      title={t(`${title} 各节点的一致性`, `${title}: coherence of nodes`)}
      columns={columns}
      rows={audit.nodes}
      rowKey={({ path }) => path}
      empty={t("没有含两项以上的节点。", "No node has two children or more.")}
      about={about}
      footer={t(
        `α 不低于 ${audit.lines["alpha"]}、KMO 不低于 ${audit.lines["kmo"]} 为通常要求。`,
        `Alpha of ${audit.lines["alpha"]} and KMO of ${audit.lines["kmo"]} are usually asked for.`,
      )}
    />
  );
}
