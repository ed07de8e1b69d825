import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { newKey } from "@duibiao/client";
import { Alert, Button, Segments, SYNTHETIC, useText } from "@duibiao/ui";
import { useCompiled } from "../catalogue/compiled.ts";
import { Loaded, ProblemBox } from "../problem-box.tsx";
import { bring, together, type Together, type Verdict, type Wanted } from "./bring.ts";
import { ExportDrop } from "./export-drop.tsx";
import { NameDialog } from "./name-dialog.tsx";
import { PushVerdicts } from "./push-verdicts.tsx";
import type { ImportSearch } from "./search.ts";
import { UnitsTable } from "./units-table.tsx";
import { unitRows, type UnitRow } from "./units.ts";
import type { Collection, Mapping } from "./use-choice.ts";

type Props = {
  mapping: Mapping;
  collection: Collection;
  search: ImportSearch;
  change: (patch: ImportSearch, how?: { replace?: boolean }) => void;
};

/** The file: tried first and shown, then the same run for real. Leaving the page loses nothing that stands. */
export function Bring({ mapping, collection, search, change }: Props) {
  const t = useText();
  const client = useQueryClient();
  const [wanted, want] = useState<Wanted | null>(null);
  const [done, setDone] = useState<readonly Verdict[]>([]);
  const [named, name] = useState<UnitRow | null>(null);
  const trying = useMutation({
    mutationFn: (file: Wanted) => bring(file, true, [], setDone),
  });
  const writing = useMutation({
    mutationFn: ({ file, before }: { file: Wanted; before: readonly Verdict[] }) => bring(file, false, before, setDone),
    onSuccess: () => client.invalidateQueries(),
  });
  const take = (file: Wanted) => {
    writing.reset();
    want(file);
    setDone([]);
    trying.mutate(file);
  };
  const busy = trying.isPending || writing.isPending;
  const wasTried = trying.data !== undefined && !busy;
  const all = useMemo(() => (wasTried && done.length > 0 ? together(done) : null), [wasTried, done]);
  const stamps = collection.synthetic ? [t(SYNTHETIC)] : [];
  return (
    <>
      <ExportDrop
        busy={busy}
        onFile={async (file) => {
          const bytes = new Uint8Array(await file.arrayBuffer());
          take({ mapping: mapping.id, collection: collection.id, bytes, name: file.name, key: newKey() });
        }}
      />
      {busy ? <Progress done={done} isReal={writing.isPending} /> : null}
      {trying.isError ? <ProblemBox error={trying.error} /> : null}
      {writing.isError && wanted !== null ? (
        <ProblemBox
          error={writing.error}
          onRetry={() => writing.mutate({ file: wanted, before: done.filter(({ dryRun }) => !dryRun) })}
        />
      ) : null}
      {all !== null && wanted !== null && !writing.isError ? (
        <Said all={all} file={wanted.name} isReal={writing.isSuccess}>
          <Button
            look="primary"
            disabled={all.counts.written + all.counts.conflict === 0}
            onClick={() => {
              setDone([]);
              writing.mutate({ file: wanted, before: [] });
            }}
          >
            {all.counts.written > 0
              ? t(`写入可接受的 ${all.counts.written} 个单元格`, `Write the ${all.counts.written} cells that can be`)
              : t("记下来数，由填报人逐格决定", "Note its figures for the clerks to decide")}
          </Button>
        </Said>
      ) : null}
      {all === null ? null : <Verdicts {...{ all, collection, search, change, stamps }} busy={busy} onName={name} />}
      {named !== null && wanted !== null && all !== null ? (
        <NameDialog
          mapping={mapping.id}
          name={named.name}
          units={unitRows(all).filter(({ standing }) => standing === "absent")}
          onClose={() => name(null)}
          onNamed={() => {
            name(null);
            take({ ...wanted, key: newKey() });
          }}
        />
      ) : null}
    </>
  );
}

function Progress({ done, isReal }: { done: readonly Verdict[]; isReal: boolean }) {
  const t = useText();
  const parts = done[0]?.parts ?? 1;
  const word = isReal ? t("正在写入…", "Writing…") : t("正在试导入…", "Dry run…");
  return (
    <p role="status">
      {word} {parts > 1 ? t(`第 ${done.length + 1} 批，共 ${parts} 批`, `part ${done.length + 1} of ${parts}`) : null}
    </p>
  );
}

