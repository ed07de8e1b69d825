import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, call, type Answer } from "@duibiao/client";
import { cellKey, type Text } from "@duibiao/indicators";
import { ProblemBox } from "@duibiao/screens";
import { Button, Tag, useText } from "@duibiao/ui";
import { taskPath, type Assignment } from "../task/task.ts";
import type { EntrySession } from "./session.ts";

export type Ledger = Answer<typeof api.ledgers.readLedger>;

/** What stands at the cells that the ledger sums up: those whose months are all kept. */
export const summedCells = ({ months, totals }: Ledger): Map<string, Text> => {
  const behind = months.map(({ month }) => Number(month.slice(5)));
  return new Map(
    totals
      .filter(({ value }) => value !== null)
      .map(({ measure, member }) => [
        cellKey(measure, member),
        { zh: `由台账合计（${behind.join("、")}月）`, en: `summed from the ledger (months ${behind.join(", ")})` },
      ]),
  );
};

type Props = { task: Assignment; ledger: Ledger; session: EntrySession; onSummed: () => void };

/** 台账: the months behind the quarter, and the button that sums them up. Shown only where the form has a ledger. */
export function LedgerBar({ task, ledger, session, onSummed }: Props) {
  const t = useText();
  const [done, say] = useState<Text | null>(null);
  const summing = useMutation({
    mutationFn: async () => {
      await session.queue.flush();
      return call(api.ledgers.sumLedger, { params: { id: task.submissionId! }, body: {} });
    },
    onSuccess: ({ changed }) => (changed > 0 ? onSummed() : say(UNCHANGED)),
  });
  if (ledger.form === null) return null;
  const open = ledger.totals.filter(({ value }) => value === null);
  const lacking = ledger.months
    .map(({ month }) => month)
    .filter((month) => open.some(({ missing }) => missing.includes(month)));
  return (
    <div className="row entry-ledger no-print">
      <strong>{t(ledger.form.name)}</strong>
      {ledger.months.map(({ month, collectionId, kept }) =>
        collectionId === null ? (
          <span key={month} className="quiet">
            {t(`${month} 未开放`, `${month} not opened`)}
          </span>
        ) : (
          <Link key={month} to={taskPath({ collectionId, unitId: task.unitId })}>
            {t(`${month} 已记 ${kept} 格`, `${month}: ${kept} kept`)}
          </Link>
        ),
      )}
      {lacking.length > 0 ? (
        <Tag tone="warning">
          {t(
            `${open.length} 格还缺 ${lacking.join("、")}，可直接填写`,
            `${open.length} cells lack ${lacking.join(", ")}; they may be typed`,
          )}
        </Tag>
      ) : null}
      {session.store.setup.readOnly ? null : (
        <Button small busy={summing.isPending} onClick={() => summing.mutate()}>
          {t("由台账合计", "Sum the ledger")}
        </Button>
      )}
      {done ? <span className="quiet">{t(done)}</span> : null}
      {summing.isError ? <ProblemBox error={summing.error} /> : null}
    </div>
  );
}

const UNCHANGED: Text = { zh: "与台账一致，没有变动。", en: "Already as the ledger says." };
