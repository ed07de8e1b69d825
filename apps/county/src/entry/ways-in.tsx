import { itemLines } from "@duibiao/indicators";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, useText } from "@duibiao/ui";
import { BreakdownGrid, breakdownTables, type EntryStore } from "@duibiao/ui/grid";
import { CellEvidence } from "../evidence/cell-evidence.tsx";
import type { Assignment, Submission } from "../task/task.ts";
import { CellBills } from "./cell-bills.tsx";
import type { EntrySession } from "./session.ts";
import type { Beside } from "./typing.ts";

type Around = {
  session: EntrySession;
  submission: Submission;
  /** After a cell was filled by the server: the page begins anew with what it holds. */
  onFilled: () => void;
};

type ByItemProps = {
  store: EntryStore;
  at: string;
  onOpen: (section: string) => void;
  unsaved: readonly { beside: Beside }[];
};

/** 逐行填 of a section, where something in it adds up. Its dialog stands outside the grid, whose keys are not its own. */
export function ByItem({ store, at, onOpen, unsaved }: ByItemProps) {
  const t = useText();
  const section = store.form.sections.find(({ key }) => key === at)!;
  if (itemLines(store.setup.compiled.measures, section.lines).length === 0) return null;
  return (
    <Button small look="quiet" onClick={() => onOpen(at)}>
      {unsaved.some(({ beside }) => beside === `items:${at}`)
        ? t("逐行填（有未保存的）", "By item (not saved)")
        : t("逐行填", "By item")}
    </Button>
  );
}

/** Names a cell in the address, so that the page that begins anew begins there. */
export function useStandOn() {
  const navigate = useNavigate();
  return (cell: string) =>
    void navigate({ to: ".", search: ((known: object) => ({ ...known, cell })) as never, replace: true });
}

/** 账期: the bills of a cell, in its dialog. */
export function Bills({ session, submission, onFilled, at }: Around & { at: string }) {
  const { measure, member, uom } = session.store.line(at)!;
  const standOn = useStandOn();
  return (
    <CellBills
      submissionId={submission.id}
      cell={{ measure, member }}
      uom={uom}
      mayAdd={session.store.setup.readOnly === null}
      flush={() => session.queue.flush()}
      onFilled={() => {
        standOn(`${measure}/${member}`);
        onFilled();
      }}
    />
  );
}

/** 按分类填: the form's cells by category, as tables above the lines; open or not stands in the address. */
export function Breakdowns({ session: { store, queue } }: { session: EntrySession }) {
  const t = useText();
  const navigate = useNavigate();
  const { view } = useSearch({ strict: false }) as { view?: string };
  const tables = breakdownTables(store.setup.compiled, store.lines).length;
  if (tables === 0) return null;
  const open = view === "breakdowns";
  const toggle = () =>
    void navigate({
      to: ".",
      search: ((known: object) => ({ ...known, view: open ? undefined : "breakdowns" })) as never,
      replace: true,
    });
  return (
    <div className="no-print">
      <Button small onClick={toggle} aria-expanded={open}>
        {open
          ? t("收起分类表", "Hide the tables by category")
          : t(`按分类填（${tables} 张表）`, `By category (${tables})`)}
      </Button>
      {open ? <BreakdownGrid store={store} onSave={() => void queue.flush()} /> : null}
    </div>
  );
}

type PapersProps = { task: Assignment; store: EntryStore; submissionId: number; at: string };

/** 佐证 of a cell, in its dialog. */
export function Papers({ task, store, submissionId, at }: PapersProps) {
  const { measure, member, row } = store.line(at)!;
  return (
    <CellEvidence
      submissionId={submissionId}
      cell={{ measure, member }}
      about={{ zh: `${task.name} 行次 ${row}`, en: `${task.name}, line ${row}` }}
      papers={store.setup.compiled.measures.get(measure)?.evidence ?? []}
      mayAttach={store.setup.readOnly === null}
    />
  );
}
