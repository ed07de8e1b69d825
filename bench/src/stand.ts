import { addedNotices, addedRecords, inWork } from "./stand-fixture.ts";
import { loadInstitutions } from "./filings.ts";
import { loadAccepted, loadAccounts, loadProvince, loadTask, markAll, tokenOf, type Fixture } from "./fixture.ts";
import { settleAll } from "./roll-up.ts";
import { startPlatform, type BenchServer } from "./servers.ts";

const over = ["2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01"];

/** Leaves a province of 3,000 counties standing to sit before, in the middle of a quarter's reporting, until Ctrl-C. */
export async function stand(server: BenchServer, password: string, passwordHash: string): Promise<void> {
  const database = await server.makeDatabase("bench_stand");
  const fixture = await loadProvince(database.ownerUrl, 20, 150, passwordHash);
  const { owner } = fixture;
  await loadAccounts(owner, offices(fixture), passwordHash);
  for (const start of over) {
    const task = await loadTask(fixture, start, "online");
    await loadAccepted(fixture, task, 1, fixture.counties);
    await markAll(owner, task.id);
  }
  const now = await loadTask(fixture, "2026-07-01", "online");
  await inWork(fixture, now);
  await loadInstitutions(fixture);
  await addedRecords(fixture);
  await addedNotices(fixture);
  await settleAll(database);
  const platform = await startPlatform(database, server.folder);
  console.log(`\nhttp://127.0.0.1:${platform.port}  ${database.ownerUrl}`);
  console.log(
    `${password}: analyst leader reviewer city city-leader county county-reviewer sysadmin security auditor c1 h1`,
  );
  console.log(`cookie of the analyst: duibiao=${tokenOf("analyst")}`);
  await new Promise<void>((done) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => done());
  });
  await platform.stop();
  await owner.end();
}

const offices = ({ provinceId, cityIds, countyIds }: Fixture) =>
  [
    { username: "sysadmin", role: "system_admin", region: provinceId },
    { username: "security", role: "security_admin", region: provinceId },
    { username: "auditor", role: "auditor", region: provinceId },
    { username: "city-leader", role: "leader", region: cityIds[0]! },
    { username: "county-reviewer", role: "reviewer", region: countyIds[0]! },
  ].map((person) => ({ ...person, unit: null }));
