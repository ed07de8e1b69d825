import { consolidate, lock } from "./consolidate.ts";
import { changesBetween, correct } from "./correct.ts";
import { publish, releasesOf, summed, verifyRelease, verifyRollUps, type Release } from "./evaluate.ts";
import { questioned } from "./first-county.ts";
import { openNumber, type Opened } from "./open-number.ts";
import { showIndicator, showOwnResult, showRanking, type Row } from "./ranking.ts";
import { reportTask, reviewTask } from "./review.ts";
import { openYear, type Year } from "./tasks.ts";
import type { World } from "./world.ts";

/** What the year leaves behind. */
export type Played = {
  year: Year;
  /** The report that the city questioned. */
  doubted: number;
  releases: { first: Release; second: Release };
  rollUps: { rows: number; differences: number };
  /** Whether each release recomputes to the same bytes, after the correction too. */
  verified: { first: boolean; second: boolean };
  energy: Row[];
  opened: Opened;
  changes: string[];
};

/**
 * The year 2025 of 演示省, from the open collections to the second release. Every step looks first what is there
 * already, so that a run that was cut off goes on where it stopped and a second run changes nothing.
 * @param told where the first county's report is played; a world that also prints it, for instance.
 */
export async function playYear(world: World, told: World = world): Promise<Played> {
  const { say } = world;
  const year = await openYear(world);
  const done = (await releasesOf(world, year)).some((release) => release.number === 2 && release.state === "published");
  if (done) say("2025 年已在平台上，不再重做，以下只读取结果 / the year is there already; results are only read");
  for (const task of year.tasks) await reportTask(world, year, task, false);
  const doubted = await questioned(told, year);
  for (const task of year.tasks) await reportTask(world, year, task, true);
  for (const task of year.tasks) await reviewTask(world, year, task);
  if (!done) {
    for (const task of year.tasks) await consolidate(world, year, task);
    await lock(world, year);
  }

  await summed(world, year);
  const first = await publish(world, year, 1);
  showRanking(world, first);
  await showOwnResult(world, year, first);
  const energy = await showIndicator(world, year, "energy_per_area");
  const opened = await openNumber(world, year, first);
  await verifyRollUps(world, year);
  await verifyRelease(world, first);

  await correct(world, year);
  await summed(world, year);
  const second = await publish(world, year, 2);
  const superseded = (await releasesOf(world, year)).find((release) => release.number === 1)!;
  say(
    `${superseded.edition.zh}：${superseded.stateName.zh}，仍可查、可复算 / the first release is superseded and still readable`,
  );
  const verified = {
    first: await verifyRelease(world, first),
    second: await verifyRelease(world, second),
  };
  const rollUps = await verifyRollUps(world, year);
  const changes = changesBetween(first, second);
  say(`更正带来的变化（${changes.length} 个地区） / what the correction changed`);
  for (const change of changes) say(`  ${change}`);
  return {
    year,
    doubted,
    releases: { first: { ...first, state: superseded.state }, second },
    rollUps,
    verified,
    energy,
    opened,
    changes,
  };
}
