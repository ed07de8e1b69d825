import { unanswered } from "./exceptions.ts";
import { provinceLeader, type Region, type Task, type Year } from "./tasks.ts";
import type { World } from "./world.ts";

type Missing = { unit: number; state: string };
type Difference = {
  against: string;
  region: number;
  measure: string;
  member: string;
  own: string;
  parts: string;
  difference: string;
};
type Consolidation = {
  id: number;
  number: number;
  hash: string;
  state: string;
  stale: boolean;
  document: { included: unknown[]; missing: Missing[] };
};

/** Who is missing in what the city would sign, each with a reason. */
async function missingIn({ call }: World, year: Year, task: Task, region: Region) {
  const { missing } = await call<{ missing: Missing[] }>(
    `leader.${region.code}`,
    "GET",
    `/consolidations/preview?collection=${task.id}&city=${region.id}`,
  );
  return missing.map(({ unit }) => {
    const { code } = year.units.find((candidate) => candidate.id === unit)!;
    return {
      unit,
      reason: unanswered[`${code} ${task.form.key} ${task.period.key}`] ?? "演示运行时尚未报齐",
    };
  });
}

/** Every city signs what it stands for, and so does the province for its own unit and the counties directly below it; the province accepts. */
export async function consolidate(world: World, year: Year, task: Task): Promise<void> {
  const { call, say } = world;
  const bureaus = year.regions.filter((region) => region.tier === "city" || region.id === year.owner.id);
  let done = 0;
  const named: string[] = [];
  for (const region of bureaus) {
    const leader = `leader.${region.code}`;
    const { items } = await call<{ items: Consolidation[] }>(
      leader,
      "GET",
      `/consolidations?collection=${task.id}&city=${region.id}`,
    );
    let last = items.at(-1);
    if (last?.state === "accepted") continue;
    if (last === undefined || last.state === "returned" || last.stale) {
      const missing = await missingIn(world, year, task, region);
      const preview = await call<{ differences: Difference[] }>(
        leader,
        "GET",
        `/consolidations/preview?collection=${task.id}&city=${region.id}`,
      );
      last = await call<Consolidation>(leader, "POST", "/consolidations", {
        collection: task.id,
        city: region.id,
        missing,
        differences: preview.differences.map(({ own: _own, parts: _parts, ...one }) => ({
          ...one,
          reason: "变动属实，已逐县核对（演示）",
        })),
      });
      named.push(
        ...missing.map(
          ({ unit, reason }) => `${year.units.find((candidate) => candidate.id === unit)!.name}:${reason}`,
        ),
      );
    }
    await call("reviewer.990000", "POST", `/consolidations/${last.id}/accept`, { hash: last.hash });
    done += 1;
  }
  if (done === 0) return;
  const missing = named.length === 0 ? "无缺报" : `缺报 ${named.join(";")}`;
  say(
    `${task.period.key} ${task.form.name.zh}：${done} 份汇总版次签署，省级接收；${missing} / consolidated and accepted by the province`,
  );
}

/** 锁定: from here on figures change by correction only. */
export async function lock({ call, say }: World, year: Year): Promise<void> {
  const { items } = await call<{ items: { id: number; lockedAt: string | null }[] }>(
    provinceLeader,
    "GET",
    `/collections?owner=${year.owner.id}`,
  );
  const open = year.tasks.filter((task) => items.find((item) => item.id === task.id)!.lockedAt === null);
  for (const task of open) await call(provinceLeader, "POST", `/collections/${task.id}/lock`, {});
  if (open.length > 0) say(`${provinceLeader} 锁定 ${open.length} 项采集任务，此后只能更正 / collections locked`);
}
