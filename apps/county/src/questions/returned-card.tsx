import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import type { Compiled } from "@duibiao/indicators";
import { Loaded } from "@duibiao/screens";
import { showMoment, showPeriod, StateTag, tiers, useLanguage, useText } from "@duibiao/ui";
import { CellLink } from "../task/cell-link.tsx";
import { Due } from "../task/due.tsx";
import { Figure } from "../task/figure.tsx";
import { keyOf, nameOfCell, useForm } from "../task/form.ts";
import { submissionQuery, taskPath, type Assignment, type Submission } from "../task/task.ts";

/** A returned report: who returned it and why, and what has changed since, cell by cell. */
export function ReturnedCard({ task }: { task: Assignment }) {
  const form = useForm(task);
  const submission = useQuery(submissionQuery(task.submissionId!));
  return (
    <article className="card question">
      <Loaded of={submission}>
        {(stored) => (
          <Loaded of={form}>{(compiled) => <Returned task={task} submission={stored} compiled={compiled} />}</Loaded>
        )}
      </Loaded>
    </article>
  );
}

type Props = { task: Assignment; submission: Submission; compiled: Compiled };

function Returned({ task, submission, compiled }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const returned = submission.decisions.findLast(({ kind }) => kind === "return");
  return (
    <>
      <div className="row between">
        <span className="row">
          <StateTag state="returned" />
          <strong>{task.name}</strong>
          <span>{showPeriod(task.period, language)}</span>
          <span className="quiet">{task.unitName}</span>
        </span>
        <Due task={task} />
      </div>
      <blockquote>
        {task.returnReason}
        {returned ? (
          <footer className="quiet">
            {t(`${tiers[returned.tier].zh}级 `, `${tiers[returned.tier].en}: `)}
            {returned.by} {showMoment(returned.at, language)}
          </footer>
        ) : null}
      </blockquote>
      <Since task={task} submission={submission} compiled={compiled} asked={returned?.cells ?? []} />
      <div className="row">
        <Link className="btn btn-primary" to={taskPath(task)}>
          {t("去修改", "Mend it")}
        </Link>
        <Link className="btn" to={`${taskPath(task)}/sign`}>
          {t("签署与报送", "Sign and submit")}
        </Link>
      </div>
    </>
  );
}

type Asked = { measure: string; member: string; reason: string };

/** Cells that the reviewer named, and cells that differ from what was returned. */
function Since({ task, submission, compiled, asked }: Props & { asked: readonly Asked[] }) {
  const t = useText();
  const revision = useQuery(
    read(api.submissions.readRevision, { params: { id: submission.id, revision: submission.lastRev } }),
  );
  return (
    <Loaded of={revision}>
      {({ observations }) => {
        const before = new Map(observations.map((cell) => [keyOf(cell), cell]));
        const now = new Map(submission.cells.map((cell) => [keyOf(cell), cell]));
        const changed = [...new Set([...before.keys(), ...now.keys()])].filter((key) =>
          differ(before.get(key), now.get(key)),
        );
        const reasons = new Map(asked.map((cell) => [keyOf(cell), cell]));
        const keys = [...new Set([...reasons.keys(), ...changed])];
        if (keys.length === 0)
          return (
            <p className="quiet">
              {t("没有点名具体单元格；退回后还没有改动。", "No cell was named, and nothing has changed since.")}
            </p>
          );
        return (
          <table className="plain figures">
            <thead>
              <tr>
                <th>{t("指标", "Measure")}</th>
                <th className="num">{t(`第 ${submission.lastRev} 版`, `Revision ${submission.lastRev}`)}</th>
                <th className="num">{t("现在", "Now")}</th>
              </tr>
            </thead>
            <tbody>
              {keys.map((key) => {
                const cell = reasons.get(key) ?? now.get(key) ?? before.get(key)!;
                return (
                  <tr key={key}>
                    <td className="figure-name">
                      <CellLink task={task} cell={cell}>
                        {t(nameOfCell(compiled, cell))}
                      </CellLink>
                      {reasons.has(key) ? <div className="asked">{reasons.get(key)!.reason}</div> : null}
                    </td>
                    <td
                      className="num quiet"
                      data-label={t(`第 ${submission.lastRev} 版`, `Rev. ${submission.lastRev}`)}
                    >
                      <Figure cell={before.get(key)} />
                    </td>
                    <td className="num" data-label={t("现在", "Now")}>
                      <Figure cell={now.get(key)} />{" "}
                      <span className="quiet">
                        {changed.includes(key) ? t("已改", "changed") : t("未改", "unchanged")}
                      </span>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        );
      }}
    </Loaded>
  );
}

type Stated = { state: string; value: string | null; reason: string; estimated: boolean };

const differ = (a: Stated | undefined, b: Stated | undefined): boolean =>
  a?.state !== b?.state || a?.value !== b?.value || a?.reason !== b?.reason || a?.estimated !== b?.estimated;
