import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, read } from "@duibiao/client";
import type { Board, Collection } from "../board/board-rows.ts";
import { inTab, isWanted, queueOf } from "./queue.ts";
import type { QueueSearch } from "./search.ts";
import type { Weighed } from "./weighed.ts";

/** The queue of a board with the weights of what is in it, and of it what tab and filters of the address leave. */
export function useQueue(board: Board | undefined, collections: readonly Collection[], search: QueueSearch) {
  const ends = collections.map(({ period }) => period.end).sort();
  const weighed: Weighed | undefined = useQuery({
    ...read(api.queue.readQueue, { query: { from: ends[0] ?? "", to: ends.at(-1) ?? "" } }),
    enabled: ends.length > 0,
    staleTime: 30_000,
  }).data;
  const { scope, tab: asked, check, form, line } = search;
  return useMemo(() => {
    const weights = new Map(weighed?.items.map((item) => [item.submissionId, item]));
    const queue = board === undefined ? [] : queueOf(board, collections, scope !== "sent", weights);
    const all = queue.filter((item) => isWanted(item, { check, form, line }));
    const tab = asked ?? "all";
    return { queue, all, tab, rows: all.filter(({ cell }) => inTab[tab](cell)), weighed };
    // The collections are those of the board.
    // oxlint-disable-next-line exhaustive-deps
  }, [board, weighed, scope, asked, check, form, line]);
}
