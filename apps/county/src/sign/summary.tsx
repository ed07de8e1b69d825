import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { changeInPercent, DifferenceCell, Segments, showPeriod, useLanguage, useText } from "@duibiao/ui";
import type { EntryForm, EntryLine } from "@duibiao/ui/grid";
import { CellLink } from "../task/cell-link.tsx";
import { Figure } from "../task/figure.tsx";
import { keyOf } from "../task/form.ts";
import type { Task } from "../task/task-page.tsx";

type Stated = { state: string; value: string | null };

/** A change that the eye should rest on: a tenth or more, or a number where there was none. */
const isLarge = (now: Stated | undefined, before: Stated | undefined): boolean => {
  if (now?.state !== before?.state) return true;
  const change = changeInPercent(before?.value ?? null, now?.value ?? null);
  return change === null ? now?.value !== before?.value : Math.abs(change) >= 10;
};

/** What will be signed, line by line, beside the last period. */
export function Summary({ task: { assignment, submission }, form }: { task: Task; form: EntryForm }) {
  const t = useText();
  const { language } = useLanguage();
  const [shown, show] = useState<"large" | "all">("all");
  const context = useQuery(read(api.context.readContext, { params: { id: submission.id } }));
  return (
    <section className="card">
      <Loaded of={context}>
        {({ previous, neverHas }) => {
          const before = new Map(previous?.cells.map((cell) => [keyOf(cell), cell]));
          const now = new Map(submission.cells.map((cell) => [keyOf(cell), cell]));
          const folded = new Set(neverHas.map(keyOf));
          const lines = form.sections.flatMap((section) => section.lines);
          const kept = lines.filter(({ key }) => !folded.has(key) || isLarge(now.get(key), before.get(key)));
          const large = kept.filter(({ key }) => isLarge(now.get(key), before.get(key)));
          return (
            <>
              <div className="row between">
                <h2>{t("本次签署的数值", "What is being signed")}</h2>
                <Segments
                  label={t("显示哪些行", "Lines shown")}
                  value={shown}
                  onChange={show}
                  options={[
                    { value: "all", label: t(`全部 ${kept.length}`, `All ${kept.length}`) },
                    { value: "large", label: t(`变化大的 ${large.length}`, `Large changes ${large.length}`) },
                  ]}
                />
              </div>
              <p className="quiet">
                {previous
                  ? t(
                      `上期：${showPeriod(previous.period, language)}，第 ${previous.revision} 版。变化大：10% 以上，或由有到无、由无到有。`,
                      `Previous: ${showPeriod(previous.period, language)}, revision ${previous.revision}. Large: 10% or more, or a figure came or went.`,
                    )
                  : t("上期没有报送，无可比数。", "Nothing was reported for the previous period.")}
                {lines.length > kept.length
                  ? t(
                      ` 本单位历来没有的 ${lines.length - kept.length} 行未列出。`,
                      ` ${lines.length - kept.length} lines that this unit never has are left out.`,
                    )
                  : null}
              </p>
              <SummaryTable
                lines={shown === "all" ? kept : large}
                cells={(line) => [now.get(line.key), before.get(line.key)]}
                task={assignment}
              />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

type TableProps = {
  lines: readonly EntryLine[];
  cells: (line: EntryLine) => [Task["submission"]["cells"][number] | undefined, Stated | undefined];
  task: Task["assignment"];
};

function SummaryTable({ lines, cells, task }: TableProps) {
  const t = useText();
  return (
    <table className="plain figures">
      <thead>
        <tr>
          <th className="hide-narrow">{t("行次", "Line")}</th>
          <th>{t("指标", "Measure")}</th>
          <th className="num">{t("本期", "This period")}</th>
          <th className="num">{t("上期", "Previous")}</th>
          <th>{t("变化", "Change")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const [now, before] = cells(line);
          return (
            <tr key={line.key}>
              <td className="hide-narrow">{line.row}</td>
              <td className="figure-name">
                <CellLink task={task} cell={line}>
                  {t(line.fullName)}
                </CellLink>{" "}
                <span className="quiet">{line.uom}</span>
                {now && now.state !== "number" && now.reason !== "" ? (
                  <span className="quiet"> {now.reason}</span>
                ) : null}
                {now && now.note !== "" ? (
                  <span className="explanation">
                    {t("说明：", "Note: ")}
                    {now.note}
                  </span>
                ) : null}
              </td>
              <td className="num" data-label={t("本期", "Now")}>
                <Figure cell={now} />
              </td>
              <td className="num quiet" data-label={t("上期", "Before")}>
                <Figure cell={before} />
              </td>
              <td>
                <DifferenceCell
                  change={changeInPercent(before?.value ?? null, now?.value ?? null)}
                  kind="previous"
                  reason={t("无可比数", "none")}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
