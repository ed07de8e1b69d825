import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { withoutDatabase } from "../scripts/vitest.shared.ts";

/** The story needs the demo as it was loaded; the others work on units that it leaves alone. */
const order = [
  "story",
  "keeping",
  "moving",
  "drafts",
  "weights",
  "filings",
  "institutions",
  "by-keyboard",
  "proved",
  "together",
  "meeting",
  "mappings",
  "audit",
  "corrections",
  "english",
  "people",
  "access",
  "sizes",
  "same-bits",
  "handbook",
  "asking",
  "regions",
  "half-written",
];

class Ordered extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => order.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
    const stranger = files.find((file) => place(file) < 0);
    if (stranger) throw new Error(`${stranger.moduleId} has no place in the order of vitest.config.ts`);
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

// One platform, one browser: the files take turns.
export default mergeConfig(withoutDatabase, {
  test: {
    globalSetup: fileURLToPath(new URL("src/setup.ts", import.meta.url)),
    fileParallelism: false,
    sequence: { sequencer: Ordered },
  },
});
