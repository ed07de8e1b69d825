import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Compiled } from "@duibiao/indicators";
import { useSession } from "@duibiao/screens";
import { Button, Segments, Tag, useText } from "@duibiao/ui";
import { CellMatrix, useEntryVersion } from "@duibiao/ui/grid";
import { readOnlyReason } from "../entry/read-only.ts";
import { useSaveState } from "../entry/save-line.tsx";
import type { EntrySession } from "../entry/session.ts";
import { pageDraft, useEntrySessions } from "../entry/use-session.ts";
import { workingCopy, type Context } from "../entry/working-copy.ts";
import { taskPath, type Assignment, type Submission } from "../task/task.ts";

/** One unit's task as it was loaded. */
export type Opened = { task: Assignment; submission: Submission; context: Context };

type Props = { opened: readonly Opened[]; compiled: Compiled };

/** Units as rows, one section's lines as columns: each row is checked, saved and kept offline as its own form is. */
export function UnitTable({ opened, compiled }: Props) {
  const t = useText();
  const { user, posts } = useSession();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { section?: string };
  const [givens] = useState(() =>
    opened.map(({ task, submission, context }) => {
      const roles = posts.filter(({ unitId }) => unitId === task.unitId).map(({ role }) => role);
      const readOnly = readOnlyReason({ ...task, state: submission.state }, roles);
      const { place, draft } = pageDraft(user.id, submission.id, readOnly === null);
      const known = { compiled, formKey: task.formKey, submission, context, returned: null, draft, readOnly };
      return { userId: user.id, place, draft, setup: workingCopy({ ...known, summed: new Map() }), submission };
    }),
  );
  const sessions = useEntrySessions(givens);
  if (sessions === null) return null;
  const { sections } = sessions[0]!.store.form;
  const section = sections.find(({ key }) => key === search.section) ?? sections[0]!;
  const flush = () => sessions.forEach(({ queue }) => void queue.flush());
  return (
    <>
      <Segments
        label={t("哪一节", "Section")}
        value={section.key}
        options={sections.map(({ key, name }) => ({ value: key, label: t(name) }))}
        onChange={(key) => void navigate({ to: ".", search: { section: key } as never, replace: true })}
      />
      <CellMatrix
        label={t(section.name)}
        corner={{ zh: "填报单位", en: "Unit" }}
        rows={opened.map(({ task }, at) => ({
          key: String(at),
          name: { zh: task.unitName, en: task.unitName },
          beside: <UnitState task={task} session={sessions[at]!} />,
        }))}
        columns={section.lines.map((line) => ({
          key: line.key,
          name: { zh: `${line.row} ${line.fullName.zh}`, en: `${line.row} ${line.fullName.en}` },
          uom: line.uom,
        }))}
        spot={(row, at) => ({ store: sessions[Number(row)]!.store, at })}
        onSave={flush}
      />
      <p className="quiet">
        {t(
          "每行是一个单位自己的报表：各自核验、保存、签署报送。回车向下一个单位，方向键换格，可从 Excel 整块粘贴；不适用填“不适用：原因”，暂缺填“暂缺：原因”；说明、佐证、冲突请点单位进入该表处理。",
          'Each row is that unit\'s own form: checked, saved, signed and submitted by itself. Enter goes to the next unit, blocks paste from Excel; type "n/a: reason" or "missing: reason"; explanations, papers and conflicts are settled in the unit\'s own form.',
        )}
      </p>
    </>
  );
}

/** Whether a unit's row is stored, and what is still to be done in its form. */
function UnitState({ task, session }: { task: Assignment; session: EntrySession }) {
  const t = useText();
  useSaveState(session);
  useEntryVersion(session.store, "all");
  const { store, queue } = session;
  const state = queue.state();
  const waiting = queue.unsaved().size;
  const open = store.lines.filter(({ key, required }) => required && store.entry(key).value === null).length;
  const issues = store.lines.filter(({ key }) => store.hasIssue(key)).length;
  return (
    <span className="row">
      {state.is === "refused" ? (
        <Tag tone="error">
          ✕ {t("未保存：", "Not saved: ")}
          {t(state.text)}
        </Tag>
      ) : waiting === 0 ? (
        <Tag tone="success">✓ {t("已保存", "Saved")}</Tag>
      ) : (
        <Tag tone="warning">
          ◔ {state.is === "offline" ? t("未保存（离线）", "Not saved (offline)") : t("正在保存", "Saving")} {waiting}
        </Tag>
      )}
      {state.is === "offline" ? (
        <Button small onClick={() => void queue.flush()}>
          {t("立即重试", "Try now")}
        </Button>
      ) : null}
      <Link to={taskPath(task)}>
        {store.setup.readOnly
          ? t(store.setup.readOnly)
          : t(`未填 ${open}，问题 ${issues}`, `${open} open, ${issues} to look at`)}
      </Link>
    </span>
  );
}
