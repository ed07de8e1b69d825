import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { databaseUrl } from "@duibiao/db/roles";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { backup } from "../backup.ts";
import { prune } from "../prune.ts";
import { recoverySettings, restore, restoreFiles } from "../restore.ts";
import { digests, killAll, newHome, openOffice, openRestored, query, waitForArchive, type Office } from "./office.ts";

// Each test starts servers; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

let office: Office;
let made: Awaited<ReturnType<typeof backup>>;
let before: Record<string, string>;
let betweenWrites: Date;

/**
 * The drill of a bad day: a backup, further work, then the server dies at once and its data folder is gone. What is
 * left is the backup and the archived log.
 */
beforeAll(async () => {
  office = await openOffice();
  const { adminUrl, archive, base, child, database, dataDir } = office;
  const files = join(base, "office");
  writeFileSync(join(files, "receipt-key.pem"), "the key");
  mkdirSync(join(files, "scans"));
  writeFileSync(join(files, "scans", "1.pdf"), "a scan");
  made = await backup({ adminUrl, dataDir, archive, files }, join(base, "backups"));
  await query(database, "insert into report select i, 'after the backup' from generate_series(20001, 30000) i");
  betweenWrites = (await query(database, "select clock_timestamp() as now"))[0]!["now"] as Date;
  await new Promise((done) => setTimeout(done, 50));
  await query(database, "update report set note = 'corrected' where id % 100 = 0");
  before = await digests(adminUrl);
  await waitForArchive(archive, adminUrl);
  await killAll(child, dataDir);
  rmSync(dataDir, { recursive: true });
  rmSync(join(files, "receipt-key.pem"));
  writeFileSync(join(files, "scans", "1.pdf"), "a newer scan");
});

afterAll(() => rmSync(office.base, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

test("rows from before and from after the backup are back, and every table has the same content", async () => {
  const dataDir = office.dataDir;
  const { lastCommit } = await restore({
    backup: made.folder,
    dataDir,
    archive: office.archive,
    expected: made.sha256,
    files: join(office.base, "office"),
  });
  expect(lastCommit).toBeInstanceOf(Date);
  const [counts, after] = await openRestored(dataDir, async (adminUrl) => [
    await query(
      databaseUrl(adminUrl, "duibiao"),
      "select note, count(*)::int as n from report group by note order by note",
    ),
    await digests(adminUrl),
  ]);
  expect(counts).toEqual([
    { note: "after the backup", n: 9900 },
    { note: "before the backup", n: 19800 },
    { note: "corrected", n: 300 },
  ]);
  expect(Object.keys(after).length).toBeGreaterThan(10);
  expect(after).toEqual(before);
});

test("the platform's own files are back, and one that is still there is not overwritten", () => {
  const files = join(office.base, "office");
  expect(readFileSync(join(files, "receipt-key.pem"), "utf8")).toBe("the key");
  expect(readFileSync(join(files, "scans", "1.pdf"), "utf8")).toBe("a newer scan");
  expect(made.manifest.files.map((file) => file.path).filter((path) => path.startsWith("platform/"))).toEqual([
    "platform/receipt-key.pem",
    "platform/scans/1.pdf",
  ]);
});

test("a restored server writes on, archives on and can be backed up again", async () => {
  const dataDir = office.dataDir;
  await openRestored(dataDir, async (adminUrl) => {
    await query(databaseUrl(adminUrl, "duibiao"), "insert into report values (40000, 'a new day')");
    const second = await backup({ adminUrl, dataDir, archive: office.archive }, join(office.base, "backups"));
    expect(second.manifest.systemIdentifier).toBe(made.manifest.systemIdentifier);
    expect(second.manifest.startSegment.slice(0, 8)).toBe("00000002");
  });
});

test("`until` brings back the state of a moment between two changes", async () => {
  const dataDir = newHome(office, "until");
  await restore({ backup: made.folder, dataDir, archive: office.archive, until: betweenWrites });
  const rows = await openRestored(dataDir, (adminUrl) =>
    query(
      databaseUrl(adminUrl, "duibiao"),
      "select count(*)::int as n, count(*) filter (where note = 'corrected')::int as corrected from report",
    ),
  );
  expect(rows).toEqual([{ n: 30000, corrected: 0 }]);
});

test("without the archive the backup alone gives the state at its end", async () => {
  const dataDir = newHome(office, "alone");
  await restore({ backup: made.folder, dataDir });
  const rows = await openRestored(dataDir, (adminUrl) =>
    query(databaseUrl(adminUrl, "duibiao"), "select count(*)::int as n from report"),
  );
  expect(rows).toEqual([{ n: 20000 }]);
});

test("files restored for another server recover when that server starts with the settings", async () => {
  const dataDir = newHome(office, "other-server");
  restoreFiles({ backup: made.folder, dataDir });
  const settings = Object.entries(recoverySettings(office.archive)).map(([name, value]) => [
    name,
    value.replaceAll("'", "''"),
  ]);
  appendFileSync(
    join(dataDir, "postgresql.auto.conf"),
    settings.map(([name, value]) => `${name} = '${value}'\n`).join(""),
  );
  const rows = await openRestored(dataDir, (adminUrl) =>
    query(databaseUrl(adminUrl, "duibiao"), "select count(*)::int as n from report"),
  );
  expect(rows[0]!["n"]).toBeGreaterThanOrEqual(30000);
});

test("pruning keeps the newest backups and every segment that they need", async () => {
  const to = join(office.base, "backups");
  const names = readdirSync(to).sort();
  expect(names.length).toBe(2);
  renameSync(join(to, names[1]!), join(to, "2099-01-01T00-00-00-000Z"));
  const spare = join(office.base, "archive-copy");
  cpSync(office.archive, spare, { recursive: true });
  const result = prune(to, spare, 1);
  expect(result.backups).toBe(1);
  expect(result.segments).toBeGreaterThan(0);
  const dataDir = newHome(office, "after-pruning");
  await restore({ backup: join(to, "2099-01-01T00-00-00-000Z"), dataDir, archive: spare });
  const rows = await openRestored(dataDir, (adminUrl) =>
    query(databaseUrl(adminUrl, "duibiao"), "select count(*)::int as n from report"),
  );
  expect(rows).toEqual([{ n: 30001 }]);
});
