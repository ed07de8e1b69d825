import type { Ranked, Release } from "./evaluate.ts";
import { headOf } from "./report.ts";
import { assignmentsOf, reviewerOf, type Read } from "./review.ts";
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

type Matter = { id: number; number: string; hash: string; state: string; turn: string | null };

/** The head asks to correct one cell after the lock; county, city and province approve the request in turn. */
export async function correct(world: World, year: Year): Promise<void> {
  const { call, say } = world;
  const unit = year.units.find((candidate) => candidate.code === correction.unit)!;
  const task = year.tasks.find(
    (candidate) => candidate.form.key === correction.form && candidate.period.key === correction.period,
  )!;
  const head = headOf(unit);
  const id = (await assignmentsOf(world, task)).find((assignment) => assignment.unitId === unit.id)!.submissionId!;
  const { items } = await call<{ items: Matter[] }>(head, "GET", `/matters?submission=${id}`);
  let matter = items[0];
  if (matter === undefined) {
    const { cells } = await call<Read>(head, "GET", `/submissions/${id}`);
    const before = cells.find((cell) => cell.measure === correction.measure)!.value;
    const reason = "漏计三号楼 54 间已建档办公室（演示）";
    matter = await call<Matter>(head, "POST", `/submissions/${id}/corrections`, {
      reason,
      evidence: "三号楼房产档案目录，演示附件第1号",
      cells: [{ measure: correction.measure, value: { state: "number", value: correction.value } }],
    });
    say(
      `${head} 申请锁定后更正“一房一档完整间数”${before} → ${correction.value}：${reason}，${matter.number} / asked for a correction after the lock`,
    );
  }
  const tiers = [
    ["county", `leader.${unit.code.slice(1)}`],
    ["city", reviewerOf(year, unit, "city")],
    ["province", "reviewer.990000"],
  ] as const;
  for (const [tier, reviewer] of tiers) {
    const now: Matter = await call<Matter>(reviewer, "GET", `/matters/${matter.id}`);
    if (now.turn !== tier) continue;
    await call(reviewer, "POST", `/corrections/${matter.id}/decision`, { tier, decision: "approve", hash: now.hash });
    say(`${reviewer} 同意更正 / approved by the ${tier}`);
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