type SaidProps = { all: Together; file: string; isReal: boolean; children: ReactNode };

/** What came of the file in one sentence, and what can be done with it; the keyboard goes on here. */
function Said({ all, file, isReal, children }: SaidProps) {
  const t = useText();
  const { written, unchanged, conflict, refused } = all.counts;
  const absent = all.owing.filter(({ named }) => named === null).length;
  return (
    <div tabIndex={-1} ref={focusHere} key={String(isReal)}>
      <Alert
        tone={conflict + refused > 0 ? "warning" : "success"}
        title={
          isReal
            ? t(
                `“${file}”已写入 ${written} 个单元格，无变化 ${unchanged} 个，冲突 ${conflict} 个，不接受 ${refused} 个`,
                `"${file}": ${written} cells written, ${unchanged} unchanged, ${conflict} in conflict, ${refused} refused`,
              )
            : t(
                `“${file}”试导入：可写入 ${written} 个单元格，无变化 ${unchanged} 个，冲突 ${conflict} 个，不接受 ${refused} 个`,
                `"${file}", dry run: ${written} cells to write, ${unchanged} unchanged, ${conflict} in conflict, ${refused} refused`,
              )
        }
        actions={isReal ? null : children}
      >
        {all.unknown.length > 0 ? (
          <p>
            {t(
              `有 ${all.unknown.length} 个名称不认识：请在下表指定是哪个单位，或留着不导入。`,
              `Unknown names: ${all.unknown.length}. Say below whose they are, or leave them out.`,
            )}
          </p>
        ) : null}
        {absent > 0 ? (
          <p>{t(`有 ${absent} 个单位文件中没有。`, `Units that are not in the file: ${absent}.`)}</p>
        ) : null}
        {all.outside > 0 ? (
          <p>
            {t(`不属于本期的 ${all.outside} 行没有取。`, `Rows of other periods that were left out: ${all.outside}.`)}
          </p>
        ) : null}
        {conflict > 0 ? (
          <p>
            {t(
              "冲突的单元格保持现在的数，来数记在单元格旁，由填报人在填报页逐格决定。",
              "Cells in conflict keep their figure; the other's stands beside it for the clerk to decide on the form.",
            )}
          </p>
        ) : null}
      </Alert>
    </div>
  );
}

const focusHere = (message: HTMLElement | null): void => message?.focus();

type VerdictsProps = Pick<Props, "collection" | "search" | "change"> & {
  all: Together;
  stamps: readonly string[];
  busy: boolean;
  onName: (row: UnitRow) => void;
};

/** By unit, then by cell: those to look at first. */
function Verdicts({ all, collection, search, change, stamps, busy, onName }: VerdictsProps) {
  const t = useText();
  const compiled = useCompiled(collection.catalogueId);
  const rows = useMemo(() => unitRows(all), [all]);
  const names = useMemo(() => new Map(all.owing.map(({ code, name }) => [code, name])), [all]);
  const nameOf = useCallback((unit: string) => names.get(unit) ?? unit, [names]);
  const asking = useMemo(
    () => all.cells.filter(({ verdict }) => verdict === "refused" || verdict === "conflict"),
    [all],
  );
  const onlyAsking = search.cells !== "all" && asking.length > 0;
  return (
    <>
      <h2 className="import-head">{t("各单位", "By unit")}</h2>
      <UnitsTable
        rows={rows}
        show={search.show}
        onShow={(show) => change({ show }, { replace: true })}
        stamps={stamps}
        busy={busy}
        onName={onName}
      />
      <h2 className="import-head">{t("逐格", "By cell")}</h2>
      <Loaded of={compiled}>
        {(catalogue) => (
          <PushVerdicts
            verdict={{ cells: onlyAsking ? asking : all.cells }}
            compiled={catalogue}
            nameOf={nameOf}
            stamps={stamps}
            tools={
              <Segments
                label={t("显示", "Show")}
                value={onlyAsking ? "asking" : "all"}
                onChange={(cells) => change({ cells: cells === "all" ? "all" : undefined }, { replace: true })}
                options={[
                  { value: "asking", label: t(`只看要核对的 ${asking.length}`, `To look at ${asking.length}`) },
                  { value: "all", label: t(`全部 ${all.cells.length}`, `All ${all.cells.length}`) },
                ]}
              />
            }
          />
        )}
      </Loaded>
    </>
  );
}
