import type { Ranked, Release } from "./evaluate.ts";
import { analyst, type Year } from "./tasks.ts";
import type { World } from "./world.ts";

export type SheetCell = {
  operand: string;
  measure: string;
  member: string;
  period: string;
  state: string;
  value: string | null;
  reason: string;
  submission: number | null;
  revision: number | null;
  hash: string | null;
  signers: { name: string; as: string; at: string }[];
  questions: number;
};
export type SheetNode = {
  key: string;
  name: { zh: string };
  score: number | null;
  weight: number;
  effectiveWeight: number;
  contribution: number | null;
  status: string;
  leaf: { indicator: string } | null;
  children: SheetNode[];
};
type Norm =
  | { method: "goalposts"; lo: number; hi: number }
  | { method: "interval"; bestLo: number; bestHi: number; zeroLo: number; zeroHi: number }
  | { method: "peer_percentile" };
export type SheetLeaf = {
  indicator: string;
  name: { zh: string };
  uom: string;
  direction: "higher" | "lower" | "interval";
  value: number | null;
  status: string;
  points: {
    score: number | null;
    effectiveWeight: number;
    contribution: number | null;
    norm: Norm;
    peers: { n: number; lo: number | null; hi: number | null; peerGroup: string } | null;
  };
  formula: { text: string; zh: string; numbersZh: string };
  operands: {
    operand: string;
    name: { zh: string };
    sum: string | null;
    nNa: number;
    periods: string[];
  }[];
  units: { unit: number; name: string; cells: SheetCell[] }[];
};
export type Sheet = {
  region: { id: number; name: string };
  place: Ranked["place"];
  nRanked: number;
  score: number | null;
  coverage: number | null;
  tree: SheetNode;
  leaves: SheetLeaf[];
};

export const sheetOf = ({ call }: World, release: Release, region: number, indicator: string) =>
  call<Sheet>(analyst, "GET", `/evaluations/${release.evaluationId}/sheet?region=${region}&indicator=${indicator}`);

type Receipt = {
  submissionId: number;
  revision: number;
  contentHash: string;
  submittedAt: string;
  signature: string;
  publicKey: string;
};
type Revision = {
  hash: string;
  signers: { name: string; as: string }[];
  receipt: Receipt;
  observations: { measure: string; member: string; value: string | null }[];
};
export type Opened = {
  sheet: Sheet;
  cell: SheetCell;
  revision: Revision;
  genuine: boolean;
  ledger: string | null;
};

const points = (score: number | null) => (score === null ? "无得分" : `${score.toFixed(4)} 分`);
const roles: Record<string, string> = { clerk: "填报人", head: "负责人" };

/** Opens one released number step by step: rank, dimension, indicator, formula, operands, cell, revision, signers, receipt. */
export async function openNumber(world: World, year: Year, release: Release): Promise<Opened> {
  const { call, say } = world;
  const county = year.regions.find((region) => region.code === "990101")!;
  const sheet = await sheetOf(world, release, county.id, "vehicle_cost_per_100km");
  const leaf = sheet.leaves[0]!;
  const dimension = sheet.tree.children.find((child) =>
    child.children.some((node) => node.leaf?.indicator === leaf.indicator),
  )!;
  say(
    `打开一个数 ① ${county.name}：${sheet.place === null ? "未排名" : `第 ${sheet.place.rank} 名（共 ${sheet.nRanked}）`}，总分 ${points(sheet.score)} / rank and score`,
  );
  say(`  ② 维度“${dimension.name.zh}”${points(dimension.score)}，权重 ${dimension.weight} / dimension`);
  say(
    `  ③ 指标“${leaf.name.zh}”= ${leaf.value} ${leaf.uom}，得 ${points(leaf.points.score)}，占总权重 ${leaf.points.effectiveWeight.toFixed(4)} / indicator`,
  );
  say(`  ④ 公式：${leaf.formula.zh} / formula`);
  say(`     代入：${leaf.formula.numbersZh}`);
  for (const { name, sum, periods } of leaf.operands)
    say(`  ⑤ 数据项“${name.zh}”= ${sum}（${periods.join("、")}） / measure`);
  const cells = leaf.units.flatMap((unit) => unit.cells.map((cell) => ({ unit: unit.name, ...cell })));
  for (const { unit, measure, period, value, revision, questions } of cells) {
    const doubted = questions > 0 ? `，核实单 ${questions} 份` : "";
    say(`  ⑥ 单元格 ${unit} ${period} ${measure} = ${value}，第 ${revision} 版次${doubted} / cell`);
  }
  const cell = cells.find((candidate) => candidate.questions > 0) ?? cells[0]!;
  const revision = await call<Revision>(analyst, "GET", `/submissions/${cell.submission}/revisions/${cell.revision}`);
  const signers = revision.signers.map(({ name, as }) => `${roles[as] ?? as} ${name}`).join("、");
  say(
    `  ⑦ 版次 ${cell.submission}/${cell.revision} 内容哈希 ${revision.hash.slice(0, 16)}…，签署：${signers} / revision and signers`,
  );
  const { genuine, ledger } = await call<{ genuine: boolean; ledger: string | null }>(
    analyst,
    "POST",
    "/receipts/verify",
    revision.receipt,
  );
  say(
    `  ⑧ 回执核验：签名${genuine ? "真实" : "不真实"}，台账内容${ledger === "same" ? "一致" : "不一致"} / receipt verified`,
  );
  return { sheet, cell, revision, genuine, ledger };
}
