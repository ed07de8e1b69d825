import { useMemo } from "react";
import { Button, DataTable, NameTag, Segments, useText, type Column } from "@duibiao/ui";
import { standingNames, standings, type Standing, type UnitRow } from "./units.ts";

type Props = {
  rows: readonly UnitRow[];
  show: Standing | undefined;
  onShow: (show: Standing | undefined) => void;
  stamps: readonly string[];
  busy: boolean;
  /** A name of the file is to be given to a unit. */
  onName: (row: UnitRow) => void;
  /** A unit's cells are to be looked at. */
  onLook: (unit: number) => void;
};

const count = (key: keyof UnitRow["counts"], zh: string, en: string): Column<UnitRow> => ({
  key,
  header: { zh, en },
  type: "number",
  // Of a unit that is not in the file there is nothing to count.
  value: ({ counts, standing }) => (standing === "absent" ? null : counts[key]),
  width: "xs",
});

/** What the file has for each unit and what came of it; who is missing in it stands there, too. */
export function UnitsTable({ rows, show, onShow, stamps, busy, onName, onLook }: Props) {
  const t = useText();
  const columns = useMemo<Column<UnitRow>[]>(
    () => [
      { key: "region", header: { zh: "地区", en: "Region" }, value: ({ region }) => region, width: "m" },
      { key: "code", header: { zh: "代码", en: "Code" }, value: ({ code }) => code, width: "s" },
      { key: "unit", header: { zh: "单位", en: "Unit" }, value: ({ name }) => name, head: true, width: "fill" },
      {
        key: "named",
        header: { zh: "文件中的名称", en: "Name in the file" },
        value: ({ named }) => named,
        width: "l",
      },
      {
        key: "standing",
        header: { zh: "结论", en: "Verdict" },
        value: ({ standing }) => t(standingNames[standing]),
        cell: ({ standing }) => <NameTag name={standingNames[standing]} />,
        sortBy: ({ standing }) => standings.indexOf(standing),
        width: "m",
      },
      count("written", "写入", "Written"),
      count("unchanged", "无变化", "Unchanged"),
      count("conflict", "冲突", "Conflicts"),
      count("refused", "不接受", "Refused"),
      {
        key: "findings",
        header: { zh: "核验结果", en: "Findings" },
        type: "number",
        value: ({ findings }) => findings,
        width: "s",
      },
      {
        key: "deed",
        header: { zh: "办理", en: "To do" },
        value: () => null,
        cell: (row) =>
          row.standing === "unknown" ? (
            <Button small disabled={busy} onClick={() => onName(row)}>
              {t("指定单位", "Say whose it is")}
            </Button>
          ) : row.id !== null && row.standing !== "absent" ? (
            <Button small look="quiet" onClick={() => onLook(row.id!)}>
              {t("看逐格", "Its cells")}
            </Button>
          ) : null,
        screenOnly: true,
        width: "m",
      },
    ],
    [t, busy, onName, onLook],
  );
  const shown = show === undefined ? rows : rows.filter(({ standing }) => standing === show);
  const there = standings.filter((standing) => rows.some((row) => row.standing === standing));
  return (
    <DataTable
      title={t("各单位结论", "Verdicts by unit")}
      columns={columns}
      rows={shown}
      rowKey={({ key }) => key}
      rowClass={({ standing }) => (standing === "refused" || standing === "unknown" ? "bad" : undefined)}
      empty={t("没有这一类单位。", "No unit of this kind.")}
      about={{ stamps }}
      tools={
        <Segments<Standing | "every">
          label={t("显示", "Show")}
          value={show ?? "every"}
          onChange={(value) => onShow(value === "every" ? undefined : value)}
          options={[
            { value: "every", label: t(`全部 ${rows.length}`, `All ${rows.length}`) },
            ...there.map((value) => {
              const number = rows.filter(({ standing }) => standing === value).length;
              return { value, label: `${t(standingNames[value])} ${number}` };
            }),
          ]}
        />
      }
    />
  );
}
