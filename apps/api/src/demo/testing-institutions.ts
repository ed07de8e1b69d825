import { expect, test } from "vitest";
import type { LoadedDemo } from "./testing.ts";

/** Tests of the county whose institutions report for themselves, over a demo that is loaded once for all its tests. */
export function institutionTests(demo: () => LoadedDemo): void {
  test("one county's institutions are filed for: sent, faulty, unsent and in a joint office, with a meter that two share", async () => {
    const who = "reviewer.990403";
    const where = `collection=${demo().collection("F_SRV", "2026Q3").id}&region=${demo().region("990403").id}`;
    const { items } = await demo().call<{ items: { standing: string; name: string }[] }>(
      who,
      "GET",
      `/filings?${where}`,
    );
    expect(items.map(({ standing }) => standing)).toEqual(["sent", "sent", "sent", "unsent", "faulty", "exempt"]);
    expect(items.every(({ name }) => name.includes("演示"))).toBe(true);
    const meters = await demo().call<{ items: { readings: { shares: { share: string }[] }[] }[] }>(
      who,
      "GET",
      "/meters",
    );
    // 48620 kWh over 3200 : 1800 square metres: 31116.8 and 17503.2; the one left goes to the larger rest, .8.
    expect(meters.items[0]!.readings[0]!.shares.map(({ share }) => share)).toEqual(["31117", "17503"]);
  });
}
