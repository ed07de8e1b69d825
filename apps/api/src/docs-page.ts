import { nounOf, type AnyOperation } from "@duibiao/contract";
import type { Grant, Tier } from "./policy.ts";
import { roleWords } from "./words.ts";

const nouns: Record<string, { zh: string; en: string }> = {
  session: { zh: "登录", en: "Session" },
  sessions: { zh: "我的登录", en: "My sessions" },
  users: { zh: "账号", en: "Accounts" },
  tokens: { zh: "接口令牌", en: "API tokens" },
  posts: { zh: "任职", en: "Posts" },
  "post-proposals": { zh: "任职提名", en: "Proposed posts" },
  places: { zh: "地区和单位查找", en: "Places" },
  "second-factor": { zh: "第二因素", en: "Second factor" },
  identities: { zh: "统一身份", en: "Identities" },
  deputies: { zh: "代理", en: "Deputies" },
  roles: { zh: "岗位权限", en: "Roles" },
  audit: { zh: "审计", en: "Audit" },
  receipts: { zh: "回执", en: "Receipts" },
  regions: { zh: "地区", en: "Regions" },
  units: { zh: "填报单位", en: "Units" },
  periods: { zh: "报告期", en: "Periods" },
  catalogues: { zh: "目录", en: "Catalogues" },
  "catalogue-drafts": { zh: "目录修订稿", en: "Catalogue drafts" },
  collections: { zh: "采集任务", en: "Collections" },
  extensions: { zh: "延期", en: "Extensions" },
  burden: { zh: "填报负担", en: "Burden" },
  submissions: { zh: "报送", en: "Submissions" },
  assignments: { zh: "报送义务", en: "Assignments" },
  board: { zh: "进度看板", en: "Progress board" },
  queue: { zh: "审核队列", en: "Review queue" },
  "second-reviews": { zh: "复核", en: "Second reviews" },
  "spot-checks": { zh: "抽查", en: "Spot checks" },
  "joint-reviews": { zh: "会审纪要", en: "Joint reviews" },
  contacts: { zh: "联系人", en: "Contacts" },
  questions: { zh: "核实单", en: "Questions" },
  exchange: { zh: "数据交换", en: "Exchange" },
  mappings: { zh: "导入对应", en: "Import mappings" },
  bills: { zh: "账单", en: "Bills" },
  items: { zh: "明细", en: "Items" },
  evidence: { zh: "佐证", en: "Evidence" },
  trends: { zh: "历期趋势", en: "Trends" },
  matters: { zh: "办件", en: "Matters" },
  corrections: { zh: "更正", en: "Corrections" },
  objections: { zh: "异议", en: "Objections" },
  openings: { zh: "未审数据开放", en: "Openings" },
  consolidations: { zh: "汇总版次", en: "Consolidations" },
  "roll-ups": { zh: "汇总值", en: "Roll-ups" },
  warnings: { zh: "预警", en: "Warnings" },
  rules: { zh: "校验规则", en: "Rules" },
  evaluations: { zh: "评估", en: "Evaluations" },
  filings: { zh: "代报", en: "Filing for institutions" },
  meters: { zh: "共用表计", en: "Shared meters" },
  "unit-changes": { zh: "单位变动", en: "Changes of institutions" },
  comparisons: { zh: "方案对比", en: "Schemes compared" },
  notices: { zh: "通知", en: "Notices" },
  deliveries: { zh: "站外发送", en: "Deliveries" },
  "self-checks": { zh: "夜间自检", en: "Nightly self-checks" },
  calendar: { zh: "工作日历", en: "Working calendar" },
  panels: { zh: "专家打分", en: "Expert panels" },
  demo: { zh: "演示", en: "Demonstration" },
  rankings: { zh: "排名", en: "Rankings" },
  releases: { zh: "评估结果", en: "Releases" },
};

const tiers: Record<Tier, { zh: string; en: string }> = {
  county: { zh: "县", en: "county" },
  city: { zh: "市", en: "city" },
  province: { zh: "省", en: "province" },
  nation: { zh: "国家", en: "nation" },
};

const reaches: Record<AnyOperation["reach"], { zh: string; en: string }> = {
  public: { zh: "无需登录", en: "nobody's rows" },
  self: { zh: "本人", en: "one's own" },
  unit: { zh: "本单位", en: "the unit" },
  subtree: { zh: "管辖范围", en: "the jurisdiction" },
  audience: { zh: "公开范围", en: "the audience" },
  reference: { zh: "公共参考数据", en: "reference data" },
  platform: { zh: "全平台", en: "the platform" },
};

