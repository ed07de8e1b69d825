import { mergeConfig } from "vitest/config";
import { withoutDatabase } from "../scripts/vitest.shared.ts";

// One platform, one browser: the files take turns.
export default mergeConfig(withoutDatabase, {
  test: { fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000 },
});
