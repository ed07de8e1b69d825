import { readOptions } from "../platform/place.ts";
import { load } from "./load.ts";
import { readResults } from "./results.ts";
import { readSource } from "./source.ts";
import { summarize, writeResults } from "./write.ts";

/** Loads the published statistics of the United Kingdom into a platform, prints and writes what comes out. */
async function main(): Promise<void> {
  const options = readOptions("els-uk", process.argv.slice(2));
  const { areas, figures } = readSource(options.folder);
  const place = await options.place();
  try {
    const loaded = await load(place, areas, figures, (line) => process.stderr.write(`${line}\n`));
    const results = await readResults(loaded, areas, figures);
    writeResults(options.out, loaded, results);
    process.stdout.write(summarize(options.out, loaded, results));
    process.stdout.write(`结果在 / written to: ${options.out}\n`);
  } finally {
    await place.close();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
