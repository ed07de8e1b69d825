import { useQuery, type QueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api, read, type Answer } from "@duibiao/client";
import { useSession } from "@duibiao/screens";

export type Assignment = Answer<typeof api.assignments.listAssignments>["items"][number];
export type Submission = Answer<typeof api.submissions.readSubmission>;

/** What the person owes now; `all` also what is done, some years back. */
export const assignmentsQuery = (all = false, unit?: number) =>
  read(api.assignments.listAssignments, {
    query: { ...(all && { all: "true" as const }), ...(unit !== undefined && { unit }) },
  });

/** What was begun, signed or sent: asked anew, the list of the start page too, which without network begins from its copy. */
export function refreshTasks(client: QueryClient): Promise<void> {
  void client.prefetchQuery({ ...assignmentsQuery(), staleTime: 0 });
  return client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] });
}

/** The ledgers that a unit may keep. */
export const ledgersQuery = (unit?: number) =>
  read(api.assignments.listAssignments, { query: { ledgers: "true", ...(unit !== undefined && { unit }) } });

export const submissionQuery = (id: number) => read(api.submissions.readSubmission, { params: { id } });

/** What the person is at a unit. */
export function useRolesAt(unitId: number | undefined): string[] {
  const { posts } = useSession();
  return posts.filter((post) => post.unitId === unitId).map((post) => post.role);
}

/** The task of the address; looked for among what is open first, as that list is much shorter. */
export function useAssignment() {
  const params: { collection?: string; unit?: string } = useParams({ strict: false });
  const [collectionId, unitId] = [Number(params.collection), Number(params.unit)];
  // Another's unit is simply not among the own tasks.
  const asked = useRolesAt(unitId).length > 0 ? unitId : undefined;
  const find = ({ items }: { items: Assignment[] }) =>
    items.find((item) => item.collectionId === collectionId && item.unitId === unitId) ?? null;
  const open = useQuery({ ...assignmentsQuery(false, asked), select: find });
  const all = useQuery({ ...assignmentsQuery(true, asked), select: find, enabled: open.data === null });
  const ledgers = useQuery({ ...ledgersQuery(asked), select: find, enabled: all.data === null });
  return open.data !== null ? open : all.data !== null ? all : ledgers;
}

export const taskPath = ({ collectionId, unitId }: Pick<Assignment, "collectionId" | "unitId">) =>
  `/tasks/${collectionId}/${unitId}`;
