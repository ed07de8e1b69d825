import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { chooseHome, runningAdminUrl, startEmbedded } from "@duibiao/db/embedded";
import pg from "pg";
import {
  BackupProblem,
  copyHashed,
  filesBelow,
  flushFolder,
  writeFlushed,
  writeManifest,
  type BackedUpFile,
  type Manifest,
} from "./backup-folder.ts";
import { prune } from "./prune.ts";
import { segmentsBetween } from "./wal.ts";

/** Contents that PostgreSQL makes anew at each start; the folders themselves must exist. */
const EMPTIED = new Set([
  "pg_wal",
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
  "log",
]);
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|current_logfiles|backup_label.*|tablespace_map.*|.*pg_internal\.init.*|.*\.tmp)$|^pgsql_tmp/;

export type BackupSource = {
  /** Login of a superuser, or of a role that may call pg_backup_start and pg_backup_stop. */
  adminUrl: string;
  /** The server's data folder and log archive as this process sees them. */
  dataDir: string;
  archive: string;
  /** Folder of the platform's own files outside the database, such as the key that signs receipts. */
  files?: string;
};

/** What stands in that folder but is no part of a backup: the database, its log, locks, and passwords made anew. */
const NOT_PLATFORM = /^(postgres(\..*)?|archive|platform\.lock.*|passwords\.json)$/;

/**
 * Takes a base backup of a running server into `<to>/<time>`, together with the log segments that make it whole.
 * The server stays fully usable. Until it is complete the folder is named `.partial`.
 * @returns the folder, and the SHA-256 of its manifest, to be kept in another place than the backup
 */
export async function backup(
  source: BackupSource,
  to: string,
): Promise<{ folder: string; sha256: string; manifest: Manifest }> {
  const startedAt = new Date().toISOString();
  const folder = join(resolve(to), startedAt.replaceAll(/[:.]/g, "-"));
  const draft = `${folder}.partial`;
  const client = new pg.Client({ connectionString: source.adminUrl });
  await client.connect();
  try {
    const server = await describeServer(client, source);
    mkdirSync(join(draft, "wal"), { recursive: true, mode: 0o700 });
    const start = await one<{ lsn: string; segment: string }>(
      client,
      "select lsn, pg_walfile_name(lsn) as segment from pg_backup_start('duibiao', fast => true) as lsn",
    );
    const { files, folders } = copyData(source.dataDir, draft);
    // It waits until the last segment is in the archive; an archive that does not work must not hang a nightly job.
    await client.query("set statement_timeout = '300s'");
    const stop = await one<{ lsn: string; labelfile: string }>(client, "select * from pg_backup_stop()").catch(
      (error: unknown) => {
        throw new BackupProblem(
          "数据库日志未能归档，备份无效：请检查归档目录的空间和权限（查看 pg_stat_archiver）。",
          "The database's log is not being archived, so the backup is of no use: check space and permissions of the archive (see pg_stat_archiver).",
          error,
        );
      },
    );
    files.push(writeLabel(draft, stop.labelfile));
    const segments = segmentsBetween(start.segment, start.lsn, stop.lsn, server.segmentBytes);
    files.push(...segments.map((segment) => copySegment(source.archive, draft, segment, server.segmentBytes)));
    if (source.files !== undefined) files.push(...copyPlatform(source.files, draft, resolve(to)));
    const manifest: Manifest = {
      format: 1,
      serverVersion: server.version,
      systemIdentifier: server.identifier,
      startLsn: start.lsn,
      stopLsn: stop.lsn,
      startSegment: start.segment,
      startedAt,
      finishedAt: new Date().toISOString(),
      folders,
      files,
      fileCount: files.length,
      bytes: files.reduce((sum, file) => sum + file.size, 0),
    };
    const sha256 = writeManifest(draft, manifest);
    for (const made of [...folders.map((name) => join(draft, name)), join(draft, "wal"), draft]) flushFolder(made);
    renameSync(draft, folder);
    flushFolder(resolve(to));
    return { folder, sha256, manifest };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function describeServer(client: pg.Client, source: BackupSource) {
  const server = await one<{
    version: string;
    identifier: string;
    archiving: string;
    segment_bytes: string;
  }>(
    client,
    `select current_setting('server_version') as version, system_identifier::text as identifier,
       current_setting('archive_mode') as archiving,
       (select setting from pg_settings where name = 'wal_segment_size') as segment_bytes
     from pg_control_system()`,
  );
  if (server.archiving === "off")
    throw new BackupProblem(
      "数据库没有开启日志归档（archive_mode），备份后的数据将无法恢复：请按 infra/README.md 开启。",
      "The server does not archive its log (archive_mode), so nothing after the backup could be restored: switch it on, see infra/README.md.",
    );
  // The control file starts with the cluster's identifier: it shows that folder and address are the same server.
  const control = join(source.dataDir, "global", "pg_control");
  const found = existsSync(control) ? readFileSync(control).readBigUInt64LE(0).toString() : "";
  if (found !== server.identifier)
    throw new BackupProblem(
      `${source.dataDir} 不是所连接的数据库的数据目录，请核对地址和目录。`,
      `${source.dataDir} is not the data folder of the server that answers: check address and folder.`,
    );
  return {
    version: server.version,
    identifier: server.identifier,
    segmentBytes: Number(server.segment_bytes),
  };
}

/** Copies the data folder while the server writes to it; the log repairs what is torn, so only vanished files matter. */
function copyData(dataDir: string, draft: string): { files: BackedUpFile[]; folders: string[] } {
  const files: BackedUpFile[] = [];
  const folders: string[] = [];
  const visit = (below: string) => {
    const folder = below === "" ? "data" : `data/${below}`;
    folders.push(folder);
    mkdirSync(join(draft, folder), { mode: 0o700 });
    if (EMPTIED.has(below)) return;
    for (const entry of readdirSync(join(dataDir, below), { withFileTypes: true })) {
      if (LEFT_OUT.test(entry.name)) continue;
      const inside = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() || EMPTIED.has(inside)) visit(inside);
      else if (entry.isFile()) {
        const path = `data/${inside}`;
        const copied = copyUnlessGone(join(dataDir, inside), join(draft, path));
        if (copied) files.push({ path, ...copied });
      } else
        throw new BackupProblem(
          `数据目录中的 ${inside} 是链接（表空间），备份程序不支持，请改回普通目录。`,
          `${inside} in the data folder is a link (a tablespace), which this backup does not support: use plain folders.`,
        );
    }
  };
  visit("");
  return { files, folders };
}

function copyUnlessGone(from: string, to: string) {
  try {
    return copyHashed(from, to);
  } catch (error) {
    // A table dropped while the backup runs: the log, replayed, drops it as well.
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && !existsSync(from)) return undefined;
    throw error;
  }
}

