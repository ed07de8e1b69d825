import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import { Button, Page, Segments, showMoment, useLanguage, useText, SYNTHETIC } from "@duibiao/ui";
import { useAddress } from "@duibiao/screens/address";
import { AcceptClean } from "./accept-clean.tsx";
import { BoardTable } from "./board-table.tsx";
import { boardRows, filterRows, isClean, isUnsent, type Board, type Collection, type Show } from "./board-rows.ts";
import { Chase } from "./chase.tsx";
import { CitySelect, PeriodSelect } from "./choices.tsx";
import type { BoardSearch } from "./search.ts";
import { BoardTotals } from "./totals.tsx";
import { collectionsQuery, periodsOf } from "./collections.ts";
import { WithBoard } from "./with-board.tsx";
import "./board.css";

/** 进度看板: who has reported what, whose turn it is, what stands in the way. */
export function BoardPage() {
  const t = useText();
  const { language } = useLanguage();
  const [search, set] = useAddress<BoardSearch>();
  const change = (next: BoardSearch) => set(next, { replace: next.text !== undefined });
  const listed = useQuery(collectionsQuery).data ?? [];
  return (
    <Page
      title={t("进度看板", "Progress board")}
      stamps={listed.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : []}
      actions={
        <PeriodSelect periods={periodsOf(listed)} value={search.period} onChange={(period) => change({ period })} />
      }
    >
      <WithBoard period={String(search.period ?? "")}>
        {(board, collections) => (
          <Shown board={board} collections={collections} search={search} change={change}>
            {t("数据截至", "As of")} {showMoment(board.now, language)}
          </Shown>
        )}
      </WithBoard>
    </Page>
  );
}

type ShownProps = {
  board: Board;
  collections: readonly Collection[];
  search: BoardSearch;
  change: (next: BoardSearch) => void;
  children: ReactNode;
};

function Shown({ board, collections, search, change, children }: ShownProps) {
  const t = useText();
  const [open, setOpen] = useState<"accept" | "chase" | null>(null);
  const { show = "all", city, text = "" } = search;
  const rows = useMemo(() => boardRows(board, collections), [board, collections]);
  const within = useMemo(() => filterRows(rows, { show: "all", city, text }), [rows, city, text]);
  const shown = useMemo(() => filterRows(within, { show, city, text }), [within, show, city, text]);
  const clean = shown.flatMap(({ unit, cells }) =>
    [...cells.values()].filter(isClean).map((cell) => ({ unit, cell, collection: collectionOf(collections, cell) })),
  );
  const unsent = shown.some(({ cells }) => [...cells.values()].some(isUnsent));
  const shows: readonly { value: Show; label: string }[] = [
    { value: "all", label: t("全部", "All") },
    { value: "mine", label: t("待我审", "Mine to pass") },
    { value: "problems", label: t("有问题", "With problems") },
    { value: "late", label: t("逾期未报", "Late") },
  ];
  return (
    <>
      <BoardTotals rows={within} collections={collections} />
      <BoardTable
        rows={shown}
        collections={collections}
        now={board.now}
        notes={
          show === "all" && text === "" && city === undefined
            ? []
            : [
                t(
                  `筛选：${shows.find(({ value }) => value === show)!.label} ${text}`,
                  `Filter: ${shows.find(({ value }) => value === show)!.label} ${text}`,
                ),
              ]
        }
        sort={search.sort}
        onSort={(sort) => change({ sort })}
        search={{ period: search.period }}
        footer={children}
        tools={
          <>
            <Segments
              label={t("筛选", "Filter")}
              value={show}
              options={shows}
              onChange={(value) => change({ show: value === "all" ? undefined : value })}
            />
            <CitySelect rows={rows} value={city} onChange={(value) => change({ city: value })} />
            <input
              className="input board-find"
              type="search"
              value={text}
              placeholder={t("查找地区、单位", "Find region or unit")}
              aria-label={t("查找地区、单位", "Find region or unit")}
              onChange={(event) => change({ text: event.target.value })}
            />
            <span className="grow" />
            <Button
              small
              look={clean.length > 0 ? "primary" : "plain"}
              disabled={clean.length === 0}
              onClick={() => setOpen("accept")}
            >
              {t(`批量通过无问题的（${clean.length}）`, `Accept the clean ones (${clean.length})`)}
            </Button>
            <Button small disabled={!unsent} onClick={() => setOpen("chase")}>
              {t("复制催报名单", "Copy the reminder list")}
            </Button>
          </>
        }
      />
      {open === "accept" ? <AcceptClean items={clean} onClose={() => setOpen(null)} /> : null}
      {open === "chase" ? (
        <Chase rows={shown} collections={collections} now={board.now} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

const collectionOf = (collections: readonly Collection[], { collectionId }: { collectionId: number }) =>
  collections.find((collection) => collection.collectionId === collectionId)!;
