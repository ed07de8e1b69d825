import type { Ranked, Release } from "./evaluate.ts";
import { headOf } from "./report.ts";
import { accept, assignmentsOf, reviewerOf, type Read } from "./review.ts";
import type { Year } from "./tasks.ts";
import type { World } from "./world.ts";

/** 湖心区 finds, after the lock, that 54 rooms with a complete file were not counted. */
export const correction = {
  unit: "U990101",
  form: "F_OFF",
  period: "2025",
  measure: "rooms_archived",
  value: "882",
};

/** The head corrects one cell after the lock; county, city and province accept it in turn. */
export async function correct(world: World, year: Year): Promise<void> {
  const { call, say } = world;
  const unit = year.units.find((candidate) => candidate.code === correction.unit)!;
  const task = year.tasks.find(
    (candidate) => candidate.form.key === correction.form && candidate.period.key === correction.period,
  )!;
  const head = headOf(unit);
  const id = (await assignmentsOf(world, task)).find((assignment) => assignment.unitId === unit.id)!.submissionId!;
  let now = await call<Read>(head, "GET", `/submissions/${id}`);
  if (!now.revisions.some((revision) => revision.kind === "correction")) {
    const before = now.cells.find((cell) => cell.measure === correction.measure)!.value;
    const reason = "漏计三号楼 54 间已建档办公室(演示)";
    const cells = [{ measure: correction.measure, value: { state: "number", value: correction.value } }];
    await call(head, "POST", `/submissions/${id}/corrections`, {
      reason,
      evidence: "三号楼房产档案目录,演示附件第1号",
      cells,
    });
    now = await call<Read>(head, "GET", `/submissions/${id}`);
    say(
      `${head} 锁定后更正“一房一档完整间数”${before} → ${correction.value}:${reason},第 ${now.lastRev} 版次 / corrected after the lock`,
    );
  }
  const tiers = [
    ["county", reviewerOf(year, unit, "county"), now.countyRev],
    ["city", reviewerOf(year, unit, "city"), now.cityRev],
    ["province", "reviewer.990000", now.provinceRev],
  ] as const;
  for (const [tier, reviewer, accepted] of tiers) {
    if (accepted === now.submittedRev) continue;
    await accept(world, reviewer, id, tier);
    say(`${reviewer} 接受更正 / accepted by the ${tier}`);
  }
}

const shown = ({ score, place }: Ranked) =>
  `${place === null ? "未排名" : `第 ${place.rank} 名`} ${score === null ? "无得分" : score.toFixed(4)}`;

/** What the second release says differently from the first, region by region. */
export function changesBetween(first: Release, second: Release): string[] {
  return second.items.flatMap((after) => {
    const before = first.items.find((candidate) => candidate.regionId === after.regionId)!;
    const same = before.score === after.score && before.place?.rank === after.place?.rank;
    return same ? [] : [`${after.name}:${shown(before)} → ${shown(after)}`];
  });
}
