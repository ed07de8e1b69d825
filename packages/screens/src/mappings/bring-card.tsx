import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newKey } from "@duibiao/client";
import { SYNTHETIC, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";
import { bring, refusedBy, type Take, type Wanted } from "./bring.ts";
import { ExportDrop } from "./export-drop.tsx";
import { NameDialog } from "./name-dialog.tsx";
import { Said } from "./said.tsx";
import type { ImportSearch } from "./search.ts";
import { unitRows, type UnitRow } from "./units.ts";
import type { Collection, Mapping } from "./use-choice.ts";
import { Verdicts } from "./verdicts.tsx";

type Props = {
  mapping: Mapping;
  collection: Collection;
  search: ImportSearch;
  change: (patch: ImportSearch, how?: { replace?: boolean }) => void;
};

/** The file: tried first and shown, then the same run for real, in one moment. */
export function Bring({ mapping, collection, search, change }: Props) {
  const t = useText();
  const client = useQueryClient();
  const [wanted, want] = useState<Wanted | null>(null);
  const [named, name] = useState<UnitRow | null>(null);
  const trying = useMutation({ mutationFn: (file: Wanted) => bring(file, { dryRun: true }) });
  const writing = useMutation({
    mutationFn: ({ file, take }: { file: Wanted; take: Take }) => bring(file, { dryRun: false, take }),
    onSuccess: () => client.invalidateQueries(),
  });
  const choose = (file: Wanted) => {
    writing.reset();
    want(file);
    trying.mutate(file);
  };
  const busy = trying.isPending || writing.isPending;
  const refused = trying.data === undefined ? null : refusedBy(writing.error, trying.data);
  const verdict = trying.isPending ? undefined : (writing.data ?? refused ?? trying.data);
  const stamps = collection.synthetic ? [t(SYNTHETIC)] : [];
  return (
    <>
      <ExportDrop
        busy={busy}
        onFile={async (file) => {
          const bytes = new Uint8Array(await file.arrayBuffer());
          choose({ mapping: mapping.id, collection: collection.id, bytes, name: file.name, key: newKey() });
        }}
      />
      {busy ? (
        <p role="status">
          {writing.isPending
            ? t(
                "正在写入…全部在同一时刻写入，中途断开则一个也不写。",
                "Writing, all in one moment; cut off, none is written.",
              )
            : t("正在试导入…几千个单位的文件需要一会儿。", "Dry run; a file of thousands of units takes a moment.")}
        </p>
      ) : null}
      {trying.isError ? <ProblemBox error={trying.error} /> : null}
      {writing.isError && refused === null ? (
        <ProblemBox error={writing.error} onRetry={() => writing.mutate(writing.variables)} />
      ) : null}
      {verdict !== undefined && wanted !== null && !writing.isPending && (!writing.isError || refused !== null) ? (
        <Said
          verdict={verdict}
          file={wanted.name}
          came={writing.isSuccess ? "written" : refused === null ? "tried" : "refused"}
          take={search.take ?? "all"}
          onTake={(take) => change({ take: take === "all" ? undefined : take }, { replace: true })}
          onWrite={(take) => writing.mutate({ file: refused === null ? wanted : { ...wanted, key: newKey() }, take })}
        />
      ) : null}
      {verdict === undefined || wanted === null ? null : (
        <Verdicts {...{ verdict, wanted, collection, search, change, stamps, busy }} onName={name} />
      )}
      {named !== null && wanted !== null && verdict !== undefined ? (
        <NameDialog
          mapping={mapping.id}
          name={named.name}
          units={unitRows(verdict).filter(({ standing }) => standing === "absent")}
          onClose={() => name(null)}
          onNamed={() => {
            name(null);
            choose({ ...wanted, key: newKey() });
          }}
        />
      ) : null}
    </>
  );
}
