import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "@duibiao/client";
import { Dialog, Empty, useLanguage, useText } from "@duibiao/ui";
import { Loaded } from "@duibiao/screens";
import { addressOfCell, sayOf, type CellRow } from "./cell-rows.ts";
import type { Paper, Revision } from "./paper.ts";

/** What differs between two revisions, cell by cell. */
export function RevisionDiff({
  paper,
  rows,
  onClose,
}: {
  paper: Paper;
  rows: readonly CellRow[];
  onClose: () => void;
}) {
  const t = useText();
  const { id, revisions } = paper.submission;
  const [from, setFrom] = useState(Math.max(1, paper.revision.revision - 1));
  const [to, setTo] = useState(paper.revision.revision);
  const query = (revision: number) => ({
    ...read(api.submissions.readRevision, { params: { id, revision } }),
    staleTime: Infinity,
  });
  const [earlier, later] = [useQuery(query(from)), useQuery(query(to))];
  const choice = (label: string, value: number, change: (value: number) => void) => (
    <label className="inline-field">
      {label}
      <select className="input" value={value} onChange={(event) => change(Number(event.target.value))}>
        {revisions.map(({ revision }) => (
          <option key={revision} value={revision}>
            {t(`版次 ${revision}`, `Revision ${revision}`)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Dialog wide title={t("比较版次", "Compare revisions")} onClose={onClose}>
      <div className="row board-totals">
        {choice(t("从", "From"), from, setFrom)}
        {choice(t("到", "To"), to, setTo)}
      </div>
      <Loaded of={earlier}>
        {(one) => <Loaded of={later}>{(other) => <Differences rows={rows} one={one} other={other} />}</Loaded>}
      </Loaded>
    </Dialog>
  );
}

function Differences({ rows, one, other }: { rows: readonly CellRow[]; one: Revision; other: Revision }) {
  const t = useText();
  const { language } = useLanguage();
  const at = (revision: Revision, key: string) =>
    revision.observations.find((cell) => addressOfCell(cell) === key) ?? null;
  const text = (revision: Revision, key: string) => {
    const cell = at(revision, key);
    return [sayOf(cell, language), cell?.reason, cell?.note].filter(Boolean).join(t("；", "; "));
  };
  const changed = rows.filter(({ key }) => text(one, key) !== text(other, key));
  if (changed.length === 0) return <Empty>{t("两个版次的数值和说明相同。", "Both revisions say the same.")}</Empty>;
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t("行次", "Line")}</th>
          <th scope="col">{t("指标", "Measure")}</th>
          <th scope="col" className="num">
            {t(`版次 ${one.revision}`, `Revision ${one.revision}`)}
          </th>
          <th scope="col" className="num">
            {t(`版次 ${other.revision}`, `Revision ${other.revision}`)}
          </th>
          <th scope="col">{t("计量单位", "Unit of measure")}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map((row) => (
          <tr key={row.key}>
            <td>{row.row}</td>
            <th scope="row">{t(row.name)}</th>
            <td className="num">{text(one, row.key)}</td>
            <td className="num">
              <b>{text(other, row.key)}</b>
            </td>
            <td>{row.uom}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
