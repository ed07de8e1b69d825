import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readBackup } from "./backup-folder.ts";

/** Removes all but the newest `keep` complete backups of a folder, and the log segments that no kept one needs. */
export function prune(to: string, archive: string, keep: number): { backups: number; segments: number } {
  const complete = readdirSync(to)
    .filter((name) => /^\d{4}-\d\d-\d\dT[\d-]+Z$/.test(name))
    .sort();
  const removed = complete.slice(0, Math.max(0, complete.length - keep));
  const [oldest] = complete.slice(removed.length);
  for (const name of removed) rmSync(join(to, name), { recursive: true });
  if (oldest === undefined) return { backups: removed.length, segments: 0 };
  // Names are timeline, then position: 8 and 16 hexadecimal digits. The position decides, whatever the timeline.
  const needed = readBackup(join(to, oldest)).startSegment.slice(8);
  const outdated = readdirSync(archive).filter(
    (name) => /^[0-9A-F]{24}(\.[0-9A-F]{8}\.backup|\.partial)?$/.test(name) && name.slice(8, 24) < needed,
  );
  for (const name of outdated) rmSync(join(archive, name));
  return { backups: removed.length, segments: outdated.length };
}
