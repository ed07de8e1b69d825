import { spreadNotices } from "../src/notices/spread.ts";
import type { TestPlatform } from "../src/testing.ts";

/** What each person was told since the last look, as `kind link`. */
export function listener(t: TestPlatform): () => Promise<Record<string, string[]>> {
  let looked = 0;
  return async () => {
    await spreadNotices(t.workerDb);
    const { rows } = await t.owner.query(
      "select u.username, n.id::int, n.kind, n.link from inbox i join notices n on n.id = i.notice_id join users u on u.id = i.user_id where n.id > $1 order by n.id, 1",
      [looked],
    );
    looked = Math.max(looked, ...rows.map(({ id }) => id));
    const found: Record<string, string[]> = {};
    for (const { username, kind, link } of rows) (found[username] ??= []).push(`${kind} ${link}`);
    return found;
  };
}
