import { appendFileSync, chownSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileProblem } from "./embedded-problem.ts";
import type { Account } from "./embedded-process.ts";

const FILE = "duibiao.conf";

/**
 * Writes our settings, on every start: port and archive folder may have changed. What makes an acknowledged write
 * durable (fsync, full_page_writes, synchronous_commit) is left at PostgreSQL's defaults, which are "on".
 */
export function writeConfig(
  dataDir: string,
  port: number,
  archive: string,
  extra: Record<string, string>,
  account: Account,
): void {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    password_encryption: "scram-sha-256",
    max_connections: "60",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    wal_level: "replica",
    archive_mode: "on",
    archive_library: "basic_archive",
    "basic_archive.archive_directory": archive,
    archive_timeout: "300",
    // Solid state and memory: with the default of 4 a big table is read whole where its index would do.
    random_page_cost: "1.1",
    logging_collector: "on",
    log_directory: "log",
    log_filename: "postgresql-%a.log",
    log_rotation_age: "1440",
    log_truncate_on_rotation: "on",
    ...extra,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  // Renamed into place: on a full disk the old file stays whole.
  const draft = join(dataDir, `${FILE}.new`);
  try {
    writeFileSync(draft, `# Written at every start; changes belong in postgresql.auto.conf.\n${lines.join("\n")}\n`);
    if (account) chownSync(draft, account.uid, account.gid);
    renameSync(draft, join(dataDir, FILE));
  } catch (error) {
    rmSync(draft, { force: true });
    throw fileProblem(error, dataDir);
  }
}

/** Makes a fresh data folder read our settings. */
export function includeConfig(dataDir: string): void {
  appendFileSync(join(dataDir, "postgresql.conf"), `\ninclude_if_exists = '${FILE}'\n`);
}
