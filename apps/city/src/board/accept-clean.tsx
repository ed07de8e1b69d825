import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, call, isPassing, isSignedOut, newKey, textOf } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { Alert, Button, Dialog, showPeriod, useLanguage, useText } from "@duibiao/ui";
import type { BoardCell } from "./board-rows.ts";
import type { CleanItem } from "./clean-items.ts";
import { ByPeriod } from "./clean-periods.tsx";
import { CleanTable, type Outcome } from "./clean-table.tsx";

type Props = {
  items: readonly CleanItem[];
  /** What waits for the asker too and is not passed, and why is said of it. */
  kept?: readonly CleanItem[];
  /** Why one of the items is not ticked from the start; null: it is. */
  whyOf?: (item: CleanItem) => Text | null;
  onClose: () => void;
};

/** How many acceptances are under way at a time. */
const atATime = 3;

/**
 * 批量通过: the list is shown and confirmed first; then each is an acceptance of its own, with the hash that the board
 * showed and only while it is clean, so that whatever changed or was asked meanwhile is refused by itself and named.
 */
export function AcceptClean({ items, kept = [], whyOf = () => null, onClose }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  // As it was when the list was opened: what is accepted drops off the board behind it.
  const [list] = useState(items);
  const [doubts] = useState(
    () =>
      new Map(
        items.flatMap((item) =>
          ((why) => (why === null ? [] : ([[item.cell.submissionId!, why]] as const)))(whyOf(item)),
        ),
      ),
  );
  const [out, setOut] = useState<ReadonlySet<number>>(() => new Set(doubts.keys()));
  const [outcomes, setOutcomes] = useState<ReadonlyMap<number, Outcome>>(new Map());
  const keys = useRef(new Map<number, string>());
  const count = (of: Outcome) => [...outcomes.values()].filter((outcome) => outcome === of).length;
  const running = count("running") > 0;
  const chosen = list.filter(({ cell }) => !out.has(cell.submissionId!));
  const left = chosen.filter(({ cell }) => mayGoOn(outcomes.get(cell.submissionId!)));
  const failed = list.filter(({ cell }) => typeof outcomes.get(cell.submissionId!) === "object");
  const untried = chosen.filter(({ cell }) => !outcomes.has(cell.submissionId!)).length;
  const isDone = !running && outcomes.size > 0 && left.length === 0;
  const locked = running || outcomes.size > 0;
  const tell = (id: number, outcome: Outcome) => setOutcomes((known) => new Map(known).set(id, outcome));

  async function accept({ cell }: CleanItem) {
    const id = cell.submissionId!;
    const key = keys.current.get(id) ?? newKey();
    keys.current.set(id, key);
    tell(id, "running");
    try {
      await call(api.submissions.acceptSubmission, {
        params: { id },
        body: { contentHash: cell.contentHash!, tier: cell.next!, clean: true },
        key,
      });
      tell(id, "done");
      return true;
    } catch (error) {
      const again = isPassing(error) || isSignedOut(error);
      tell(id, { failed: textOf(error), again });
      return !again;
    }
  }

  async function acceptAll() {
    const waiting = [...left];
    const lane = async () => {
      // Where nothing is heard any more the rest is left for when the line is back.
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        if (!(await accept(next))) waiting.length = 0;
    };
    await Promise.all(Array.from({ length: atATime }, lane));
    await client.invalidateQueries();
  }

  const done = list.length - failed.length - list.filter(({ cell }) => !outcomes.has(cell.submissionId!)).length;
  return (
    <Dialog
      wide
      title={t("批量通过无问题的报送", "Accept the clean submissions")}
      onClose={running ? undefined : onClose}
      actions={
        <>
          <Button
            // The button that passed them is gone, and the keyboard with it.
            key={isDone ? "done" : "open"}
            autoFocus={isDone}
            onClick={onClose}
            busy={running}
          >
            {outcomes.size > 0 ? t("关闭", "Close") : t("取消", "Cancel")}
          </Button>
          {isDone ? null : (
            <Button look="primary" busy={running} disabled={left.length === 0} onClick={() => void acceptAll()}>
              {failed.length > 0
                ? t(`继续办理其余 ${left.length} 份`, `Go on with the other ${left.length}`)
                : t(`确认通过 ${left.length} 份`, `Accept ${left.length}`)}
            </Button>
          )}
        </>
      }
    >
      <p>
        {t(
          "以下报送轮到您审核，没有不成立或无法判定的核验结果，没有未答复的核实单。通过后进入下一级，本级不能撤回，只能退回。",
          "These are yours to pass, with no finding false or undecided and no question open. An acceptance hands them on; it cannot be undone, only returned.",
        )}
      </p>
      <Kept kept={kept} doubts={doubts.size} />
      {running ? (
        <p role="status">
          {t(
            `已办 ${outcomes.size - count("running")} / ${chosen.length} 份`,
            `${outcomes.size - count("running")} of ${chosen.length} dealt with`,
          )}
        </p>
      ) : null}
      {outcomes.size > 0 && !running ? (
        <Alert
          tone={failed.length > 0 ? "warning" : "success"}
          title={t(
            `通过 ${done} 份，失败 ${failed.length} 份${untried > 0 ? `，其余 ${untried} 份还没有办` : ""}`,
            `${done} accepted, ${failed.length} failed${untried > 0 ? `, the other ${untried} not begun` : ""}`,
          )}
        >
          {failed.map(({ unit, cell, collection }) => (
            <div key={cell.submissionId}>
              {unit.name} {t(collection.formName)} {showPeriod(collection.period, language)}
              {t("：", ": ")}
              {t((outcomes.get(cell.submissionId!) as { failed: Text }).failed)}
            </div>
          ))}
        </Alert>
      ) : null}
      <ByPeriod list={list} out={out} doubts={doubts} locked={locked} change={setOut} />
      <CleanTable
        list={list}
        out={out}
        doubts={doubts}
        outcomes={outcomes}
        locked={locked}
        toggle={(id) =>
          setOut((known) => new Set(known.has(id) ? [...known].filter((other) => other !== id) : [...known, id]))
        }
      />
    </Dialog>
  );
}

/** Not begun, or nothing was heard of it: what was refused is for somebody to open. */
const mayGoOn = (outcome: Outcome | undefined) =>
  outcome === undefined || outcome === "running" || (outcome !== "done" && outcome.again);

/** What is not passed, counted by why. */
function Kept({ kept, doubts }: { kept: readonly CleanItem[]; doubts: number }) {
  const t = useText();
  const count = (is: (cell: BoardCell) => boolean) => kept.filter(({ cell }) => is(cell)).length;
  const parts = [
    [count(({ findings }) => findings.undecided > 0), "有无法判定的", "undecided"],
    [count(({ findings }) => findings.false > 0), "有不成立的", "with findings"],
    [count(({ openQuestions }) => openQuestions > 0), "核实单未答", "with an open question"],
    [
      doubts,
      "没有核验问题但存疑数较大或待复核，默认不勾选",
      "clean, but much in doubt or waiting for a second review: not ticked from the start",
    ],
  ] as const;
  const shown = parts.filter(([n]) => n > 0);
  if (shown.length === 0) return null;
  return (
    <p className="quiet">
      {t(
        `不在批量通过之列：${shown.map(([n, zh]) => `${zh} ${n} 份`).join("，")}。一份可能有几种原因。`,
        `Not passed in bulk: ${shown.map(([n, , en]) => `${n} ${en}`).join(", ")}. One may have several reasons.`,
      )}
    </p>
  );
}
