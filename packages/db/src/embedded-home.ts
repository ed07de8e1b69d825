import { createHash } from "node:crypto";
import { chownSync, existsSync, mkdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileProblem, unreachable } from "./embedded-problem.ts";
import type { Account } from "./embedded-process.ts";

/** "nobody" on Debian, Alpine and others; the number is used, so no such user needs to exist. */
const NOBODY = 65534;

/**
 * Who the server of this data folder runs as. Only root changes: to the owner of existing data (also when another
 * user made it), else to nobody.
 */
export function accountFor(dataDir: string): Account {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : { uid: NOBODY, gid: NOBODY };
}

/** The first folder on the way to `path` that this account cannot enter; undefined = it can reach the path. */
export function closedFolder(path: string, account: Account): string | undefined {
  if (!account) return undefined;
  return wayTo(path).find((folder) => {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (!found) return false;
    const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001;
    return (found.mode & bit) === 0;
  });
}

/** Every folder from the root down to `path`. */
function wayTo(path: string): string[] {
  const above = dirname(resolve(path));
  return above === resolve(path) ? [above] : [...wayTo(above), resolve(path)];
}

/**
 * The folder that holds everything the platform keeps: `wanted` (DUIBIAO_DATA), else `.data` in the repository.
 * As root below a closed home, where the database's user cannot come, the default moves to /var/lib; once there, it
 * stays there, whatever happens to the home's permissions.
 */
export function chooseHome(repository: string, wanted?: string): string {
  if (wanted) return resolve(wanted);
  const inside = join(repository, ".data");
  const account = accountFor(join(inside, "postgres"));
  if (!account) return inside;
  const key = createHash("sha256").update(repository).digest("hex").slice(0, 8);
  const outside = join("/var/lib/duibiao", `${basename(repository)}-${key}`);
  return existsSync(outside) || closedFolder(inside, account) ? outside : inside;
}

/** Makes a folder that the account can enter, with everything above it; what is there already keeps its mode. */
export function makeHome(home: string, account: Account): void {
  const umask = process.umask(0o022);
  try {
    // One by one: on a read-only disk a recursive mkdir reports a missing folder instead of the reason.
    for (const folder of wayTo(home)) if (!existsSync(folder)) mkdirSync(folder);
  } catch (error) {
    throw fileProblem(error, home);
  } finally {
    process.umask(umask);
  }
  const closed = closedFolder(home, account);
  if (closed) throw unreachable(home, closed);
}

/** Makes a folder that belongs to the account alone. */
export function makeOwnFolder(folder: string, account: Account): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (account) chownSync(folder, account.uid, account.gid);
  } catch (error) {
    throw fileProblem(error, folder);
  }
}
