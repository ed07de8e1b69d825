import { wanted } from "@duibiao/screens/address";

export const auditSearch = (search: Record<string, unknown>) => ({
  part: wanted.oneOf(search["part"], ["nodes", "pairs", "leaves", "leverage", "method"] as const),
  /** Only findings of this kind. */
  kind: wanted.text(search["kind"]),
  /** Path of the node whose correlations are shown. */
  node: wanted.text(search["node"]),
});
export type AuditSearch = ReturnType<typeof auditSearch>;
