import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect } from "vitest";
import { accept, openFlow, report, startSubmission, type Flow } from "../../tests/flow.ts";
import { keepHead } from "../audit/head.ts";
import { sealAudit } from "../audit/seal.ts";
import { worldCatalogue } from "../evaluations/testing-catalogue.ts";
import { makeCatalogue } from "../testing-province.ts";
import { createTestPlatform } from "../testing.ts";
import { selfCheck } from "./run.ts";

/**
 * Books of which every part of the check finds something to compare: reports of three units, two of them accepted by
 * their city and signed for, papers, an expert's judgement, a spot check, a mapping, roll-ups and a sealed log. `dba`
 * passes every wall, as somebody who tampers would.
 */
export async function openBooks() {
  const folder = mkdtempSync(join(tmpdir(), "heads-"));
  const t = await createTestPlatform();
  t.platform.headsFile = join(folder, "audit-heads.jsonl");
  t.setNow("2026-04-10T08:00:00+08:00");
  const f = await openFlow(t);
  const proved = await startSubmission(f, "a1");
  const attached = await t
    .as("clerk-a1")
    .post(`/submissions/${proved}/evidence?measure=t_energy&name=bill.pdf`, new TextEncoder().encode("%PDF-1.7 bill"), {
      "Content-Type": "application/octet-stream",
    });
  if (attached.status !== 200) throw new Error(attached.text);
  for (const unit of ["a1", "a2", "b1"]) {
    const sent = await report(f, unit, { energy: "120.5", people: "30" });
    await accept(f, `reviewer-${unit}`, "county", sent);
    if (unit !== "b1") await accept(f, "reviewer-A", "city", sent);
  }
  const signed = await t.as("leader-A").post("/consolidations", {
    collection: f.collection,
    city: f.region["A"],
    missing: [{ unit: f.unit["A0"], reason: "未报" }],
  });
  if (signed.status !== 200) throw new Error(signed.text);
  await t.person("sysadmin", "system_admin", { region: f.region["P"]! });
  await judge(f);
  await mapExport(f);
  await draw(f);
  await t.settle();
  await sealAudit(t.workerDb);
  await keepHead(t.workerDb, t.platform.keys, t.platform.headsFile);
  const dba = new pg.Client({ connectionString: t.urls.adminUrl });
  await dba.connect();
  await dba.query(`
    insert into attachments (submission_id, revision, unit_id, region_id, city_id, kind, name, type, sha256, content, user_id)
    select id, 1, unit_id, region_id, city_id, 'scan', 'a.pdf', 'application/pdf', encode(sha256('\\x2550'), 'hex'), '\\x2550', 1 from submissions order by id limit 1`);
  let night = Date.parse("2026-04-11T03:00:00+08:00");
  return {
    t,
    dba,
    folder,
    /** So many milliseconds before the check of the next night. */
    before: (milliseconds: number) => new Date(night - milliseconds),
    /** The check of the next night, as the administrator sees it. */
    async checkTonight() {
      expect(await selfCheck(t.workerDb, t.platform, new Date(night))).toBe(true);
      night += 86_400_000;
      const { items } = (await t.as("sysadmin").get("/self-checks")).body;
      return items[0] as Night;
    },
    async close() {
      await dba.end();
      await t.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type Books = Awaited<ReturnType<typeof openBooks>>;
export type Night = {
  day: string;
  sound: boolean;
  parts: { part: string; found: number; checked: number; faults: { zh: string; en: string }[] }[];
};

/** A leader's judgement of two items of a scheme: the first weighs three times as much. */
async function judge({ t, region }: Flow): Promise<void> {
  const catalogue = await makeCatalogue(t, worldCatalogue);
  const asked = { owner: region["P"], catalogue, scheme: "W2", nodes: ["D1"], roles: ["leader"], title: "演示打分" };
  const panel = await t.as("analyst").post("/panels", asked);
  const { status, text } = await t
    .as("leader-P")
    .post(`/panels/${panel.body.id}/sheets`, { node: "D1", upper: [[3], []] });
  if (status !== 200) throw new Error(text);
}

/** A spot check of two cells of what city A has accepted. */
async function draw({ t, region, collection }: Flow): Promise<void> {
  const asked = { owner: region["A"], collection, title: "演示抽查", size: 2 };
  const fixed = await t.as("reviewer-A").post("/spot-checks", asked);
  const { status, text } = await t.as("reviewer-A").post(`/spot-checks/${fixed.body.id}/draw`, {});
  if (status !== 200) throw new Error(text);
}

async function mapExport({ t, region, catalogue }: Flow): Promise<void> {
  const cells = [{ column: "用电量", measure: "t_energy", member: "total", uom: "kWh" }];
  const document = {
    system: "能耗系统",
    title: "季度用电",
    form: "T_FORM",
    sheet: "",
    header: 1,
    columns: ["用电量"],
    unit: null,
    period: null,
    skip: [],
    rows: "one",
    cells,
  };
  const sent = { owner: region["P"], key: "meters", catalogue, document };
  const { status, text } = await t.as("analyst").post("/mappings", sent);
  if (status !== 200) throw new Error(text);
}
