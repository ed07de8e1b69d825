import { useMemo } from "react";
import { pathsOf, usesOf, type Entry, type SchemePath, type Text, type Use } from "@duibiao/indicators";
import { DataTable, useText, type Column } from "@duibiao/ui";
import { kinds, type Kind } from "./kinds.ts";
import { EntryLink, useOpened, type Opened } from "./opened.tsx";
import { pathText } from "./words.ts";

/** A use, once for every place of a scheme that it reaches. */
type Row = Use & { path: SchemePath | null };

const kindOf: Record<Use["kind"], Kind> = {
  derived: "derived",
  factorSet: "factors",
  indicator: "indicators",
  rule: "rules",
  warning: "warnings",
  gate: "schemes",
};
const gate: Text = { zh: "一票否决", en: "Gate" };

/** From an entry up: every indicator, rule, warning and gate that uses it, also through derived measures, and the schemes. */
export function UsesTable({ title, entry, empty }: { title: string; entry: Entry; empty?: string }) {
  const t = useText();
  const opened = useOpened();
  const rows = useMemo(() => usesIn(opened, entry), [opened, entry]);
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: "kind",
        header: { zh: "类别", en: "Kind" },
        value: ({ kind }) => t(kind === "gate" ? gate : kinds[kindOf[kind]]),
        width: "s",
      },
      {
        key: "name",
        header: { zh: "使用者", en: "Used by" },
        value: (use) => t(nameOfUse(opened, use)),
        cell: (use) => (
          <EntryLink kind={kindOf[use.kind]} id={use.scheme ?? use.key}>
            {t(nameOfUse(opened, use))}
          </EntryLink>
        ),
        head: true,
        width: "l",
      },
      {
        key: "key",
        header: { zh: "键", en: "Key" },
        value: ({ key }) => key,
        cell: ({ key }) => <code>{key}</code>,
        width: "l",
      },
      {
        key: "via",
        header: { zh: "经由", en: "Through" },
        value: ({ via }) => via.map((key) => t(nameOfAny(opened, key))).join(" → ") || t("直接", "directly"),
        width: "m",
      },
      ...pathColumns<Row>(({ path }) => path, opened, t),
    ],
    [opened, t],
  );
  return (
    <DataTable
      title={title}
      columns={columns}
      rows={rows}
      rowKey={({ kind, key, scheme, path }) =>
        [kind, key, scheme, path?.scheme, path?.nodes.map((node) => node.key).join("/")].join(" ")
      }
      empty={empty ?? t("没有指标、规则或方案使用它。", "No indicator, rule or scheme uses it.")}
    />
  );
}

/** Scheme, way through its tree, weight inside the parent and in the whole. */
export function pathColumns<Row>(
  of: (row: Row) => SchemePath | null,
  { document }: Pick<Opened, "document">,
  t: ReturnType<typeof useText>,
): Column<Row>[] {
  const scheme = (key: string) => document.schemes.find((candidate) => candidate.key === key)!;
  return [
    {
      key: "scheme",
      header: { zh: "评估方案", en: "Scheme" },
      value: (row) => {
        const path = of(row);
        return path === null ? null : t(scheme(path.scheme).name);
      },
      cell: (row) => {
        const path = of(row);
        return path === null ? null : (
          <EntryLink kind="schemes" id={path.scheme}>
            {t(scheme(path.scheme).name)}
          </EntryLink>
        );
      },
      width: "l",
    },
    {
      key: "path",
      header: { zh: "维度 › 准则 › 指标", en: "Dimension › criterion › indicator" },
      value: (row) => {
        const path = of(row);
        return path === null ? null : t(pathText(path));
      },
      cell: (row) => {
        const path = of(row);
        return path === null
          ? null
          : path.nodes.slice(1).map((node, at) => (
              <span key={node.key}>
                {at > 0 ? " › " : ""}
                <EntryLink kind="schemes" id={path.scheme} node={nodeAddress(path, at + 1)}>
                  {t(node.name)}
                </EntryLink>
              </span>
            ));
      },
      sortBy: false,
      width: "fill",
    },
    {
      key: "weight",
      header: { zh: "上级内权重", en: "In its parent" },
      uom: "%",
      type: "number",
      decimals: 2,
      value: (row) => {
        const leaf = of(row)?.nodes.at(-1);
        return leaf === undefined ? null : leaf.weight * 100;
      },
      width: "s",
    },
    {
      key: "share",
      header: { zh: "总分中权重", en: "In the whole" },
      uom: "%",
      type: "number",
      decimals: 2,
      value: (row) => {
        const path = of(row);
        return path === null ? null : path.share * 100;
      },
      width: "s",
    },
  ];
}

/** Keys below the root down to the node at a depth, as they stand in the address. */
export const nodeAddress = ({ nodes }: SchemePath, depth: number): string =>
  nodes
    .slice(1, depth + 1)
    .map(({ key }) => key)
    .join("/");

function usesIn({ compiled, document }: Opened, entry: Entry): Row[] {
  return usesOf(compiled, entry).flatMap((use): Row[] => {
    const paths = use.kind === "indicator" ? pathsOf(document, use.key) : [];
    return paths.length === 0 ? [{ ...use, path: null }] : paths.map((path) => ({ ...use, path }));
  });
}

function nameOfUse({ document }: Opened, { kind, key, scheme }: Use): Text {
  const lists = {
    derived: document.derived,
    factorSet: document.factorSets,
    indicator: document.indicators,
    rule: document.rules,
    warning: document.warnings,
    gate: document.schemes.find((candidate) => candidate.key === scheme)?.gates,
  };
  const found: { name: Text } | undefined = lists[kind]?.find((candidate) => candidate.key === key);
  const name = found?.name ?? { zh: key, en: key };
  return scheme === undefined ? name : { zh: `${name.zh}（${scheme}）`, en: `${name.en} (${scheme})` };
}

const nameOfAny = ({ document }: Opened, key: string): Text =>
  [...document.derived, ...document.factorSets, ...document.indicators].find((entry) => entry.key === key)?.name ?? {
    zh: key,
    en: key,
  };