function writeLabel(draft: string, label: string): BackedUpFile {
  const source = join(draft, "label");
  writeFlushed(source, label);
  const file = {
    path: "data/backup_label",
    ...copyHashed(source, join(draft, "data", "backup_label")),
  };
  rmSync(source);
  return file;
}

function copyPlatform(folder: string, draft: string, to: string): BackedUpFile[] {
  const names = readdirSync(folder).filter((name) => !NOT_PLATFORM.test(name) && !to.startsWith(join(folder, name)));
  const paths = names.flatMap((name) =>
    statSync(join(folder, name)).isDirectory()
      ? filesBelow(join(folder, name)).map((path) => `${name}/${path}`)
      : [name],
  );
  return paths.map((inside) => {
    const path = `platform/${inside}`;
    mkdirSync(dirname(join(draft, path)), { recursive: true, mode: 0o700 });
    return { path, ...copyHashed(join(folder, inside), join(draft, path)) };
  });
}

function copySegment(archive: string, draft: string, segment: string, bytes: number): BackedUpFile {
  const from = join(archive, segment);
  if (!existsSync(from))
    throw new BackupProblem(
      `归档目录 ${archive} 中缺少日志 ${segment}，备份不完整，已放弃：请核对归档目录。`,
      `Log segment ${segment} is missing from the archive ${archive}; the backup would not be whole and was given up: check the archive folder.`,
    );
  const copied = copyHashed(from, join(draft, "wal", segment));
  if (copied.size !== bytes) throw new Error(`${from} has ${copied.size} bytes instead of ${bytes}`);
  return { path: `wal/${segment}`, ...copied };
}

async function one<T extends pg.QueryResultRow>(client: pg.Client, sql: string): Promise<T> {
  const { rows } = await client.query<T>(sql);
  return rows[0]!;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: "string" },
      archive: { type: "string" },
      files: { type: "string" },
      keep: { type: "string" },
    },
  });
  const [to] = positionals;
  if (to === undefined) {
    console.error(
      "用法 / usage: tsx infra/backup.ts FOLDER [--data DATA_FOLDER] [--archive FOLDER] [--files FOLDER] [--keep N]",
    );
    process.exitCode = 2;
    return;
  }
  const home = chooseHome(resolve(import.meta.dirname, ".."), process.env.DUIBIAO_DATA);
  const dataDir = resolve(values.data ?? join(home, "postgres"));
  const archive = resolve(values.archive ?? join(dataDir, "..", "archive"));
  const files = values.files ?? (values.data === undefined ? home : undefined);
  const running = process.env.DATABASE_ADMIN_URL ?? runningAdminUrl(dataDir);
  const own = running ? undefined : await startEmbedded({ dataDir, log: console.log });
  try {
    const { folder, sha256, manifest } = await backup(
      { adminUrl: running ?? own!.adminUrl, dataDir, archive, files },
      to,
    );
    console.log(`备份完成 / backup complete: ${folder}`);
    console.log(`${manifest.fileCount} files, ${manifest.bytes} bytes, ${manifest.startLsn} - ${manifest.stopLsn}`);
    console.log(`清单 SHA-256（请另处保存）/ manifest SHA-256 (keep it elsewhere): ${sha256}`);
    if (values.keep !== undefined) {
      const gone = prune(resolve(to), archive, Math.max(1, Number(values.keep)));
      console.log(`已清理 / removed: ${gone.backups} backups, ${gone.segments} log segments`);
    }
  } finally {
    await own?.stop();
  }
}

if (process.argv[1] === import.meta.filename)
  await main().catch((error: Error) => {
    console.error(error.name === "Error" ? error : error.message);
    process.exitCode = 1;
  });
