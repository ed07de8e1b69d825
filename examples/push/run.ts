import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { electricityCells } from "./electricity.ts";
import { push, PushFault } from "./send.ts";
import { vehicleCells } from "./vehicles.ts";

const usage = `用法 / usage: DUIBIAO_TOKEN=… npx tsx push/run.ts vehicles|electricity <csv>
  --server URL --collection ID --from 2026-01-01 --to 2026-03-31 --system 公车平台 [--dry]`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    server: { type: "string" },
    collection: { type: "string" },
    system: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    dry: { type: "boolean" },
  },
});
const [kind, path] = positionals;
const { server, collection, system, from, to } = values;
const token = process.env["DUIBIAO_TOKEN"];
if (
  !path ||
  !server ||
  !collection ||
  !system ||
  !from ||
  !to ||
  !token ||
  !/^(vehicles|electricity)$/.test(kind ?? "")
) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}

/** The months from the one to the other, as `2026-01`. */
function monthsOf(first: string, last: string): string[] {
  const months: string[] = [];
  for (let [year, month] = first.split("-").map(Number) as [number, number]; ; month++) {
    if (month > 12) [year, month] = [year + 1, 1];
    months.push(`${year}-${String(month).padStart(2, "0")}`);
    if (months.at(-1)! >= last.slice(0, 7)) return months;
  }
}

/** What is wrong with file, server or token is a sentence for a person; anything else keeps its trace. */
function tell(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  if (!(error instanceof PushFault) && code === undefined) throw error;
  const said = error instanceof PushFault ? error.message : `${path}：文件不能读取 / the file cannot be read (${code})`;
  process.stderr.write(`${said}\n`);
  process.exit(1);
}

function cellsOf(file: string, first: string, last: string) {
  const csv = readFileSync(file, "utf8");
  const found = kind === "vehicles" ? vehicleCells(csv, monthsOf(first, last)) : electricityCells(csv, first, last);
  if (found.length === 0)
    throw new PushFault(`文件里没有 ${first} 至 ${last} 的行 / the file holds no line of ${first} to ${last}`);
  return found;
}

const target = { server, token, collection: Number(collection), system, file: basename(path) };
const run = async () => push(target, cellsOf(path, from, to), values.dry ?? false);
const verdict = await run().catch(tell);
for (const cell of verdict.cells)
  process.stdout.write(`${cell.verdict}\t${cell.unit}\t${cell.measure}\t${cell.given}\t${cell.zh} ${cell.en}\n`);
const { written, unchanged, conflict, refused } = verdict.counts;
process.stdout.write(
  `${values.dry ? "试运行，没有写入 / dry run, nothing was written" : verdict.written ? "已写入草稿 / in the drafts" : "没有写入 / nothing was written"}: ${written} written, ${unchanged} unchanged, ${conflict} conflict, ${refused} refused\n`,
);
process.exitCode = refused > 0 ? 1 : 0;
