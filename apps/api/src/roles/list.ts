import * as contract from "@duibiao/contract";
import { operationsOf } from "@duibiao/contract";
import { roleWords } from "../words.ts";
import { policy, type Role } from "../policy.ts";

/** 各岗位能办什么, read from the policy table and the operations: what is told is what is enforced. */
export async function listRoles() {
  const operations = operationsOf(contract).filter(({ action }) => !action.startsWith("session."));
  return {
    items: (Object.keys(roleWords) as Role[]).map((role) => ({
      role,
      deeds: operations.flatMap(({ id, action, summary, method }) => {
        const grants = policy[action].filter((grant) => grant.role === role);
        if (grants.length === 0) return [];
        return [
          {
            operation: id,
            ...summary,
            write: method !== "get",
            tiers: grants.some(({ tiers }) => tiers === undefined) ? null : grants.flatMap(({ tiers }) => [...tiers!]),
            platform: grants.every(({ platform }) => platform === true),
          },
        ];
      }),
    })),
  };
}
