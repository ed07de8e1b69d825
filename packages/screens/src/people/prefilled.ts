import { api, call } from "@duibiao/client";
import { roles } from "@duibiao/ui";

/** Columns of a table of accounts, as the server reads them. */
export const header = ["用户名", "姓名", "电话", "地区代码", "单位代码", "岗位"];
/** Rows that the server takes at once. */
const most = 500;

type Prefilled = { rows: string[][]; units: number; left: number };

/**
 * A clerk's and a head's row for every unit of a region that has no account yet, user names by the unit's code; names and
 * telephones are left to whoever knows them. More units than one table takes come with the next one.
 */
export async function prefilled(region: number): Promise<Prefilled> {
  const { items: units } = await call(api.units.listUnits, { query: { region, below: "true" } });
  const known = new Set<number | null>();
  for (let page = 1, pages = 1; page <= pages; page++) {
    const found = await call(api.users.listUsers, { query: { region, page } });
    // By the place of the account, or by a post there.
    for (const { unitId, posts } of found.items)
      for (const id of [unitId, ...posts.map((post) => post.unitId)]) known.add(id);
    pages = found.pages;
  }
  const without = units.filter(({ id }) => !known.has(id));
  const taken = without.slice(0, most / 2);
  const rows = taken.flatMap(({ code }) =>
    [roles.clerk.zh, roles.head.zh].map((role, at) => [`${usable(code)}-${at + 1}`, "", "", "", code, role]),
  );
  return { rows, units: taken.length, left: without.length - taken.length };
}

/** What of a code a user name may hold. */
const usable = (code: string) => code.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
