import { wanted } from "@duibiao/screens/address";

export const panelsSearch = (search: Record<string, unknown>) => ({
  /** The dialog for a new panel. */
  new: wanted.flag(search["new"]),
});
export type PanelsSearch = ReturnType<typeof panelsSearch>;

export const panelSearch = (search: Record<string, unknown>) => ({
  /** Key of the node looked at. */
  node: wanted.text(search["node"]),
  part: wanted.oneOf(search["part"], ["fill", "paper", "sheets", "group"] as const),
});
export type PanelSearch = ReturnType<typeof panelSearch>;
