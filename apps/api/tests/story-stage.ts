import type { Release } from "../../../examples/story/evaluate.ts";
import { sheetOf } from "../../../examples/story/open-number.ts";
import { signedIn } from "../../../examples/story/people.ts";
import type { World } from "../../../examples/story/world.ts";
import { playYear, type Played } from "../../../examples/story/year.ts";
import { seed } from "../src/seed.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { work } from "../src/worker.ts";

/** The year of examples/story, played through the app with the seed's own accounts; figures are 演示数据. */
export type Stage = {
  t: TestPlatform;
  world: World;
  played: Played;
  /** What the story has said so far. */
  lines: string[];
  close: () => Promise<void>;
};

const password = "Story-demo-2026";

export async function playOnStage(): Promise<Stage> {
  const t = await createTestPlatform();
  await seed(t.urls.ownerUrl, { admin: "Story-admin-2026", demo: password });
  const stop = new AbortController();
  const working = work(t.workerDb, [], stop.signal, () => false);
  let clock = Date.parse("2026-02-02T09:00:00+08:00");
  t.setNow(new Date(clock).toISOString());
  const lines: string[] = [];
  const world: World = {
    call: signedIn(async (path, init) => t.app.request(`http://test/api/v1${path}`, init), password),
    now: () => new Date(clock),
    waitUntil: async (time) => {
      clock = Math.max(clock, time.getTime());
      t.setNow(new Date(clock).toISOString());
    },
    say: (line) => lines.push(line),
  };
  const close = async () => {
    stop.abort();
    await working;
    await t.close();
  };
  return { t, world, played: await playYear(world), lines, close };
}

export const regionId = ({ played }: Stage, code: string) =>
  played.year.regions.find((region) => region.code === code)!.id;

/** Codes of the thirteen units that report for a county. */
export const countyUnits = ({ played }: Stage) =>
  played.year.units.map((unit) => unit.code).filter((code) => /^U99(0[1-3]0[1-4]|9001)$/.test(code));

/** One indicator of one county's calculation sheet in a release. */
export const leafOf = async (stage: Stage, release: Release, code: string, indicator: string) =>
  (await sheetOf(stage.world, release, regionId(stage, code), indicator)).leaves[0]!;
