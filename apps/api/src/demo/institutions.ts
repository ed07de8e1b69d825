import { filings, meters, unitChanges, units as unitContract, type Operation } from "@duibiao/contract";
import { writeTemplate } from "@duibiao/workbook";
import { file } from "../filings/file.ts";
import { answer } from "../meters/answer.ts";
import { create as createMeter } from "../meters/create.ts";
import { propose } from "../meters/propose.ts";
import { reading } from "../meters/reading.ts";
import { openAsked } from "../submissions/open.ts";
import { filledTemplate } from "../submissions/template.ts";
import { make } from "../unit-changes/make.ts";
import { create } from "../units/create.ts";
import { days, type Asked, type Calendar } from "./calendar.ts";
import { timesAround } from "./current.ts";
import { figuresOf } from "./figures.ts";
import { openTask, periodOf } from "./open.ts";
import { placeOf } from "./places.ts";
import { contentOf, type Task } from "./report.ts";
import { act, idOf, type Stage } from "./stage.ts";

/** One county whose institutions report for themselves, most through their bureau: their names are invented like its own. */
const county = "990403";
const institutions = [
  { name: "教育局", line: "教育", sender: "周佳（演示）" },
  { name: "卫生健康局", line: "卫生健康", sender: "吴敏（演示）" },
  { name: "公安局", line: "公安", sender: "郑凯（演示）" },
  { name: "民政局", line: "民政", sender: "" },
  { name: "机关事务服务中心", line: "机关事务", sender: "孙宁（演示）", fault: "约八十" },
  { name: "档案馆", line: "", sender: "" },
];

/** A small quarterly form of one county's institutions: some files are in, one is faulty, some have not come. */
export async function playInstitutions(stage: Stage, catalogue: number, { current, now }: Calendar): Promise<void> {
  const asked: Asked = { ...current[0]!, form: "F_SRV" };
  const period = await periodOf(stage, "quarter", asked.period, now);
  const units: number[] = [];
  for (const [at, { name, line }] of institutions.entries())
    units.push(
      (await found(stage, `${county}-${at + 1}`, `${placeOf(county).name}${name}`, line, period.start, now)).id,
    );
  const task = await openTask(stage, catalogue, asked, period, timesAround(now), { units });
  for (const [at, { sender, fault }] of institutions.entries())
    if (sender !== "")
      await fileFor(stage, task, units[at]!, { sender, fault, ago: new Date(now.getTime() - days(2 - at / 4)) });
  await changeSome(stage, units, period.start, now);
  await shareMeter(stage, units, period, now);
}

const found = (stage: Stage, code: string, name: string, line: string, validFrom: string, at: Date) =>
  act(
    stage,
    `leader.${county}`,
    at,
    { operation: unitContract.createUnit, verb: create },
    {
      params: {},
      query: {},
      body: {
        code,
        name: `${name}（演示）`,
        region: idOf(stage.regions, county),
        covers: "own",
        kind: "",
        line,
        registry: {},
        validFrom,
      },
    },
  );

type Sent = { sender: string; fault: string | undefined; ago: Date };

/** The bureau files a template that an institution filled in: a tenth or so of what the whole county would say. */
async function fileFor(stage: Stage, task: Task, unit: number, { sender, fault, ago }: Sent): Promise<void> {
  const asked = await openAsked(stage.tx, task.collection.id, unit);
  const { cells } = contentOf(task, figuresOf(county, task.asked), false);
  const template = filledTemplate(asked, "", { now: cells, previous: [], previousYear: [], lists: [] });
  const [first] = template.lines.keys();
  const lines = new Map(template.lines);
  if (fault !== undefined)
    lines.set(first!, { ...lines.get(first!)!, entry: { ...lines.get(first!)!.entry, value: fault } });
  const body = await writeTemplate({ ...template, lines });
  await act(
    stage,
    `reviewer.${county}`,
    ago,
    { operation: filings.fileTemplate, verb: file },
    {
      params: {},
      query: {
        collection: task.collection.id,
        region: idOf(stage.regions, county),
        dryRun: false,
        name: `${sender} 交回.xlsx`,
        sender,
      },
      body,
    },
  );
}

/** In the middle of the quarter one was renamed, and two moved into one office. */
async function changeSome(stage: Stage, units: readonly number[], start: string, at: Date): Promise<void> {
  const deed = { operation: unitChanges.changeUnits, verb: make };
  const said = {
    effective: `${start.slice(0, 5)}${String(Number(start.slice(5, 7)) + 1).padStart(2, "0")}-15`,
    documentNo: `演编〔${start.slice(0, 4)}〕6号（演示文号）`,
    reason: "机构改革（演示）",
  };
  const record = (body: Parameters<typeof make>[1]["body"]) =>
    act(stage, `leader.${county}`, at, deed, { params: {}, query: { dryRun: false }, body });
  await record({ kind: "rename", unit: units[3]!, name: `${placeOf(county).name}民政事务局（演示）`, ...said });
  await record({ kind: "joint", units: [units[5]!], into: units[4]!, ...said });
}

/** Two institutions share a meter: the key was confirmed for both by paper, and the quarter's reading is split. */
async function shareMeter(
  stage: Stage,
  [first, second]: readonly number[],
  period: Task["period"] & { id: number },
  at: Date,
) {
  const by = <O extends Operation>(
    who: string,
    deed: Parameters<typeof act<O>>[3],
    input: Parameters<typeof act<O>>[4],
  ) => act(stage, `${who}.${county}`, at, deed, input);
  const region = idOf(stage.regions, county);
  const { id } = await by(
    "reviewer",
    { operation: meters.createMeter, verb: createMeter },
    {
      params: {},
      query: {},
      body: { region, code: "演示户号0001", name: "综合办公楼总电表（演示）", measure: "elec_kwh", member: "total" },
    },
  );
  const parts = [
    { unit: first!, weight: "3200" },
    { unit: second!, weight: "1800" },
  ];
  const key = await by(
    "reviewer",
    { operation: meters.proposeKey, verb: propose },
    { params: { id }, query: {}, body: { validFrom: period.start, basis: "建筑面积（㎡）", parts } },
  );
  for (const { unit } of parts)
    await by(
      "reviewer2",
      { operation: meters.answerKey, verb: answer },
      {
        params: { id: key.id },
        query: {},
        body: { unit, agrees: true, reason: "", documentNo: "确认函（演示）" },
      },
    );
  await by(
    "leader",
    { operation: meters.readMeter, verb: reading },
    { params: { id }, query: {}, body: { period: period.id, quantity: "48620", documentNo: "电费账单（演示）" } },
  );
}
