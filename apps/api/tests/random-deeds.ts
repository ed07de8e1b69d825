import type { Flow } from "./flow.ts";

/** One step of a random history. `run` says whether it came through; a refused step is no fault. */
export type Deed = { name: string; run: (f: Flow, pick: number) => Promise<boolean> };

const review = { county: (region: string) => `reviewer-${region}`, city: (region: string) => `reviewer2-${region}` };

type Submission = {
  id: number;
  state: string;
  regionId: number;
  unitId: number;
  hash: string;
  submittedRev: number | null;
  countyRev: number | null;
  cityRev: number | null;
};

/** Every unit's submission as the database has it now. */
async function pickSubmission(f: Flow, pick: number): Promise<Submission | null> {
  const { rows } = await f.t.owner.query<Submission>(
    `select s.id::int as id, s.state, s.region_id as "regionId", s.unit_id as "unitId", r.hash, s.submitted_rev as "submittedRev",
            s.county_rev as "countyRev", s.city_rev as "cityRev"
     from submissions s left join revisions r on r.submission_id = s.id and r.revision = coalesce(s.submitted_rev, s.last_rev)
     where s.collection_id = $1 order by s.id`,
    [f.collection],
  );
  return rows[pick % Math.max(rows.length, 1)] ?? null;
}

const pickUnit = (f: Flow, pick: number) => {
  const keys = Object.keys(f.unit);
  return keys[pick % keys.length]!;
};

/** A random answer: mostly numbers with odd decimals, some estimated, some 不适用 and some 暂缺. */
function answer(pick: number, measure: string, version: number) {
  const kind = pick % 11;
  const digits = measure === "t_people" ? String(1 + (pick % 97)) : `${pick % 10_000}.${pick % 7}${pick % 3}`;
  if (kind === 9) return { measure, member: "total", version, value: { state: "na", reason: "无此项" } };
  if (kind === 10) return { measure, member: "total", version, value: { state: "missing", reason: "账单未到" } };
  return { measure, member: "total", version, value: { state: "number", value: digits, estimated: kind === 8 } };
}

async function report(f: Flow, pick: number): Promise<boolean> {
  const key = pickUnit(f, pick);
  const clerk = f.t.as(`clerk-${key}`);
  const opened = await clerk.post("/submissions", { collection: f.collection, unit: f.unit[key] });
  if (opened.status !== 200) return false;
  const { id } = opened.body;
  const now = await clerk.get(`/submissions/${id}`);
  const version = (measure: string) =>
    now.body.cells.find((c: any) => c.measure === measure && c.member === "total")?.version ?? 0;
  const cells = [
    answer(pick, "t_energy", version("t_energy")),
    answer(pick + 3, "t_people", version("t_people")),
    answer(pick + 7, "t_rate", version("t_rate")),
  ];
  const server = {
    measure: "t_server",
    member: "total",
    version: version("t_server"),
    value: { state: "number", value: "0" },
  };
  const saved = await clerk.put(`/submissions/${id}/cells`, {
    cells: [...cells, server],
    explanations: [{ rule: "T2", measure: "t_energy", text: "3月新增数据机房,用电增加" }],
  });
  if (saved.status !== 200) return false;
  const contentHash = saved.body.contentHash;
  for (const who of [clerk, f.t.as(`head-${key}`)]) await who.post(`/submissions/${id}/sign`, { contentHash });
  return (await clerk.post(`/submissions/${id}/submit`, { contentHash })).status === 200;
}

/** Tries every reviewer of every region: whoever may do it, does. */
async function byAnyReviewer(post: (who: string) => Promise<{ status: number }>): Promise<boolean> {
  for (const region of ["a1", "a2", "b1", "b2", "d", "A", "B", "P"]) {
    for (const who of [review.county(region), review.city(region)]) {
      if ((await post(who)).status === 200) return true;
    }
  }
  return false;
}

async function accept(f: Flow, pick: number): Promise<boolean> {
  const s = await pickSubmission(f, pick);
  if (s === null || s.hash === null) return false;
  const tier = s.countyRev !== s.submittedRev ? "county" : s.cityRev !== s.submittedRev ? "city" : "province";
  return byAnyReviewer((who) => f.t.as(who).post(`/submissions/${s.id}/accept`, { contentHash: s.hash, tier }));
}

async function giveBack(f: Flow, pick: number): Promise<boolean> {
  const s = await pickSubmission(f, pick);
  if (s === null || s.hash === null) return false;
  return byAnyReviewer((who) =>
    f.t.as(who).post(`/submissions/${s.id}/return`, { contentHash: s.hash, reason: "请核对" }),
  );
}

