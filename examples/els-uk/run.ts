import { fileURLToPath } from "node:url";
import { readOptions, type Options } from "../platform/place.ts";
import { load } from "./load.ts";
import { readResults } from "./results.ts";
import { readSource } from "./source.ts";
import { summarize, writeResults } from "./write.ts";

/** Loads the published statistics of the United Kingdom into a platform and writes what comes out; returns the summary. */
export async function run(options: Options, say: (line: string) => void): Promise<string> {
  const { areas, figures } = readSource(options.folder);
  const place = await options.place();
  try {
    const loaded = await load(place, areas, figures, say);
    const results = await readResults(loaded, areas, figures);
    writeResults(options.out, loaded, results);
    return summarize(options.out, loaded, results);
  } finally {
    await place.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const options = readOptions("els-uk", "els-uk", process.argv.slice(2));
    process.stdout.write(await run(options, (line) => process.stderr.write(`${line}\n`)));
    process.stdout.write(`结果在 / written to: ${options.out}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
