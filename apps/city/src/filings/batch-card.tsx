import { useCallback, useMemo, useState } from "react";
import { FolderDrop, sorted, type Found } from "@duibiao/screens/folder";
import { Alert, Button, Field, Segments, useFocusAfter, useText } from "@duibiao/ui";
import { isSendable, type Item, type ItemState } from "./batch.ts";
import { itemNames } from "./batch-names.ts";
import { BatchTable, type Row } from "./batch-table.tsx";
import { DiffersDialog } from "./differs-dialog.tsx";
import type { Institution } from "./institutions.ts";
import { OwnerDialog } from "./owner-dialog.tsx";
import { ReasonsTable, reasonsOf } from "./reasons-table.tsx";
import type { Batch } from "./use-batch.ts";

type Props = { batch: Batch; institutions: readonly Institution[]; stamps: string[] };

/** 收文件夹: every file is tried first and shown; then what is good becomes reports and what is faulty is kept. */
export function BatchCard({ batch, institutions, stamps }: Props) {
  const t = useText();
  const [sender, setSender] = useState("");
  const [others, setOthers] = useState<readonly Found[]>([]);
  const take = (found: readonly Found[]) => {
    const { templates, others: rest } = sorted(found);
    setOthers(rest);
    void batch.take(templates, sender);
  };
  return (
    <section className="card">
      <h2>{t("收下交回的模板", "File returned templates")}</h2>
      <Field
        label={t("报送人（只用于文件里没写“填表人”的）", "Sender, for files that do not say who filled them in")}
        hint={t(
          "文件原样保存，并记下报送人和代报人；代报人不能再审核该单位的报送。",
          "Each file is kept as it came, with its sender and who filed it; whoever filed never reviews that report.",
        )}
      >
        {(ids) => (
          <input
            {...ids}
            className="input filing-sender"
            maxLength={60}
            value={sender}
            disabled={batch.isRunning}
            onChange={({ target }) => setSender(target.value)}
          />
        )}
      </Field>
      <FolderDrop onFiles={take} busy={batch.isRunning} />
      {others.length > 0 ? (
        <Alert
          tone="warning"
          title={t(
            `${others.length} 个文件不是 .xlsx，没有收`,
            `${others.length} files are no .xlsx and were left out`,
          )}
        >
          {others
            .slice(0, 5)
            .map(({ path }) => path)
            .join(t("、", ", "))}
          {others.length > 5 ? " …" : ""}{" "}
          {t("旧格式请在 Excel 或 WPS 里另存为 .xlsx。", "Save older kinds as .xlsx in Excel or WPS.")}
        </Alert>
      ) : null}
      {batch.items.length > 0 ? <Taken {...{ batch, institutions, stamps, sender }} /> : null}
    </section>
  );
}

