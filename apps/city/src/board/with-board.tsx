import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Empty, useText } from "@duibiao/ui";
import { Loaded } from "@duibiao/screens";
import type { Board, Collection } from "./board-rows.ts";
import { boardQuery, collectionsQuery, wantedCollections, type ListedCollection } from "./collections.ts";

type Props = {
  /** Key of a period; empty: what is open now. */
  period: string;
  children: (board: Board, collections: readonly Collection[]) => ReactNode;
};

/** Waits for the board of a period and gives it with the collections that it is about. */
export function WithBoard({ period, children }: Props) {
  const t = useText();
  return (
    <Loaded of={useQuery(collectionsQuery)}>
      {(listed) => {
        const wanted = wantedCollections(listed, period, new Date().toISOString());
        return wanted.length > 0 ? (
          <Of wanted={wanted}>{children}</Of>
        ) : (
          <Empty>{t("这个报告期没有采集任务，请另选报告期。", "No collection in this period; choose another.")}</Empty>
        );
      }}
    </Loaded>
  );
}

function Of({ wanted, children }: { wanted: readonly ListedCollection[]; children: Props["children"] }) {
  const board = useQuery(boardQuery(wanted));
  const ids = new Set(wanted.map(({ id }) => id));
  return (
    <Loaded of={board}>
      {(data) =>
        children(
          data,
          data.collections.filter(({ collectionId }) => ids.has(collectionId)),
        )
      }
    </Loaded>
  );
}
