import { useSession } from "@duibiao/screens";

/** What the person may do in this app; the server decides all the same. Mirrors its policy table for upper tiers. */
export function useRights() {
  const { posts } = useSession();
  const upper = posts.filter(({ tier }) => tier === "province" || tier === "nation").map(({ role }) => role);
  const is = (...roles: string[]) => upper.some((role) => roles.includes(role));
  return {
    decideConsolidations: is("reviewer", "leader"),
    lock: is("leader"),
    openCollections: is("analyst"),
    extend: is("leader"),
    evaluate: is("analyst"),
    prepare: is("analyst"),
    approve: is("leader"),
    draft: is("analyst"),
    readDrafts: is("analyst", "leader"),
    readEvaluations: is("analyst", "leader", "auditor"),
    readPanels: is("analyst", "leader", "reviewer", "auditor"),
    changeRegions: is("leader"),
    contacts: is("reviewer", "leader", "analyst"),
    region: posts.find(({ tier }) => tier === "province" || tier === "nation")?.regionId ?? null,
  };
}
