import { useMemo, useState, type ReactNode } from "react";
import {
  assignmentStates,
  Button,
  ExportMenu,
  NameTag,
  nameOf,
  StateTag,
  tableData,
  useLanguage,
  usePrinting,
  useText,
  type Column,
} from "@duibiao/ui";
import { groupsOf, inCodeOrder, reasonsOf, statesOf, type MissingGroup, type MissingUnit } from "./missing.ts";
import "./consolidation.css";

type Props = {
  missing: readonly MissingUnit[];
  heading: ReactNode;
  /** Of the export. */
  title: string;
  stamps: readonly string[];
  tools?: ReactNode;
  /** Where its reason is written; without it the reason is read. */
  write?: ((unit: MissingUnit) => ReactNode) | undefined;
};

/** As many as are read at a glance: they are neither grouped nor folded. */
export const atAGlance = 10;

/** 缺报单位: how many in which state, then group by group with the units folded; all of them are exported and printed. */
export function MissingUnits({ missing, heading, title, stamps, tools, write }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const printing = usePrinting();
  const [all, setAll] = useState(false);
  const folded = missing.length > atAGlance;
  const groups = useMemo(() => (folded ? groupsOf(missing) : []), [missing, folded]);
  const units = folded ? groups.flatMap((group) => group.units) : inCodeOrder(missing);
  return (
    <div className="missing">
      <div className="row between">
        <div className="row">
          {heading}
          {statesOf(missing).map(({ state, n }) => (
            <NameTag key={state} name={nameOf(assignmentStates, state)} detail={n} />
          ))}
        </div>
        <div className="row no-print">
          {tools}
          {folded ? (
            <Button small onClick={() => setAll(!all)}>
              {all ? t("全部收起", "Fold all") : t("全部展开", "Unfold all")}
            </Button>
          ) : null}
          <ExportMenu table={() => tableData(columnsOf(t), units, { title, stamps }, language)} />
        </div>
      </div>
      {folded ? (
        groups.map((group) => (
          <details key={group.key} className="missing-group" open={printing || all}>
            <summary>
              <Summary group={group} written={write !== undefined} />
            </summary>
            <Units units={group.units} by={group.by} write={write} />
          </details>
        ))
      ) : (
        <Units units={units} by={undefined} write={write} />
      )}
    </div>
  );
}

/** What a folded group says: whose, how many, in which state, and why. */
function Summary({ group: { by, key, units }, written }: { group: MissingGroup; written: boolean }) {
  const t = useText();
  const reasons = reasonsOf(units);
  const open = units.filter(({ reason }) => reason.trim() === "").length;
  return (
    <span className="row">
      <strong>{by === "region" ? units[0]!.region : t(nameOf(assignmentStates, key))}</strong>
      <span>{t(`${units.length} 个`, String(units.length))}</span>
      {by === "region"
        ? statesOf(units).map(({ state, n }) => (
            <span key={state} className="quiet">
              {t(nameOf(assignmentStates, state))} {n}
            </span>
          ))
        : null}
      {written && open > 0 ? (
        <strong className="missing-open">{t(`▲ ${open} 个未写原因`, `▲ ${open} without a reason`)}</strong>
      ) : reasons.length > 0 ? (
        <span className="quiet">
          {reasons[0]}
          {reasons.length > 1 ? t(` 等 ${reasons.length} 种原因`, ` and ${reasons.length - 1} other reasons`) : null}
        </span>
      ) : null}
    </span>
  );
}

const columnsOf = (t: ReturnType<typeof useText>): Column<MissingUnit>[] => [
  { key: "code", header: { zh: "单位代码", en: "Unit code" }, value: ({ code }) => code },
  { key: "name", header: { zh: "填报单位", en: "Unit" }, value: ({ name }) => name },
  { key: "region", header: { zh: "地区", en: "Region" }, value: ({ region }) => region },
  { key: "state", header: { zh: "状态", en: "State" }, value: ({ state }) => t(nameOf(assignmentStates, state)) },
  { key: "reason", header: { zh: "缺报原因", en: "Reason" }, value: ({ reason }) => reason },
];

type UnitsProps = { units: readonly MissingUnit[]; by: MissingGroup["by"] | undefined; write: Props["write"] };

function Units({ units, by, write }: UnitsProps) {
  const t = useText();
  return (
    <div className="scroll-x">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("填报单位", "Unit")}</th>
            {by === "region" ? null : <th scope="col">{t("地区", "Region")}</th>}
            {by === "state" ? null : <th scope="col">{t("状态", "State")}</th>}
            <th scope="col">{t("缺报原因", "Reason")}</th>
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.unit}>
              <th scope="row">{unit.name}</th>
              {by === "region" ? null : <td>{unit.region}</td>}
              {by === "state" ? null : (
                <td>
                  <StateTag state={unit.state} />
                </td>
              )}
              <td>
                {write
                  ? write(unit)
                  : unit.reason || (
                      <span className="quiet">{t("由审签领导签署时写明", "Given by the leader when signing")}</span>
                    )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
