import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { engineVersion } from "@duibiao/scoring";
import { fail } from "../fault.ts";
import { checkJob } from "./job.ts";
import { resultOf, textOf, type ResultFile } from "./result.ts";

/** Recomputes a result file from the scheme and the data that it holds. `differs`: the first part that is not the same. */
export function verify(path: string): { units: number; differs: string | null } {
  const file = basename(path);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    fail(`找不到结果文件：${path}。`, `no result file at ${path}.`);
  const text = readFileSync(path, "utf8");
  let stored: ResultFile;
  try {
    stored = JSON.parse(text) as ResultFile;
  } catch {
    fail(`${file} 不是 JSON。`, `${file} is not JSON.`);
  }
  if (stored.format !== "duibiao-result/1")
    fail(
      `${file} 不是结果文件（format 应为 duibiao-result/1）。`,
      `${file} is no result file (format duibiao-result/1).`,
    );
  if (stored.engine !== engineVersion)
    fail(
      `${file} 由引擎 ${stored.engine} 计算，本程序为 ${engineVersion}；请用同一版本验证。`,
      `${file} was computed by ${stored.engine}, this is ${engineVersion}; verify it with the same version.`,
    );
  checkJob(stored.job, file);
  const again = textOf(resultOf(stored.job, stored.data));
  return { units: stored.units.length, differs: again === text ? null : firstDifference(JSON.parse(again), stored) };
}

function firstDifference(expected: ResultFile, found: ResultFile): string {
  for (const [n, unit] of expected.units.entries())
    if (JSON.stringify(unit) !== JSON.stringify(found.units[n])) return `units/${unit.id}`;
  const part = Object.keys(expected).find(
    (key) => JSON.stringify(expected[key as keyof ResultFile]) !== JSON.stringify(found[key as keyof ResultFile]),
  );
  return part ?? "bytes";
}
