import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { durable, useSession } from "@duibiao/screens";
import { billsQuery } from "@duibiao/screens/bills";
import { thisPage, useSettled, wordsPlace } from "@duibiao/screens/words";
import type { Text } from "@duibiao/indicators";
import type { EntryStore, Reason, Reasons } from "@duibiao/ui/grid";
import { listsQuery } from "../items/lists-query.ts";
import { unsavedTyping, type Beside } from "./typing.ts";

/** What this person typed beside the form and has not saved, as it is at the time of asking. */
export function useUnsavedTyping(submissionId: number) {
  const { user } = useSession();
  return useCallback(
    () => unsavedTyping(durable, user.id).filter((one) => one.submissionId === submissionId),
    [user.id, submissionId],
  );
}

/** Items and bills are had from the start, so that their dialogs open without network, too. */
export function useBesideKept(submissionId: number): void {
  const client = useQueryClient();
  useEffect(() => {
    void client.prefetchQuery(listsQuery(submissionId));
    void client.prefetchQuery(billsQuery(submissionId));
  }, [client, submissionId]);
}

/** Where half-written reasons of the form's cells wait; a form that is not written in any more has none. */
export function useReasons(submissionId: number, isOpen: boolean): Reasons {
  const { user } = useSession();
  const form = `reason:${submissionId}` as const;
  useSettled(isOpen ? [] : [form]);
  return useMemo(() => {
    const at = (place: string) => wordsPlace<Reason>(durable, user.id, `${form}/${place}`);
    return {
      read: (place) => at(place).read(),
      keep: (place, reason) =>
        void (reason === null ? at(place).forget() : at(place).keep(reason, Date.now(), thisPage())),
    };
  }, [user.id, form]);
}

/** What waits, in words. */
export function sayBeside(store: EntryStore, beside: Beside): Text {
  const at = beside.slice(beside.indexOf(":") + 1);
  if (beside.startsWith("items:")) {
    const section = store.form.sections.find(({ key }) => key === at);
    return { zh: `“${section?.name.zh ?? at}”的明细`, en: `the items of ${section?.name.en ?? at}` };
  }
  const line = store.lines.find(({ measure, member }) => `${measure}/${member}` === at);
  return { zh: `行次 ${line?.row ?? at} 的账单`, en: `a bill of line ${line?.row ?? at}` };
}
