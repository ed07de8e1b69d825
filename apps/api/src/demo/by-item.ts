import { items as contract } from "@duibiao/contract";
import { cellKey, itemLines, type Item } from "@duibiao/indicators";
import { save } from "../items/save.ts";
import { days, type Calendar } from "./calendar.ts";
import { numberOf, type Figures } from "./cell.ts";
import { between } from "./chance.ts";
import type { Work } from "./current.ts";
import { figuresOf } from "./figures.ts";
import { act, idOf, type Stage } from "./stage.ts";

/**
 * 逐行填: two units in the middle of a form have filled one section of it item by item - every vehicle by its plate, every
 * building by its name, all invented - and its cells name the list. The items add up to what the form would say.
 */
export async function playByItem(stage: Stage, works: ReadonlyMap<string, Work>, { now }: Calendar): Promise<void> {
  const vehicles = (figures: Figures) =>
    Array.from({ length: Number(numberOf(figures["veh_actual"])) }, (_one, at) => ({
      label: `演A·${String(at + 1).padStart(4, "0")}（演示）`,
      has: () => true,
    }));
  const buildings = () => [
    { label: "主楼（演示）", has: (key: string) => key !== "dc_elec_kwh" },
    { label: "附楼（演示）", has: (key: string) => key === "elec_kwh" },
    { label: "数据机房（演示）", has: (key: string) => key !== "pv_kwh" },
  ];
  await byItem(stage, works.get("F_VEH")!, "991002", "running", vehicles, now);
  await byItem(stage, works.get("F_ENE")!, "991101", "electricity", buildings, now);
}

type Thing = { label: string; has: (key: string) => boolean };

async function byItem(
  stage: Stage,
  work: Work,
  code: string,
  section: string,
  thingsOf: (figures: Figures) => Thing[],
  now: Date,
): Promise<void> {
  const { asked, catalogue } = work.task;
  const figures = figuresOf(code, asked);
  const things = thingsOf(figures);
  const { form } = catalogue.compiled.compiledForms.get(asked.form)!;
  const lines = itemLines(catalogue.compiled.measures, form.sections.find(({ key }) => key === section)!.lines);
  const items = things.map(({ label }): Item & { values: Record<string, string | null> } => ({ label, values: {} }));
  for (const { measure, member = "total" } of lines) {
    const number = numberOf(figures[member === "total" ? measure : `${measure}/${member}`]);
    const key = cellKey(measure, member);
    const having = things.flatMap((thing, at) => (number !== null && thing.has(key) ? [at] : []));
    const shares = number === null ? [] : split(number, having.length, code);
    for (const [at, { values }] of items.entries()) values[key] = shares[having.indexOf(at)] ?? null;
  }
  const seen = { params: { id: idOf(work.submissions, code) }, query: {}, body: { section, items, seen: 0 } };
  const at = new Date(now.getTime() - days(0.05));
  await act(stage, `clerk.${code}`, at, { operation: contract.saveItems, verb: save }, seen);
}

/** A number in so many uneven parts that add up to it, with its own decimals. */
function split(number: string, parts: number, code: string): string[] {
  const decimals = number.split(".")[1]?.length ?? 0;
  const all = Math.round(Number(number) * 10 ** decimals);
  const weights = Array.from({ length: parts }, (_one, at) => between(0.7, 1.3, code, "part", at));
  const sum = weights.reduce((whole, weight) => whole + weight, 0);
  const each = weights.slice(1).map((weight) => Math.floor((all * weight) / sum));
  const first = each.reduce((rest, share) => rest - share, all);
  return [first, ...each].map((share) => (share / 10 ** decimals).toFixed(decimals));
}
