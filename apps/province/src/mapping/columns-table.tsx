import { useText } from "@duibiao/ui";
import type { FormCell, Meant } from "./columns.ts";

type Props = {
  columns: readonly string[];
  sample: readonly string[];
  /** Columns that say whose and when, not how much. */
  taken: readonly string[];
  cells: readonly FormCell[];
  meant: Record<string, Meant>;
  onChange: (meant: Record<string, Meant>) => void;
};

/** Column by column: which cell of the form it is, and in which unit of measure it counts. */
export function Columns({ columns, sample, taken, cells, meant, onChange }: Props) {
  const t = useText();
  const change = (column: string, next: Meant | undefined) => {
    const { [column]: _old, ...rest } = meant;
    onChange(next === undefined ? rest : { ...rest, [column]: next });
  };
  return (
    <table className="plain mapping-table">
      <caption>
        {t(
          "列的对应（与报表行名完全相同的已对上，请核对）",
          "Columns (those named exactly like a line are proposed; look at them)",
        )}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("列", "Column")}</th>
          <th scope="col">{t("第一行的数", "First value")}</th>
          <th scope="col">{t("报表的行", "Line of the form")}</th>
          <th scope="col">{t("该列的计量单位", "Its unit of measure")}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column, at) =>
          column === "" || taken.includes(column) ? null : (
            <tr key={`${at} ${column}`}>
              <th scope="row">{column}</th>
              <td>{sample[at] ?? ""}</td>
              <td>
                <select
                  className="input"
                  aria-label={t(`“${column}”对应`, `"${column}" is`)}
                  value={meant[column]?.cell ?? ""}
                  onChange={({ target }) => {
                    const cell = cells.find(({ key }) => key === target.value);
                    change(column, cell && { cell: cell.key, uom: meant[column]?.uom ?? cell.uom });
                  }}
                >
                  <option value="">{t("不导入", "not imported")}</option>
                  {cells.map(({ key, row, name }) => (
                    <option key={key} value={key}>
                      {row} {t(name)}
                    </option>
                  ))}
                </select>
              </td>
              <td>
                {meant[column] === undefined ? null : (
                  <input
                    className="input"
                    aria-label={t(`“${column}”的计量单位`, `Unit of measure of "${column}"`)}
                    maxLength={20}
                    value={meant[column].uom}
                    onChange={({ target }) => change(column, { cell: meant[column]!.cell, uom: target.value })}
                  />
                )}
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}
