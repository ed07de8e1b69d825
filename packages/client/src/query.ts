import { queryOptions } from "@tanstack/react-query";
import { call, type Answer, type Any, type Given } from "./call.ts";

/** TanStack Query options of a reading operation; the key is the operation and what it is given. */
export function read<O extends Any>(operation: O, given: Given<O>) {
  return queryOptions<Answer<O>>({
    queryKey: [operation.id, given],
    queryFn: ({ signal }) => call(operation, { ...given, signal }),
    // The browser gives such an answer out of its own cache: it says nothing of whether the server answers.
    ...(operation.immutable && { meta: { immutable: true } }),
  });
}