function Taken({ batch, institutions, stamps, sender }: Props & { sender: string }) {
  const t = useText();
  const [show, setShow] = useState<ItemState | "all">("all");
  const [asked, ask] = useState<{ kind: "owner" | "differs"; rows: readonly Row[] } | null>(null);
  const { items, states, isRunning } = batch;
  const rows = useMemo(() => items.map((item, at): Row => ({ item, state: states[at]! })), [items, states]);
  const counts = new Map<ItemState, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  const of = (...wanted: ItemState[]) => rows.filter(({ state }) => wanted.includes(state));
  const again = (wanted: readonly Item[], step: "try" | "file" | "same") => void batch.again(wanted, step, sender);
  const decide = useCallback(
    (row: Row) => {
      if (row.state === "unmatched") ask({ kind: "owner", rows: [row] });
      else if (row.state === "differs") ask({ kind: "differs", rows: [row] });
      else again([{ ...row.item, meant: true }], "file");
      // oxlint-disable-next-line react-hooks/exhaustive-deps -- the buttons are off while anything runs
    },
    [items, sender],
  );
  const sendable = rows.filter(({ state }) => isSendable(state)).map(({ item }) => item);
  const faulty = of("faulty", "kept");
  const open = of("waiting", "failed");
  const differing = of("differs");
  return (
    <>
      <Progress rows={rows} isRunning={isRunning} stop={batch.stop} />
      <div className="row filing-deeds">
        <Button
          look="primary"
          disabled={!isRunning && sendable.length === 0}
          busy={isRunning}
          onClick={() => again(sendable, "file")}
        >
          {t(
            `正式收下 ${sendable.length} 份${faulty.length > 0 ? "（有错的留底）" : ""}`,
            `File ${sendable.length}${faulty.length > 0 ? " (faulty ones are kept as such)" : ""}`,
          )}
        </Button>
        <Button
          disabled={!isRunning && differing.length === 0}
          busy={isRunning}
          onClick={() => ask({ kind: "differs", rows: differing })}
        >
          {t(`对比不同的 ${differing.length} 份`, `Compare the ${differing.length} that differ`)}
        </Button>
        <Button
          disabled={!isRunning && open.length === 0}
          busy={isRunning}
          onClick={() =>
            again(
              open.map(({ item }) => item),
              "same",
            )
          }
        >
          {t(`继续没送到的 ${open.length} 份`, `Go on with ${open.length} not sent`)}
        </Button>
        <Button busy={isRunning} onClick={batch.clear}>
          {t("清空本次", "Clear")}
        </Button>
      </div>
      <BatchTable
        rows={show === "all" ? rows : of(show)}
        busy={isRunning}
        stamps={stamps}
        onDecide={decide}
        tools={
          <Segments
            label={t("筛选", "Filter")}
            value={show}
            onChange={setShow}
            options={[
              { value: "all", label: t(`全部 ${rows.length}`, `All ${rows.length}`) },
              ...[...counts].map(([state, count]) => ({ value: state, label: `${t(itemNames[state])} ${count}` })),
            ]}
          />
        }
      />
      {faulty.length > 0 ? <h3>{t("错误清单", "Errors")}</h3> : null}
      {faulty.length > 0 ? (
        <ReasonsTable
          title={t("错误清单", "Errors")}
          stamps={stamps}
          reasons={faulty.flatMap(({ item }) =>
            reasonsOf(item.answer?.reasons ?? [], item.path, item.answer?.unit?.name ?? ""),
          )}
        />
      ) : null}
      {asked?.kind === "owner" ? (
        <OwnerDialog
          row={asked.rows[0]!}
          institutions={institutions}
          onClose={() => ask(null)}
          onChoose={(unit) => {
            ask(null);
            again([{ ...asked.rows[0]!.item, unit }], "try");
          }}
        />
      ) : null}
      {asked?.kind === "differs" ? (
        <DiffersDialog
          rows={asked.rows}
          stamps={stamps}
          onClose={() => ask(null)}
          onConfirm={() => {
            ask(null);
            again(
              asked.rows.map(({ item }) => ({ ...item, over: item.answer!.contentHash! })),
              "file",
            );
          }}
        />
      ) : null}
    </>
  );
}

type ProgressProps = { rows: readonly Row[]; isRunning: boolean; stop: () => void };

/** How far it is, in words and as a bar; read out when it ends, not at every file. */
function Progress({ rows, isRunning, stop }: ProgressProps) {
  const t = useText();
  const settled = rows.filter(({ state }) => state !== "waiting").length;
  const filed = rows.filter(({ state }) => state === "filed").length;
  const said = useFocusAfter<HTMLParagraphElement>(isRunning);
  if (!isRunning)
    return (
      <p role="status" ref={said} tabIndex={-1}>
        {filed > 0
          ? t(`本次已代报 ${filed} 份。`, `Filed ${filed}.`)
          : t("以上只是试收，还没有写入。", "So far this was a trial; nothing has been written.")}
      </p>
    );
  return (
    <div className="row filing-deeds">
      <progress max={rows.length} value={settled} aria-label={t("进度", "Progress")} />
      <span>{t(`${settled} / ${rows.length} 份`, `${settled} of ${rows.length} files`)}</span>
      <Button small onClick={stop}>
        {t("停下", "Stop")}
      </Button>
    </div>
  );
}
