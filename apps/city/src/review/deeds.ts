import { useSession } from "@duibiao/screens";
import type { Paper } from "./paper.ts";

export type Deeds = { accept: boolean; return: boolean; ask: boolean };

/** States in which a bureau may still act on what was sent; the server decides, the screen only spares a refusal. */
const open = new Set(["submitted", "county_accepted", "city_accepted", "province_accepted", "correcting"]);

/** What the person may try on a paper. */
export function useDeeds({ cell, submission }: Paper): Deeds {
  const { posts } = useSession();
  const reviews = posts.some(({ role }) => role === "reviewer" || role === "leader") && open.has(submission.state);
  return { accept: cell?.mine ?? false, return: reviews && submission.state !== "correcting", ask: reviews };
}
