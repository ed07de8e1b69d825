import { join } from "node:path";
import { openDb } from "@duibiao/db";
import { readSettings } from "../env.ts";
import { openReceiptKeys } from "../keys.ts";
import { headsFileIn } from "../open-platform.ts";
import { selfCheck } from "./run.ts";

/** One night's check over connections of its own; the thread ends with it. */
const settings = readSettings();
const db = openDb(settings.workerUrl, 2, "duibiao-self-check");
try {
  const keys = openReceiptKeys(join(settings.dataDir, "receipt-key.pem"));
  await selfCheck(db, { keys, headsFile: headsFileIn(settings.dataDir) });
} finally {
  await db.$client.end();
}
