import { useMemo } from "react";
import { DataTable, useText, type Column } from "@duibiao/ui";
import { codeNames, placeOf, saidOf, type Audit, type PartProps } from "./words.ts";

const KINDS = Object.keys(codeNames);

type Row = Audit["findings"][number] & { at: number };

type Props = PartProps & { kind: string | undefined; onKind: (kind: string | undefined) => void };

/** What is out of line, in words, with its place. */
export function FindingsTable({ audit, title, about, kind, onKind }: Props) {
  const t = useText();
  const counts = useMemo(
    () => KINDS.map((code) => ({ code, n: audit.findings.filter((finding) => finding.code === code).length })),
    [audit],
  );
  const rows = useMemo(
    () =>
      audit.findings
        .map((finding, at) => ({ ...finding, at }))
        .filter(({ code }) => kind === undefined || code === kind)
        .sort((a, b) => KINDS.indexOf(a.code) - KINDS.indexOf(b.code) || a.at - b.at),
    [audit, kind],
  );
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: "place",
        header: { zh: "位置", en: "Place" },
        value: ({ path }) => placeOf(audit, path, t),
        head: true,
        width: "xl",
      },
      {
        key: "kind",
        header: { zh: "问题", en: "Kind" },
        value: ({ code }) => t(codeNames[code] ?? { zh: code, en: code }),
        width: "m",
      },
      {
        key: "text",
        header: { zh: "说明", en: "Finding" },
        value: ({ zh, en }) => saidOf(audit, { zh, en }, t),
        width: "fill",
      },
    ],
    [audit, t],
  );
  return (
    <DataTable
      title={t(`${title} 一致性审计发现`, `${title}: findings of the audit`)}
      columns={columns}
      rows={rows}
      rowKey={({ at }) => at}
      empty={t("没有超出界线的情况。", "Nothing is out of line.")}
      about={about}
      tools={
        <label className="inline-field">
          {t("问题", "Kind")}
          <select
            className="input"
            value={kind ?? ""}
            onChange={({ target }) => onKind(target.value === "" ? undefined : target.value)}
          >
            <option value="">{t(`全部（${audit.findings.length}）`, `All (${audit.findings.length})`)}</option>
            {counts.map(({ code, n }) => (
              <option key={code} value={code}>
                {t(codeNames[code]!)} {t(`（${n}）`, `(${n})`)}
              </option>
            ))}
          </select>
        </label>
      }
      footer={t("界线是提问的线索，不是错误的判定。", "Lines raise questions; they do not judge errors.")}
    />
  );
}
