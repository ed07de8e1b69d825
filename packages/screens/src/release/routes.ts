import { wanted } from "../address.ts";
import type { pageAt } from "../page-at.ts";

/** 版次对比 of a release for those whose results they are; `with`: the edition it is compared with. */
export const editionsPage = (at: ReturnType<typeof pageAt>) =>
  at(
    "/results/$release/editions",
    () => import("./editions-page.tsx"),
    "EditionsPage",
    ({ with: other }) => ({ with: wanted.id(other) }),
  );
