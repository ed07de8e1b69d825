import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { api, call, read, type Answer } from "@duibiao/client";
import { vocabularyOf, type Catalogue, type Form, type Vocabulary } from "@duibiao/indicators";
import type { BoardCell, Collection } from "../board/board-rows.ts";
import { collectionsQuery, type ListedCollection } from "../board/collections.ts";

export type Submission = Answer<typeof api.submissions.readSubmission>;
export type Revision = Answer<typeof api.submissions.readRevision>;
export type Context = Answer<typeof api.context.readContext>;
export type Finding = Revision["findings"][number];
export type Evidence = Submission["evidence"][number];
export type Question = Submission["questions"][number];

/** Everything that a reviewer reads of one submission, as of one moment. */
export type Paper = {
  submission: Submission;
  /** The revision under review: the submitted one, else the last. */
  revision: Revision;
  /** What was sent before it; null: nothing. */
  before: Revision | null;
  context: Context;
  vocabulary: Vocabulary;
  form: Form;
  collection: ListedCollection;
  /** Its cell of the board: whose turn it is, and whether it is the asker's; null where the asker sees no board of it. */
  cell: BoardCell | null;
  column: Collection | null;
};

const vocabularies = new WeakMap<object, Vocabulary>();

/** Looks a published catalogue up by key; it never changes, so it is fetched and opened once. */
export async function openVocabulary(client: QueryClient, id: number): Promise<Vocabulary> {
  const { document } = await client.fetchQuery({
    ...read(api.catalogues.readCatalogue, { params: { id } }),
    staleTime: Infinity,
  });
  const made = vocabularies.get(document) ?? vocabularyOf(document as unknown as Catalogue);
  vocabularies.set(document, made);
  return made;
}

/** Nothing was sent yet: there is no paper to review. */
export class NotSent extends Error {}

export const paperQuery = (id: number) =>
  queryOptions({
    queryKey: ["city.paper", id],
    retry: (count, error) => !(error instanceof NotSent) && count < 1,
    queryFn: async ({ client, signal }): Promise<Paper> => {
      const params = { id };
      const [submission, listed] = await Promise.all([
        call(api.submissions.readSubmission, { params, signal }),
        client.fetchQuery(collectionsQuery),
      ]);
      const at = submission.submittedRev ?? submission.lastRev;
      const collection = listed.find((one) => one.id === submission.collectionId);
      if (at === 0 || collection === undefined) throw new NotSent();
      const revisionAt = (revision: number) => call(api.submissions.readRevision, { params: { id, revision }, signal });
      const [revision, before, context, vocabulary, board] = await Promise.all([
        revisionAt(at),
        at > 1 ? revisionAt(at - 1) : null,
        call(api.context.readContext, { params, signal }),
        openVocabulary(client, collection.catalogueId),
        boardAround(collection, submission.regionId, signal),
      ]);
      return {
        submission,
        revision,
        before,
        context,
        vocabulary,
        form: vocabulary.forms.get(collection.formKey)!,
        collection,
        cell: board?.cells.find((cell) => cell.submissionId === id) ?? null,
        column: board?.collections.find((column) => column.collectionId === collection.id) ?? null,
      };
    },
  });

/** The board of the submission's own region and period; a region that is another's today has none here. */
async function boardAround({ period }: ListedCollection, region: number, signal: AbortSignal) {
  try {
    const query = { from: period.end, to: period.end, region };
    return api.board.openBoard(await call(api.board.readBoard, { query, signal }));
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
