import { wanted } from "@duibiao/screens/address";

export const profileSearch = (search: Record<string, unknown>) => ({ release: wanted.id(search["release"]) });
export type ProfileSearch = ReturnType<typeof profileSearch>;