async function consolidate(f: Flow, pick: number): Promise<boolean> {
  const city = ["A", "B", "P"][pick % 3]!;
  const leader = f.t.as(`leader-${city}`);
  const preview = await leader.get(`/consolidations/preview?collection=${f.collection}&city=${f.region[city]}`);
  if (preview.status !== 200) return false;
  const signed = await leader.post("/consolidations", {
    collection: f.collection,
    city: f.region[city],
    missing: preview.body.missing.map((m: any) => ({ unit: m.unit, reason: "未报" })),
    differences: preview.body.differences.map(({ region, measure, member, difference }: any) => ({
      region,
      measure,
      member,
      difference,
      reason: "口径不同",
    })),
  });
  if (signed.status !== 200) return false;
  return (
    (await f.t.as("reviewer-P").post(`/consolidations/${signed.body.id}/accept`, { hash: signed.body.hash })).status ===
    200
  );
}

async function correct(f: Flow, pick: number): Promise<boolean> {
  // Nothing can be corrected before the lock, and after it little else happens: lock late and rarely.
  if (pick % 2 === 0) await f.t.as("leader-P").post(`/collections/${f.collection}/lock`, {});
  const s = await pickSubmission(f, pick);
  const key = Object.keys(f.unit).find((k) => f.unit[k] === s?.unitId);
  if (s === null || key === undefined) return false;
  const cells = [{ measure: "t_energy", member: "total", value: { state: "number", value: `${pick % 1000}.5` } }];
  const asked = await f.t
    .as(`head-${key}`)
    .post(`/submissions/${s.id}/corrections`, { reason: "抄表错误", evidence: "电费单", cells });
  return asked.status === 200;
}

/** The tier whose turn it is decides on some open request: mostly yes, now and then back, no, or withdrawn. */
async function decide(f: Flow, pick: number): Promise<boolean> {
  const { rows } = await f.t.owner.query<{ id: number; tier: string; hash: string; unit: number }>(
    "select id, turn as tier, hash, unit_id as unit from matters where state = 'open' order by id",
  );
  const matter = rows[pick % Math.max(rows.length, 1)];
  if (matter === undefined) return false;
  if (pick % 13 === 0) {
    const key = Object.keys(f.unit).find((k) => f.unit[k] === matter.unit)!;
    return (await f.t.as(`head-${key}`).post(`/matters/${matter.id}/withdrawal`, { reason: "误报" })).status === 200;
  }
  const decision = pick % 7 === 0 ? "refuse" : pick % 11 === 0 ? "return" : "approve";
  const body = { tier: matter.tier, decision, reason: "请核对", hash: matter.hash };
  for (const region of ["a1", "a2", "b1", "b2", "d", "A", "B", "P"]) {
    for (const who of [`leader-${region}`, `reviewer-${region}`, `reviewer2-${region}`]) {
      if ((await f.t.as(who).post(`/corrections/${matter.id}/decision`, body)).status === 200) return true;
    }
  }
  return false;
}

async function exempt(f: Flow, pick: number): Promise<boolean> {
  const unit = f.unit[pickUnit(f, pick)];
  const exemptReason = pick % 3 === 0 ? null : "机构改革,本期免报";
  return (
    (await f.t.as("analyst").put(`/collections/${f.collection}/assignments/${unit}`, { exemptReason })).status === 200
  );
}

/** Inside the period, so that its tree changes under open submissions. */
const effective = (pick: number) => ["2026-02-01", "2026-03-01", "2026-03-31", "2026-04-01"][pick % 4]!;
const counties = ["a1", "a2", "b1", "b2", "d"];

const change = async (f: Flow, body: Record<string, unknown>) =>
  (await f.t.as("leader-P").post("/region-changes", { documentNo: "演示〔2026〕1号", ...body })).status === 200;

const transfer = (f: Flow, pick: number) =>
  change(f, {
    kind: "transfer",
    effective: effective(pick),
    region: f.region[counties[pick % 5]!],
    parent: f.region[["A", "B", "P"][pick % 3]!],
  });

const merge = (f: Flow, pick: number) =>
  change(f, {
    kind: "merge",
    effective: effective(pick),
    from: [f.region[counties[pick % 5]!]],
    into: { region: f.region[counties[(pick + 1) % 5]!] },
  });

const split = (f: Flow, pick: number) =>
  change(f, {
    kind: "split",
    effective: effective(pick),
    from: f.region[counties[pick % 5]!],
    closes: true,
    into: [
      { region: f.region[counties[(pick + 2) % 5]!], share: "0.25" },
      { new: { code: `N${pick}`, name: "演示新区", kind: "区" }, share: "0.75" },
    ],
  });

export const deeds: Deed[] = [
  { name: "report", run: report },
  { name: "report again", run: (f, pick) => report(f, pick * 7 + 1) },
  { name: "report more", run: (f, pick) => report(f, pick * 13 + 5) },
  { name: "accept", run: accept },
  { name: "accept again", run: (f, pick) => accept(f, pick * 3 + 1) },
  { name: "return", run: giveBack },
  { name: "consolidate", run: consolidate },
  { name: "exempt", run: exempt },
  { name: "correct", run: correct },
  { name: "decide", run: decide },
  { name: "transfer", run: transfer },
  { name: "merge", run: merge },
  { name: "split", run: split },
];
