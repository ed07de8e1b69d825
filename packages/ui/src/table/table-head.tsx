import { useLanguage, useText } from "../language.tsx";
import { headerOf } from "../export/table-data.ts";
import { isSortable, nextSort, type Column, type Sort } from "./column.ts";

type Props<Row> = { columns: readonly Column<Row>[]; sort: Sort; onSort: (sort: Sort) => void };

const signs = { ascending: "▲", descending: "▼", none: "△" } as const;

/** Headers with their units of measure; a sortable one is a button that says what its click does. */
export function TableHead<Row>({ columns, sort, onSort }: Props<Row>) {
  const t = useText();
  const { language } = useLanguage();
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column) => {
          const state = sort === column.key ? "ascending" : sort === `-${column.key}` ? "descending" : "none";
          const next = nextSort(sort, column);
          const does =
            next === ""
              ? t("恢复原来的顺序", "back to the order as given")
              : next.startsWith("-")
                ? t("从大到小排序", "sort from high to low")
                : t("从小到大排序", "sort from low to high");
          const label = headerOf(column, language);
          return (
            <th
              key={column.key}
              scope="col"
              className={classOf(column)}
              aria-sort={isSortable(column) ? state : undefined}
            >
              {isSortable(column) ? (
                <button type="button" className="dt-sort" title={does} onClick={() => onSort(next)}>
                  <span>{label}</span>
                  <span aria-hidden="true" className={state === "none" ? "dt-sign dt-idle" : "dt-sign"}>
                    {signs[state]}
                  </span>
                </button>
              ) : (
                label
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

export function classOf<Row>(column: Column<Row>): string | undefined {
  const classes = [
    column.type === "number" ? "num" : "",
    column.head ? "dt-head" : "",
    column.screenOnly ? "no-print" : "",
  ];
  return classes.filter(Boolean).join(" ") || undefined;
}
