import type { QueryClient } from "@tanstack/react-query";
import { api, call, read } from "@duibiao/client";
import type { Evidence } from "../evidence/evidence-list.tsx";

/** Where a paper belongs: to a cell as its evidence, to a revision as its signed scan, to a matter as its file. */
export type Destination =
  | { is: "cell"; submissionId: number; measure: string; member: string }
  | { is: "scan"; submissionId: number; revision: number }
  | { is: "matter"; matterId: number };

export const isSame = (a: Destination, b: Destination): boolean => textOf(a) === textOf(b);

function textOf(to: Destination): string {
  if (to.is === "cell") return `cell ${to.submissionId} ${to.measure}/${to.member}`;
  return to.is === "scan" ? `scan ${to.submissionId} ${to.revision}` : `matter ${to.matterId}`;
}

type Outgoing = { key: string; name: string; to: Destination };

/** Sends a paper to where it belongs, under its key: sent again it is the same record. Pages that are open show it. */
export async function sendPaper(
  client: QueryClient,
  { key, name, to }: Outgoing,
  body: Uint8Array<ArrayBuffer>,
): Promise<void> {
  if (to.is === "cell") {
    const { submissionId, measure, member } = to;
    const query = { measure, member, name };
    const { evidence, contentHash } = await call(api.evidence.attachEvidence, {
      params: { id: submissionId },
      query,
      body,
      key,
    });
    takeEvidence(
      client,
      submissionId,
      (known) => [...known.filter(({ id }) => id !== evidence.id), evidence],
      contentHash,
    );
  } else if (to.is === "scan") {
    const { submissionId, revision } = to;
    await call(api.submissions.attachScan, { params: { id: submissionId, revision }, query: { name }, body, key });
    await Promise.all([
      client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] }),
      client.invalidateQueries({ queryKey: submissionKey(submissionId) }),
    ]);
  } else {
    const params = { id: to.matterId };
    const matter = await call(api.matters.attachFile, { params, query: { name }, body, key });
    client.setQueryData(read(api.matters.readMatter, { params }).queryKey, matter);
    void client.invalidateQueries({ queryKey: [api.matters.listMatters.id] });
  }
}

const submissionKey = (id: number) => read(api.submissions.readSubmission, { params: { id } }).queryKey;

/** Takes into the pages of a submission which papers the server has now. */
export function takeEvidence(
  client: QueryClient,
  submissionId: number,
  change: (known: Evidence[]) => Evidence[],
  contentHash: string,
): void {
  client.setQueryData(
    submissionKey(submissionId),
    (known) => known && { ...known, evidence: change(known.evidence), contentHash },
  );
  void client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] });
}
