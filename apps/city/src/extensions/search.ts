import { wanted } from "@duibiao/screens/address";

export const extensionsSearch = (search: Record<string, unknown>) => ({
  /** Decided ones too. */
  all: wanted.flag(search["all"]),
});
export type ExtensionsSearch = ReturnType<typeof extensionsSearch>;