/** A readable page over the operations: one table per noun, with who may do what. No script, no inline style. */
export function docsPage(
  operations: readonly AnyOperation[],
  grantsOf: (operation: AnyOperation) => readonly Grant[],
): string {
  const groups = new Map<string, AnyOperation[]>();
  for (const operation of operations)
    groups.set(nounOf(operation), [...(groups.get(nounOf(operation)) ?? []), operation]);
  const title = (noun: string) => (nouns[noun] === undefined ? noun : `${nouns[noun].zh} ${nouns[noun].en}`);
  const index = [...groups.keys()]
    .map((noun) => `<li><a href="#${escape(noun)}">${escape(title(noun))}</a></li>`)
    .join("\n");
  const sections = [...groups].map(([noun, list]) => section(noun, title(noun), list, grantsOf)).join("\n");
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>对标 接口说明 / Duibiao API</title>
<link rel="stylesheet" href="/api/v1/docs.css">
</head>
<body>
<p class="banner" role="note">本平台为非涉密平台，严禁处理、传输国家秘密<br><span lang="en">Not for classified matters: state secrets must not be processed or transmitted here</span></p>
<main>
<h1>接口说明 <span lang="en">Programming interface</span></h1>
<p>机器可读：<a href="/api/v1/openapi.json">OpenAPI 3.1</a> <span lang="en">(machine-readable). Addresses below stand under <code>/api/v1</code>.</span></p>
<ul class="rules">
<li>写操作须带请求头 <code>X-Duibiao: 1</code>；标「键」的还须带 <code>Idempotency-Key</code>，用同一键重试只产生一条记录。
<span lang="en">Writes carry <code>X-Duibiao: 1</code>; those marked 键 (key) also an <code>Idempotency-Key</code>, and a retry with the same key is one record.</span></li>
<li>出错应答为 <code>application/problem+json</code>，含稳定的 <code>code</code> 和中英文说明。
<span lang="en">Errors are problem+json with a stable code and both languages.</span></li>
<li>繁忙时应答 503，<code>Retry-After</code> 是排到的时刻（秒）；到时用同一键、带上该应答的 <code>X-Duibiao-Queued</code>（没有的填 1）再送，排在新来的前面，截止前来过的不算迟；登录的人轮到以后，一分钟内的后续请求不再重新排队。
<span lang="en">When busy: 503, and <code>Retry-After</code> is your moment (seconds); sent again then under the same key with that answer's <code>X-Duibiao-Queued</code> (1 where it has none) it goes before those who come anew, and is not late where it first came in time. A person who was let in does not queue again within a minute.</span></li>
</ul>
<nav aria-label="目录 contents"><ul>
${index}
</ul></nav>
${sections}
</main>
</body>
</html>
`;
}

function section(
  noun: string,
  title: string,
  operations: AnyOperation[],
  grantsOf: (operation: AnyOperation) => readonly Grant[],
): string {
  const rows = operations.map((operation) => {
    const who =
      operation.reach === "public"
        ? both({ zh: "任何人", en: "anybody" })
        : grantsOf(operation).map(grantName).join("<br>");
    return `<tr id="${escape(operation.id)}">
<td><code>${operation.method.toUpperCase()} ${escape(operation.path)}</code>${operation.keyed ? ' <span class="key" title="Idempotency-Key">键</span>' : ""}</td>
<td>${both(operation.summary)}</td><td>${who}</td><td>${both(reaches[operation.reach])}</td></tr>`;
  });
  return `<section id="${escape(noun)}">
<h2>${escape(title)}</h2>
<table>
<thead><tr><th scope="col">地址 <span lang="en">Address</span></th><th scope="col">做什么 <span lang="en">What</span></th><th scope="col">谁可以 <span lang="en">Who</span></th><th scope="col">涉及的数据 <span lang="en">Which rows</span></th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>
</section>`;
}

function grantName(grant: Grant): string {
  const { zh, en } = roleWords[grant.role];
  const where = grant.platform
    ? { zh: "（全平台）", en: " (platform)" }
    : grant.tiers === undefined
      ? { zh: "", en: "" }
      : {
          zh: `（${grant.tiers.map((t) => tiers[t].zh).join("、")}）`,
          en: ` (${grant.tiers.map((t) => tiers[t].en).join(", ")})`,
        };
  return both({ zh: zh + where.zh, en: en + where.en });
}

const both = ({ zh, en }: { zh: string; en: string }) => `${escape(zh)} <span lang="en">${escape(en)}</span>`;

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (c) => entities[c]!);

/** A sheet of its own: the content security policy refuses style inside the page. */
export const docsStyle = `:root { color-scheme: light; }
body { margin: 0; font: 14px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1f1f1f; background: #fff; }
.banner { margin: 0; padding: 6px 24px; background: #fff1f0; border-bottom: 1px solid #ffa39e; color: #a8071a; text-align: center; }
main { max-width: 1200px; margin: 0 auto; padding: 0 24px 48px; }
h1 { font-size: 24px; }
h2 { font-size: 18px; margin: 32px 0 8px; }
[lang="en"] { color: #595959; }
.banner [lang="en"] { color: inherit; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; list-style: none; }
a { color: #0958d9; }
a:focus-visible { outline: 2px solid #0958d9; outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 6px 8px; border: 1px solid #d9d9d9; text-align: left; vertical-align: top; }
th { background: #fafafa; font-weight: 600; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; overflow-wrap: anywhere; }
.key { padding: 0 4px; border: 1px solid #8c8c8c; border-radius: 2px; font-size: 12px; }
td:first-child { width: 34%; }
@media (max-width: 700px) { table, tbody, tr, td { display: block; } thead { display: none; } td:first-child { width: auto; } }
`;
