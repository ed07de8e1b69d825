import { appendFileSync, chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { accountFor, startEmbedded, type Account } from "@duibiao/db/embedded";
import pg from "pg";
import {
  BackupProblem,
  copyHashed,
  copyVerified,
  filesBelow,
  flushFolder,
  readBackup,
  writeFlushed,
  type Manifest,
} from "./backup-folder.ts";

export type RestoreOptions = {
  /** The folder that `backup` made. */
  backup: string;
  /** Data folder to be made; must not exist or be empty. */
  dataDir: string;
  /** Log archive to replay after the backup, as the server will see it; without one, the backup's own end is reached. */
  archive?: string;
  /** Replay up to this time only, instead of to the end of the archive. */
  until?: Date;
  /** Hash of the manifest that `backup` printed. */
  expected?: string;
  /** Where the platform's own files go; one that is there already is newer and stays. Without it they are left out. */
  files?: string;
  /** Owner of the restored files; by default whoever the embedded server runs as. */
  owner?: Account;
};

/**
 * Writes a data folder from a backup, every byte checked against the manifest. The recovery itself happens at the next
 * start of a server that has the settings of `recoverySettings`.
 * @throws BackupProblem if the backup is truncated or altered, or the target is not empty; then nothing is left behind
 */
export function restoreFiles(options: RestoreOptions): Manifest {
  const dataDir = resolve(options.dataDir);
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new BackupProblem(
      `${dataDir} 不是空目录，恢复不会覆盖已有数据：请先移走它或换一个目录。`,
      `${dataDir} is not empty, and a restore never overwrites data: move it away first or choose another folder.`,
    );
  const manifest = readBackup(options.backup, options.expected);
  if (options.until && options.until < new Date(manifest.finishedAt))
    throw new BackupProblem(
      `该备份完成于 ${manifest.finishedAt}，无法恢复到更早的时间，请选用更早的备份。`,
      `This backup was finished at ${manifest.finishedAt} and cannot be taken back to an earlier time: choose an earlier backup.`,
    );
  const draft = `${dataDir}.restoring`;
  const platform = `${dataDir}.restoring-files`;
  const clear = () => [draft, platform].forEach((folder) => rmSync(folder, { recursive: true, force: true }));
  clear();
  try {
    for (const folder of manifest.folders) mkdirSync(placeOf(draft, folder), { recursive: true, mode: 0o700 });
    for (const file of manifest.files) {
      const own = file.path.startsWith("platform/");
      if (!own) copyVerified(options.backup, file, placeOf(draft, file.path));
      else if (options.files) copyVerified(options.backup, file, join(platform, file.path.slice(9)));
    }
    writeFlushed(join(draft, "recovery.signal"), "");
    giveTo(draft, options.owner ?? accountFor(dataDir));
    for (const folder of manifest.folders) flushFolder(placeOf(draft, folder));
    rmSync(dataDir, { recursive: true, force: true });
    renameSync(draft, dataDir);
    flushFolder(dirname(dataDir));
    if (options.files && existsSync(platform)) addMissing(platform, resolve(options.files));
    return manifest;
  } finally {
    clear();
  }
}

/** Copies files into a folder, as its owner's; those that are there already are left alone. */
function addMissing(from: string, to: string): void {
  const { uid, gid } = statSync(to);
  for (const path of filesBelow(from).filter((name) => !existsSync(join(to, name)))) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    copyHashed(join(from, path), join(to, path));
    if (process.getuid?.() === 0) chownSync(join(to, path), uid, gid);
  }
  flushFolder(to);
}

/** Log segments of the backup go where a recovery looks when the archive does not have them. */
function placeOf(dataDir: string, path: string): string {
  return path.startsWith("wal/") ? join(dataDir, "pg_wal", path.slice(4)) : join(dataDir, path.replace(/^data\/?/, ""));
}

function giveTo(folder: string, owner: Account): void {
  if (!owner) return;
  chownSync(folder, owner.uid, owner.gid);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    chownSync(join(entry.parentPath, entry.name), owner.uid, owner.gid);
}

