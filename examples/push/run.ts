import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { electricityCells } from "./electricity.ts";
import { push } from "./send.ts";
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

const csv = readFileSync(path, "utf8");
const cells = kind === "vehicles" ? vehicleCells(csv, monthsOf(from, to)) : electricityCells(csv, from, to);
const target = { server, token, collection: Number(collection), system, file: basename(path) };
const verdict = await push(target, cells, values.dry ?? false);
for (const cell of verdict.cells)
  process.stdout.write(`${cell.verdict}\t${cell.unit}\t${cell.measure}\t${cell.given}\t${cell.zh} ${cell.en}\n`);
const { written, unchanged, conflict, refused } = verdict.counts;
process.stdout.write(
  `${verdict.written ? "已写入草稿 / in the drafts" : "没有写入 / nothing was written"}: ${written} written, ${unchanged} unchanged, ${conflict} conflict, ${refused} refused\n`,
);
process.exitCode = refused > 0 ? 1 : 0;
