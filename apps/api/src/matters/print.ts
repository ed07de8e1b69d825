import { html } from "hono/html";
import type { Input, matters as contract } from "@duibiao/contract";
import { periodName, type Text } from "@duibiao/indicators";
import { reviewTiers } from "../submissions/states.ts";
import { banner, beijing, paper } from "../submissions/paper.ts";
import type { Ctx } from "../serve.ts";
import { openMatter, regionName } from "./open.ts";
import { fullMatter } from "./read.ts";

type Full = Awaited<ReturnType<typeof fullMatter>>;

const tierNames = { county: "县级", city: "市级", province: "省级" } as const;

/** What happened, in words; the screens have their own, in both languages. */
const deedNames: Record<Full["events"][number]["deed"], string> = {
  asked: "提出",
  attached: "补充附件",
  returned: "退回补正",
  amended: "补正后再报",
  approved: "同意",
  refused: "不同意",
  withdrawn: "撤回",
  corrected: "生成更正版次",
  upheld: "采纳",
  partly: "部分采纳",
  overruled: "未办结即发布",
  reissued: "已列入更正版",
  escalated: "逾期上报",
};

/** 申请单: the request with its evidence, and every decision or the reply below it. */
export async function print(ctx: Ctx, { params }: Input<typeof contract.printMatter>): Promise<string> {
  const matter = await openMatter(ctx, params.id);
  const full = await fullMatter(ctx, matter);
  const asker = full.unit ?? regionName(ctx.actor.tree, matter.regionId, ctx.actor.today);
  const facts: [string, string][] = [
    ["编号", full.number],
    ["提出单位", asker],
    ["提出人", `${full.createdBy}，${beijing(matter.createdAt)}`],
    ...aboutRows(full),
    ["理由", full.reason],
    ["依据", full.evidence],
    ["附件", full.files.length === 0 ? "无" : full.files.map(({ name, sha256 }) => `${name}（${sha256}）`).join("；")],
  ];
  const title = matter.kind === "correction" ? "统计数据更正申请单" : "评估结果异议书";
  const content = html`<h1>${title}</h1>
    <table>
      <tbody>
        ${facts.map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="fact">${value}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${full.correction === null ? "" : cellTable(full.correction.cells)}
    <h2>办理情况</h2>
    <table>
      <thead>
        <tr>
          <th>时间</th>
          <th>办理人</th>
          <th>意见</th>
          <th>说明</th>
        </tr>
      </thead>
      <tbody>
        ${full.events.map(
          ({ deed, tier, text, by, at }) =>
            html`<tr>
              <td>${beijing(new Date(at))}</td>
              <td>${by}</td>
              <td>${tier === null ? "" : tierNames[tier]}${deedNames[deed]}</td>
              <td>${deed === "corrected" ? `第 ${text} 版次` : text}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <div class="foot">
      ${(matter.kind === "correction" ? reviewTiers : (["province"] as const)).map(
        (tier) => html`<p>${tierNames[tier]}（签章）：</p>`,
      )}
    </div>
    <p class="banner">${banner}</p>`;
  return paper(`${title} ${full.number}`, false, content, { name: "申请内容校验码", hash: full.hash });
}

function aboutRows({ correction, objection }: Full): [string, string][] {
  if (correction !== null) return [["报表", `${correction.formName.zh}，${periodName(correction.period)}`]];
  const { title, edition, name, stands, wanted } = objection!;
  return [
    ["评估结果", `${title} ${edition.zh}`],
    ["对什么", name.zh],
    ["现为", stands.zh],
    ...(wanted === null ? [] : ([["应为", wanted.zh]] as [string, string][])),
  ];
}

type Cell = { row: string; name: Text; uom: string; before: Value | null; after: Value };
type Value = { state: string; value: string | null; estimated: boolean; reason: string };

function cellTable(cells: readonly Cell[]) {
  return html`<table>
    <thead>
      <tr>
        <th>行次</th>
        <th>数据项</th>
        <th>计量单位</th>
        <th>现值</th>
        <th>新值</th>
      </tr>
    </thead>
    <tbody>
      ${cells.map(
        ({ row, name, uom, before, after }) =>
          html`<tr>
            <td>${row}</td>
            <td>${name.zh}</td>
            <td>${uom}</td>
            <td class="figure">${before === null ? "未报" : said(before)}</td>
            <td class="figure">${said(after)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function said({ state, value, estimated, reason }: Value): string {
  if (state === "na") return `不适用（${reason}）`;
  if (state === "missing") return `暂缺（${reason}）`;
  return `${value}${estimated ? "（暂估）" : ""}`;
}
