import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Compiled } from "@duibiao/indicators";
import { Button, Segments, useText } from "@duibiao/ui";
import { useCompiled } from "../catalogue/compiled.ts";
import { Loaded } from "../problem-box.tsx";
import { bring, told, type Verdict, type Wanted } from "./bring.ts";
import { PushVerdicts } from "./push-verdicts.tsx";
import type { ImportSearch } from "./search.ts";
import { UnitsTable } from "./units-table.tsx";
import { unitRows, type UnitRow } from "./units.ts";
import type { Collection } from "./use-choice.ts";

type Props = {
  verdict: Verdict;
  wanted: Wanted;
  collection: Collection;
  search: ImportSearch;
  change: (patch: ImportSearch, how?: { replace?: boolean }) => void;
  stamps: readonly string[];
  busy: boolean;
  onName: (row: UnitRow) => void;
};

/** By unit, then by cell: those to look at first. */
export function Verdicts({ verdict, wanted, collection, search, change, stamps, busy, onName }: Props) {
  const t = useText();
  const compiled = useCompiled(collection.catalogueId);
  const rows = useMemo(() => unitRows(verdict), [verdict]);
  const names = useMemo(() => new Map(verdict.owing.map(({ code, name }) => [code, name])), [verdict]);
  const nameOf = useCallback((unit: string) => names.get(unit) ?? unit, [names]);
  const look = useCallback((unit: number) => change({ unit }, { replace: true }), [change]);
  const one = rows.find(({ id }) => id !== null && id === search.unit);
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
        onLook={look}
      />
      <h2 className="import-head">
        {one === undefined ? t("逐格", "By cell") : t(`逐格：${one.name}`, `By cell: ${one.name}`)}
      </h2>
      {verdict.untold > 0 && one === undefined ? (
        <p className="quiet">
          {t(
            `共 ${told(verdict)} 个单元格，这里列出 ${verdict.cells.length} 个，要核对的在前；其余请在上表按单位“看逐格”。`,
            `Of ${told(verdict)} cells ${verdict.cells.length} are listed, those to look at first; for the others choose "Its cells" of a unit above.`,
          )}
        </p>
      ) : null}
      <Loaded of={compiled}>
        {(catalogue) => {
          const shared = { compiled: catalogue, nameOf, stamps, search, change };
          if (one === undefined) return <Cells {...shared} cells={verdict.cells} />;
          const own = verdict.cells.filter(({ unit }) => unit === one.code);
          return verdict.untold === 0 ? (
            <Cells {...shared} cells={own} ofOne />
          ) : (
            <CellsOfUnit {...shared} wanted={wanted} unit={one.id!} />
          );
        }}
      </Loaded>
    </>
  );
}

type CellsProps = Pick<Props, "search" | "change" | "stamps"> & {
  cells: Verdict["cells"];
  compiled: Compiled;
  nameOf: (unit: string) => string;
  ofOne?: boolean;
};

/** Of a file with more cells than are told: what it has for one unit, tried again for this one alone. */
function CellsOfUnit({ wanted, unit, ...shared }: Omit<CellsProps, "cells"> & { wanted: Wanted; unit: number }) {
  const trial = useQuery({
    queryKey: ["cells of a unit", wanted.key, unit],
    queryFn: () => bring(wanted, { dryRun: true, unit }),
  });
  return <Loaded of={trial}>{({ cells }) => <Cells {...shared} cells={cells} ofOne />}</Loaded>;
}

function Cells({ cells, compiled, nameOf, ofOne, search, change, stamps }: CellsProps) {
  const t = useText();
  const asking = useMemo(() => cells.filter(({ verdict }) => verdict === "refused" || verdict === "conflict"), [cells]);
  const onlyAsking = ofOne !== true && search.cells !== "all" && asking.length > 0;
  return (
    <PushVerdicts
      verdict={{ cells: onlyAsking ? asking : cells }}
      compiled={compiled}
      nameOf={nameOf}
      stamps={stamps}
      tools={
        ofOne ? (
          <Button small onClick={() => change({ unit: undefined }, { replace: true })}>
            {t("回到全部单位", "Back to all units")}
          </Button>
        ) : (
          <Segments
            label={t("显示", "Show")}
            value={onlyAsking ? "asking" : "all"}
            onChange={(value) => change({ cells: value === "all" ? "all" : undefined }, { replace: true })}
            options={[
              { value: "asking", label: t(`只看要核对的 ${asking.length}`, `To look at ${asking.length}`) },
              { value: "all", label: t(`全部 ${cells.length}`, `All ${cells.length}`) },
            ]}
          />
        )
      }
    />
  );
}
