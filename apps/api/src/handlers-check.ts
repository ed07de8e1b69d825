import * as contract from "@duibiao/contract";
import { operationsOf } from "@duibiao/contract";
import type { Operation } from "@duibiao/contract";
import { policy } from "./policy.ts";

type Handled = { operation: Pick<Operation, "id" | "method" | "path" | "action"> };

/**
 * Where contract and server disagree, one sentence each: an operation that nobody does, a verb that no operation
 * declares, one address or id used twice, an action that the policy table does not know. Empty = they agree.
 */
export function disagreements(
  handled: readonly Handled[],
  declared: readonly Handled["operation"][] = operationsOf(contract),
): string[] {
  const found: string[] = [];
  const done = handled.map(({ operation }) => operation);
  for (const operation of declared)
    if (!done.includes(operation)) found.push(`${operation.id}：没有处理程序 / has no handler`);
  for (const operation of done)
    if (!declared.includes(operation)) found.push(`${operation.id}：不在接口契约中 / is not in the contract`);
  const twice = (what: string[]) => new Set(what.filter((w, i) => what.indexOf(w) !== i));
  for (const id of twice(declared.map((o) => o.id))) found.push(`${id}：名称重复 / the id is used twice`);
  for (const address of twice(declared.map((o) => `${o.method} ${o.path.replaceAll(/\{\w+\}/g, "{}")}`)))
    found.push(`${address}：地址重复 / the address is used twice`);
  for (const id of twice(done.map((o) => o.id))) found.push(`${id}：处理程序重复 / has two handlers`);
  for (const { id, action } of declared)
    if (policy[action] === undefined) found.push(`${id}：权限表没有动作 ${action} / the policy table lacks ${action}`);
  return found;
}