/** Server settings for the one start that recovers. */
export function recoverySettings(archive: string | undefined, until?: Date): Record<string, string> {
  return {
    // Nobody may look at a state halfway; and a recovery that fails is then a start that fails.
    hot_standby: "off",
    restore_command: archive === undefined ? "exit 1" : copyCommand(archive),
    recovery_target_timeline: "latest",
    ...(until && {
      recovery_target_time: until.toISOString().replace("T", " ").replace("Z", "+00"),
      recovery_target_action: "promote",
    }),
  };
}

/** The shell command that fetches one segment; PostgreSQL puts name and target in for %f and %p. */
function copyCommand(archive: string): string {
  const folder = archive.replaceAll("%", "%%");
  if (process.platform === "win32") return `copy "${folder.replaceAll("/", "\\")}\\%f" "%p"`;
  return `cp '${folder.replaceAll("'", "'\\''")}'/%f %p`;
}

/**
 * Restores a data folder of the embedded server and lets it recover, so that the next `npm start` finds it ready.
 * @returns the time of the last transaction that was brought back from the log, if there was one
 */
export async function restore(options: RestoreOptions): Promise<{ manifest: Manifest; lastCommit: Date | null }> {
  const manifest = restoreFiles(options);
  const server = await startEmbedded({
    dataDir: options.dataDir,
    log: console.log,
    settings: recoverySettings(options.archive, options.until),
  }).catch((error: Error) => {
    rmSync(resolve(options.dataDir), { recursive: true, force: true });
    throw targetMissed(error, options.until) ?? error;
  });
  const client = new pg.Client({ connectionString: server.adminUrl });
  try {
    await client.connect();
    const { rows } = await client.query<{ last: Date | null }>("select pg_last_xact_replay_timestamp() as last");
    return { manifest, lastCommit: rows[0]!.last };
  } finally {
    await client.end();
    await server.stop();
  }
}

function targetMissed(error: Error, until: Date | undefined): BackupProblem | undefined {
  if (!until || !String(error.cause).includes("recovery ended before configured recovery target")) return undefined;
  return new BackupProblem(
    `归档中没有 ${until.toISOString()} 及以后的记录，无法恢复到该时间：请改用更早的时间，或不指定时间。`,
    `The archive ends before ${until.toISOString()}, so that time cannot be reached: name an earlier time, or none.`,
    error,
  );
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      to: { type: "string" },
      archive: { type: "string" },
      until: { type: "string" },
      expect: { type: "string" },
      files: { type: "string" },
      "for-server": { type: "boolean" },
      owner: { type: "string" },
    },
  });
  const [from] = positionals;
  if (from === undefined || values.to === undefined) {
    console.error(
      "用法 / usage: tsx infra/restore.ts BACKUP --to DATA_FOLDER [--archive FOLDER] [--until TIME] [--expect SHA256] [--files FOLDER]\n" +
        "  [--for-server [--owner UID:GID]]  只恢复文件，由另一台服务器完成恢复 / files only, another server recovers",
    );
    process.exitCode = 2;
    return;
  }
  const until = values.until === undefined ? undefined : new Date(values.until);
  if (until && Number.isNaN(until.getTime()))
    throw new BackupProblem(`无法识别时间 ${values.until}`, `not a time: ${values.until}`);
  const [uid, gid] = (values.owner ?? "").split(":").map(Number);
  const options: RestoreOptions = {
    backup: resolve(from),
    dataDir: resolve(values.to),
    archive: values.archive,
    until,
    expected: values.expect,
    files: values.files ?? (values["for-server"] ? undefined : dirname(resolve(values.to))),
    owner: values.owner === undefined ? undefined : { uid: uid!, gid: gid! },
  };
  if (values["for-server"]) {
    restoreFiles(options);
    const settings = Object.entries(recoverySettings(values.archive, until));
    const lines = settings.map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
    appendFileSync(join(options.dataDir, "postgresql.auto.conf"), lines.join(""));
    console.log(`文件已恢复，启动服务器即开始恢复 / files restored, start the server to recover: ${options.dataDir}`);
  } else {
    const { lastCommit } = await restore({
      ...options,
      archive: values.archive && resolve(values.archive),
    });
    const last = lastCommit?.toISOString() ?? "-";
    console.log(`恢复完成，最后一笔事务 / restored, last transaction: ${last}`);
  }
}

if (process.argv[1] === import.meta.filename)
  await main().catch((error: Error) => {
    console.error(error.name === "Error" ? error : error.message);
    process.exitCode = 1;
  });
