import { api, read } from "@duibiao/client";

/** The lists of items of a submission. */
export const listsQuery = (id: number) => read(api.items.readItems, { params: { id } });
