import { it } from "vitest";
import { createTestPlatform } from "../testing.ts";
import { makePeriod } from "../testing-province.ts";
import { readBaseCatalogue } from "../catalogues/base.ts";

it("perf", async () => {
  const t = await createTestPlatform();
  const q = (s: string, p: unknown[] = []) => t.owner.query(s, p);
  await q("insert into regions select from generate_series(1,3101)");
  await q(`insert into region_versions (region_id, valid_from, tier, code, name, kind, parent_id)
    select g, '2000-01-01', case when g=1 then 'province' when g<=101 then 'city' else 'county' end, 'C'||g, '演示'||g, case when g>101 then '县' else '' end,
      case when g=1 then null when g<=101 then 1 else 2 + (g % 100) end from generate_series(1,3101) g order by g`);
  await q("insert into units (hash) select ('x'||substr(md5(g::text),1,16))::bit(64)::bigint from generate_series(1,3000) g");
  await q("insert into unit_versions (unit_id, valid_from, region_id, code, name, covers) select g, '2000-01-01', g+101, 'U'||g, 'U'||g, 'own' from generate_series(1,3000) g");
  await t.person("ana", "analyst", { region: 1 });
  await t.person("lead", "leader", { region: 1 });
  const root = await t.person("root", "analyst"); void root;
  const time = async <T>(name: string, f: () => Promise<T>) => { const a = performance.now(); const r = await f(); console.log(name, Math.round(performance.now() - a), "ms"); return r; };
  const cat = await time("publish base", () => t.as("root").post("/catalogues", { owner: null, document: readBaseCatalogue() }));
  const c = cat.body.catalogue.id;
  const year = await makePeriod(t, "2025", "year", "2025-01-01", "2025-12-31");
  const quarters: number[] = [];
  for (const [n, s, e] of [[1, "01-01", "03-31"], [2, "04-01", "06-30"], [3, "07-01", "09-30"], [4, "10-01", "12-31"]] as const) quarters.push(await makePeriod(t, `2025Q${n}`, "quarter", `2025-${s}`, `2025-${e}`));
  const tm = (y: string) => `${y}T00:00:00Z`;
  for (const form of readBaseCatalogue().forms) {
    for (const p of form.period === "year" ? [year] : quarters) {
      const r = await t.as("ana").post("/collections", { owner: 1, catalogue: c, form: form.key, period: p, name: "x", opensAt: tm("2020-01-01"), dueUnit: tm("2030-01-01"), dueCounty: tm("2030-01-02"), dueCity: tm("2030-01-03"), dueProvince: tm("2030-01-04") });
      if (r.status !== 200) throw new Error(r.text);
    }
  }
  await q(`insert into submissions (collection_id, period_id, unit_id, region_id, city_id, state, last_rev, submitted_rev, county_rev, city_rev, province_rev)
    select a.collection_id, c.period_id, a.unit_id, a.region_id, a.city_id, 'province_accepted',1,1,1,1,1 from assignments a join collections c on c.id=a.collection_id`);
  await q(`insert into revisions (submission_id, revision, unit_id, region_id, city_id, kind, hash, signers, submitted_by, submitted_at, receipt) select id,1,unit_id,region_id,city_id,'report',md5(id::text)||md5(id::text),'[]',1,now(),'{}' from submissions`);
  await time("observations", () => q(`insert into observations (submission_id, revision, period_id, unit_id, region_id, city_id, measure_id, member, state, value, source)
    select s.id,1,s.period_id,s.unit_id,s.region_id,s.city_id,d.measure_id,d.member, case when random() < 0.001 then 'missing' else 'number' end, null,'typed' from submissions s join duties d on d.collection_id=s.collection_id where false`));
  await time("observations", () => q(`insert into observations (submission_id, revision, period_id, unit_id, region_id, city_id, measure_id, member, state, value, source)
    select id,1,period_id,unit_id,region_id,city_id,measure_id,member, case when r < 0.001 then 'missing' else 'number' end, case when r >= 0.001 then (1000*r)::int end,'typed'
    from (select s.*, d.measure_id, d.member, random() r from submissions s join duties d on d.collection_id=s.collection_id) x`));
  await q("analyze");
  await time("settle", () => t.settle());
  await q("vacuum analyze roll_ups");
  for (const [ind, p, tier] of [["energy_per_capita", quarters[3], "county"], ["vehicle_over_quota_rate", quarters[3], "county"], ["energy_per_capita", year, "county"], ["room_archive_rate", year, "county"], ["room_archive_rate", year, "city"]] as const) {
    const times: number[] = [];
    let last: any;
    for (let i = 0; i < 15; i++) { const a = performance.now(); last = await t.as("ana").get(`/rankings?catalogue=${c}&indicator=${ind}&period=${p}&tier=${tier}`); times.push(performance.now() - a); }
    times.sort((a, b) => a - b);
    console.log(ind, p, tier, last.status, "n", last.body.nRanked, "/", last.body.nListed, "p50", Math.round(times[7]!), "p95", Math.round(times[14]!), "bytes", last.text.length);
  }
  for (const scheme of ["DEMO-1"]) {
    const e = await time("evaluate " + scheme, () => t.as("ana").post("/evaluations", { owner: 1, catalogue: c, scheme, period: year, tier: "county" }));
    console.log(e.status, JSON.stringify(e.body).slice(0, 300));
    const e2 = await time("evaluate Q4", () => t.as("ana").post("/evaluations", { owner: 1, catalogue: c, scheme, period: quarters[3], tier: "county" }));
    console.log(e2.status, e2.body.nRanked);
    const v = await time("verify", () => t.as("ana").post(`/evaluations/${e.body.id}/verify`));
    console.log(JSON.stringify(v.body).slice(0, 400));
    const sizes = await q("select length(inputs) i, length(results) r from evaluations");
    console.log(sizes.rows);
    await time("sheet", () => t.as("ana").get(`/evaluations/${e.body.id}/sheet?region=110&indicator=room_archive_rate`));
    const r = await time("release", () => t.as("ana").post("/releases", { evaluation: e.body.id, title: "x", audience: "subtree" }));
    console.log(r.status, r.text.length);
    await time("read release", () => t.as("ana").get(`/releases/${r.body.id}`));
    await time("verify release", () => t.as("ana").post(`/releases/${r.body.id}/verify`));
  }
  await t.close();
}, 600_000);
