import { mergeConfig } from "vitest/config";
import { withDatabase } from "../scripts/vitest.shared.ts";

/** Each example keeps its tests beside its files; runs over whole source files take longer than a unit's test. */
export default mergeConfig(withDatabase, {
  test: {
    include: ["*/*.test.ts"],
    testTimeout: 300_000,
  },
});
