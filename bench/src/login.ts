import { verify } from "@node-rs/argon2";
import { openHttp } from "./http.ts";
import { closedLoop, median, nearestRank, type Load } from "./measure.ts";
import { milliseconds, printTable, short } from "./table.ts";

const logins = 120;
const clients = 8;

/** Logins of different people from one address, against the bare password check. */
export async function benchLogin(port: number, password: string, passwordHash: string): Promise<void> {
  const http = openHttp(port);
  const people = Array.from({ length: logins }, (_, at) => `h${at + 1}`);
  const bare = await closedLoop(people, clients, async () => {
    if (!(await verify(passwordHash, password))) throw new Error("the password is refused");
  });
  const whole = await closedLoop(people, clients, async (username) => {
    await http.call(null, "POST", "/session", { username, password });
  });
  http.close();
  const row = (what: string, load: Load) => [
    what,
    short(load.perSecond),
    milliseconds(median(load.times)),
    milliseconds(nearestRank(load.times, 0.95)),
  ];
  printTable(
    `Logins, ${clients} at once`,
    ["what", "per second", "p50", "p95"],
    [row("POST /session", whole), row("baseline: argon2id alone", bare)],
  );
}
