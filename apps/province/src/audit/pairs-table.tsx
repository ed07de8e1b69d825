import { useMemo } from "react";
import { DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import { heatOf, placeOf, type Audit, type PartProps } from "./words.ts";

type Pair = Audit["nodes"][number]["correlations"][number];
type Row = { key: string; name: string; with: ReadonlyMap<string, Pair> };
type Props = PartProps & { node: string | undefined; onNode: (path: string) => void };

/** Correlations among the children of one node, as a square. */
export function PairsTable({ audit, title, about, node: wished, onNode }: Props) {
  const t = useText();
  const node = audit.nodes.find(({ path }) => path === wished) ?? audit.nodes[0];
  const names = useMemo(() => new Map(audit.names.map(({ key, name }) => [key, name])), [audit]);
  const rows = useMemo(
    () =>
      (node?.children ?? []).map((key): Row => {
        const own = (node?.correlations ?? []).filter(({ a, b }) => a === key || b === key);
        return {
          key,
          name: t(names.get(key)!),
          with: new Map(own.map((pair) => [pair.a === key ? pair.b : pair.a, pair])),
        };
      }),
    [node, names, t],
  );
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: "node", header: { zh: "节点", en: "Node" }, value: ({ name }) => name, head: true, width: "fill" },
      ...(node?.children ?? []).map((key): Column<Row> => ({
        key,
        header: names.get(key)!,
        type: "number",
        decimals: 2,
        value: (row) => row.with.get(key)?.r ?? null,
        cell: (row) => {
          if (row.key === key) return <span className="quiet">1</span>;
          const pair = row.with.get(key);
          if (pair === undefined || pair.r === null) return <span className="quiet">{t("算不出", "—")}</span>;
          const heat = heatOf(pair.r, audit.lines);
          return (
            <span
              className={`heat heat-${heat.level}`}
              title={t(
                `${heat.said.zh}，${pair.n} 个地区${pair.adjusted === null ? "" : `，校正后 p ${pair.adjusted.toFixed(3)}`}`,
                `${heat.said.en}, ${pair.n} regions${pair.adjusted === null ? "" : `, adjusted p ${pair.adjusted.toFixed(3)}`}`,
              )}
            >
              <span aria-hidden="true">{heat.mark} </span>
              {showNumber(pair.r, 2)}
              <span className="sr-only"> {t(heat.said)}</span>
            </span>
          );
        },
        width: "m",
      })),
    ],
    [node, names, audit, t],
  );
  if (node === undefined) return <p>{t("没有含两项以上的节点。", "No node has two children or more.")}</p>;
  return (
    <DataTable
      title={t(
        `${title} ${placeOf(audit, node.path, t)}下级相关`,
        `${title}: correlations inside ${placeOf(audit, node.path, t)}`,
      )}
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
      empty={t("没有下级。", "No children.")}
      about={about}
      tools={
        <label className="inline-field">
          {t("节点", "Node")}
          <select className="input" value={node.path} onChange={({ target }) => onNode(target.value)}>
            {audit.nodes.map(({ path }) => (
              <option key={path} value={path}>
                {placeOf(audit, path, t)}
              </option>
            ))}
          </select>
        </label>
      }
      footer={t(
        `▽ 负相关　○ 低于 ${audit.lines["weak"]}　◐ 适中　● 高于 ${audit.lines["strong"]}`,
        `▽ negative  ○ below ${audit.lines["weak"]}  ◐ middling  ● above ${audit.lines["strong"]}`,
      )}
    />
  );
}
