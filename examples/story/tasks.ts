import { figuresOf } from "./figures.ts";
import { numberOf } from "./cell.ts";
import { latecomer } from "./exceptions.ts";
import type { World } from "./world.ts";

export type Region = {
  id: number;
  code: string;
  name: string;
  tier: string;
  parentId: number | null;
};
export type Unit = { id: number; code: string; name: string; regionId: number };
export type Period = { id: number; key: string; end: string };
type Line = { measure: string; member?: string };
export type Form = {
  key: string;
  name: { zh: string };
  sections: { key: string; lines: Line[] }[];
};
/** One form for one period, as it was opened. */
export type Task = { id: number; form: Form; period: Period; dueUnit: Date };

/** 演示省 with its units, the catalogue, and everything that is asked for 2025. */
export type Year = {
  owner: Region;
  regions: Region[];
  units: Unit[];
  catalogue: number;
  period: Period;
  tasks: Task[];
};

export const analyst = "analyst.990000";
export const provinceLeader = "leader.990000";

/** F_OFF is due this soon after it opens, so that one unit can be late without waiting for days. */
const SHORT = 30_000;
const DAY = 86_400_000;

type Asked = readonly [form: string, kind: string, periods: readonly string[]];

const asked: readonly Asked[] = [
  ["F_OFF", "year", ["2025"]],
  ["F_BAS", "year", ["2025"]],
  ["F_ENE", "quarter", ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]],
  ["F_VEH", "quarter", ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]],
  ["F_CST", "quarter", ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]],
  ["F_CST_Y", "year", ["2025"]],
];

/** What 2024 cost: it is not reported any more but imported, and serves comparisons with last year only. */
const past: readonly Asked[] = [
  ["F_CST", "quarter", ["2024Q1", "2024Q2", "2024Q3", "2024Q4"]],
  ["F_CST_Y", "year", ["2024"]],
];

/** Finds the demo province, sets up the periods, opens what is not open yet, and imports the costs of 2024. */
export async function openYear(world: World): Promise<Year> {
  const { call, say } = world;
  const { items: regions } = await call<{ items: Region[] }>(analyst, "GET", "/regions?date=2025-12-31");
  const owner = regions.find((region) => region.code === "990000");
  if (owner === undefined)
    throw new Error(
      "平台上没有演示省：请用 DEMO=places npm start 启动平台 / The demo province is not there: start a platform by DEMO=places npm start",
    );
  if (regions.some((region) => region.code === "990400"))
    throw new Error(
      "平台上是带三年数据的大演示省，2025 年已经结束：请另用一个空的数据文件夹，以 DEMO=places npm start 启动 / This platform holds the big demo province, whose 2025 is over: start one on another, empty data folder (DUIBIAO_DATA) by DEMO=places npm start",
    );
  const { items: units } = await call<{ items: Unit[] }>(
    analyst,
    "GET",
    `/units?region=${owner.id}&below=true&date=2025-12-31`,
  );
  const { items: catalogues } = await call<{
    items: { id: number; owner: number | null; version: string }[];
  }>(analyst, "GET", "/catalogues?key=base");
  const catalogue = catalogues.findLast((candidate) => candidate.owner === null)!;
  const { document } = await call<{ document: { forms: Form[] } }>(analyst, "GET", `/catalogues/${catalogue.id}`);
  say(
    `演示省（虚构）：${regions.length} 个地区，${units.length} 个填报单位，目录 base ${catalogue.version} / an invented province`,
  );

  const opening = { owner, catalogue: catalogue.id, forms: document.forms };
  await importHistory(world, opening, units);
  const tasks: Task[] = [];
  for (const [form, period] of await periodsOf(world, asked)) tasks.push(await openTask(world, opening, form, period));
  const period = tasks.find((task) => task.period.key === "2025")!.period;
  return { owner, regions, units, catalogue: catalogue.id, period, tasks };
}

/** Sets up the periods that forms are asked for, or finds them. */
async function periodsOf({ call }: World, forms: readonly Asked[]): Promise<[form: string, period: Period][]> {
  const found: [string, Period][] = [];
  for (const [form, kind, keys] of forms)
    for (const period of keys) found.push([form, await call<Period>(analyst, "POST", "/periods", { kind, period })]);
  return found;
}

type Opening = { owner: Region; catalogue: number; forms: Form[] };
type Stored = { id: number; formKey: string; periodId: number; dueUnit: string };

async function openTask(
  { call, say, now }: World,
  opening: Opening,
  formKey: string,
  period: Period,
  history?: true,
): Promise<Task> {
  const { owner, catalogue, forms } = opening;
  const form = forms.find((candidate) => candidate.key === formKey)!;
  const { items } = await call<{ items: Stored[] }>(
    analyst,
    "GET",
    `/collections?owner=${owner.id}&period=${period.id}`,
  );
  const known = items.find((item) => item.formKey === formKey);
  if (known !== undefined) return { id: known.id, form, period, dueUnit: new Date(known.dueUnit) };
  const start = history ? new Date(`${period.end}T15:59:59Z`) : now();
  const after = (milliseconds: number) => new Date(start.getTime() + (history ? 0 : milliseconds)).toISOString();
  const opened = await call<Stored & { assigned: number }>(analyst, "POST", "/collections", {
    owner: owner.id,
    catalogue,
    form: formKey,
    period: period.id,
    name: `${period.key} ${form.name.zh}（演示）`,
    documentNo: "演示",
    synthetic: true,
    origin: history ? "history" : "report",
    opensAt: after(0),
    dueUnit: after(formKey === latecomer.form ? SHORT : 10 * DAY),
    dueCounty: after(12 * DAY),
    dueCity: after(15 * DAY),
    dueProvince: after(20 * DAY),
  });
  say(
    `开启采集任务：${period.key} ${form.name.zh}，${opened.assigned} 个单位须报${history ? "（历史数据）" : ""} / collection opened`,
  );
  return { id: opened.id, form, period, dueUnit: new Date(opened.dueUnit) };
}

async function importHistory(world: World, opening: Opening, units: readonly Unit[]): Promise<void> {
  const { call, say } = world;
  const sums = { accepted: 0, refused: 0, unchanged: 0 };
  for (const [form, period] of await periodsOf(world, past)) {
    const task = await openTask(world, opening, form, period, true);
    const rows = units.flatMap(({ code }) => {
      const figures = figuresOf(code, form, period.key);
      return linesOf(task.form).map(
        (address) => `${code},${address},total,number,${numberOf(figures[address])},演示数据`,
      );
    });
    const table = ["unit_code,measure,member,state,value,note", ...rows].join("\r\n");
    const answer = await call<typeof sums>(analyst, "CSV", `/collections/${task.id}/import`, table);
    for (const key of ["accepted", "refused", "unchanged"] as const) sums[key] += answer[key];
  }
  const already = sums.unchanged === sums.accepted ? "，此前已导入" : "";
  say(`导入 2024 年机关运行成本：${sums.accepted} 个数，退回 ${sums.refused} 个${already} / costs of 2024 imported`);
}

/** Every line of a form as `measure` or `measure/member`, in the form's order. */
export const linesOf = (form: Form): string[] => form.sections.flatMap((section) => section.lines.map(addressOf));

export const addressOf = ({ measure, member }: Line): string =>
  member === undefined ? measure : `${measure}/${member}`;
