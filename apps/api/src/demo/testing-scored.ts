import { expect, test } from "vitest";
import { analyst, type LoadedDemo } from "./testing.ts";

/** Tests of what the platform counts and of releases, over a demo that is loaded once for all its tests. */
export function scoredTests(demo: () => LoadedDemo): void {
  test("what the platform fills in is signed by it, says that it is invented, and counts reports truly", async () => {
    const system = demo().collections.filter(({ origin }) => origin === "system");
    const count = (form: string) => system.filter(({ formKey }) => formKey === form).length;
    expect(["F_SYS_Q", "F_SYS_Y", "F_SURVEY", "F_RUBRIC"].map(count)).toEqual([6, 1, 1, 1]);
    expect(system.every(({ name, lockedAt }) => name.includes("演示评分") && lockedAt !== null)).toBe(true);
    const { rows: signers } = await demo().t.owner.query(
      `select distinct c.form_key as form, g ->> 'as' as signed_as, g ->> 'name' as name
       from revisions r join submissions s on s.id = r.submission_id join collections c on c.id = s.collection_id,
         jsonb_array_elements(r.signers) g where c.origin = 'system' order by 1, 3`,
    );
    expect(signers.map(({ form, signed_as, name }) => `${form} ${signed_as} ${name}`)).toEqual([
      "F_RUBRIC system 演示",
      "F_SURVEY system 演示",
      "F_SYS_Q system collection",
      "F_SYS_Q system 演示",
      "F_SYS_Y system 演示",
    ]);
    // Six forms a quarter of 109 units; with the fourth the six of the year.
    const counted = async (quarter: string) => {
      const { rows } = await demo().t.owner.query(
        `select m.key, sum(o.value)::int as n from submissions s join observations o on o.submission_id = s.id and o.revision = s.province_rev
         join measures m on m.id = o.measure_id where s.collection_id = $1 and m.key like 'subs_%' group by 1 order by 1`,
        [demo().collection("F_SYS_Q", quarter).id],
      );
      return Object.fromEntries(rows.map(({ key, n }) => [key, n]));
    };
    const kept = async (quarter: string) => {
      const ids = demo()
        .collections.filter(
          ({ origin, name }) => origin === "report" && [quarter, quarter.slice(0, 4)].includes(name.split(" ")[0]!),
        )
        .map(({ id }) => id);
      const { rows } = await demo().t.owner.query(
        `select (select count(*)::int from revisions r join submissions s on s.id = r.submission_id
                 where s.collection_id = any($1) and r.revision = 1 and r.on_time) as ontime,
                (select count(*)::int from submissions s where s.collection_id = any($1) and s.last_rev > 0
                 and not exists (select 1 from decisions d where d.submission_id = s.id and d.kind = 'return')) as passed`,
        [ids],
      );
      return { subs_ontime: rows[0].ontime, subs_first_pass: rows[0].passed };
    };
    expect(await counted("2025Q4")).toEqual({ subs_due: 109 * (6 + 6), ...(await kept("2025Q4")) });
  });

  test("invented counts keep to what they are parts of, answers to their scale, points to their levels", async () => {
    const { rows } = await demo().t.owner.query(
      `select s.unit_id, c.period_id, jsonb_object_agg(m.key, o.value) as figures
       from submissions s join collections c on c.id = s.collection_id join observations o on o.submission_id = s.id and o.revision = s.province_rev
       join measures m on m.id = o.measure_id where c.origin = 'system' group by 1, 2`,
    );
    const pairs =
      "opinions_replied opinions;opinions_rated opinions;opinions_satisfied opinions_rated;issues_ontime issues_due;issues_recurred issues_closed;tasks_done tasks_due;warm_done warm_projects;demand_converted demand_items;innov_accepted innov_projects;sv_valid sv_invited";
    for (const { figures } of rows as { figures: Record<string, number> }[]) {
      for (const [part, all] of pairs.split(";").map((pair) => pair.split(" ") as [string, string]))
        if (part in figures) expect(figures[part]!).toBeLessThanOrEqual(figures[all]!);
      for (const key of Object.keys(figures)) {
        if (key.endsWith("_rubric_points")) expect([0, 25, 50, 75, 100]).toContain(figures[key]);
        if (!/^sat_.*_n$/.test(key)) continue;
        const [n, sum, squares] = ["n", "sum", "sumsq"].map((what) => figures[key.replace(/n$/, what)]!) as [
          number,
          number,
          number,
        ];
        // A question nobody would publish has fewer than 5 answers; points lie from 0 to 100; a variance is not negative.
        expect(n).toBeGreaterThanOrEqual(5);
        expect(sum).toBeLessThanOrEqual(100 * n);
        expect(squares).toBeLessThanOrEqual(100 * sum);
        expect(squares * n).toBeGreaterThanOrEqual(sum ** 2);
      }
    }
    // Six quarters and a year of 109 units.
    expect(rows).toHaveLength(7 * 109);
  });

  test("every year is published for counties and cities; the last one twice after a correction, and recomputes to the same bytes", async () => {
    const { items } = await demo().call<{
      items: { id: number; title: string; tier: string; number: number; state: string; synthetic: boolean }[];
    }>(analyst, "GET", "/releases");
    const states = (year: number, tier: string) =>
      items
        .filter((release) => release.title.startsWith(`${year}年`) && release.tier === tier)
        .toSorted((a, b) => a.number - b.number)
        .map(({ state }) => state);
    expect(states(2023, "county")).toEqual(["published"]);
    expect(states(2024, "county")).toEqual(["published"]);
    expect(states(2025, "county")).toEqual(["superseded", "published"]);
    expect(states(2025, "city")).toEqual(["consulting"]);
    expect(items.every(({ synthetic, title }) => synthetic && title.includes("演示数据"))).toBe(true);
    const [first, second] = [1, 2].map((number) =>
      items.find((r) => r.title.startsWith("2025年县级") && r.number === number),
    );
    expect(await demo().call(analyst, "POST", `/releases/${second!.id}/verify`, {})).toMatchObject({ ok: true });
    const scoreIn = async (id: number) =>
      (
        await demo().call<{ items: { code: string; score: number | null }[] }>(analyst, "GET", `/releases/${id}`)
      ).items.find(({ code }) => code === "990101")!.score!;
    // More rooms with a complete file than were counted: a higher share, a higher score.
    expect(await scoreIn(second!.id)).toBeGreaterThan(await scoreIn(first!.id));
  });

  test("four more schemes score the last year over all forms, as trials that say what of them is invented", async () => {
    type Listed = { id: number; title: string; state: string; stamps: { zh: string }[] };
    const { items } = await demo().call<{ items: Listed[] }>(analyst, "GET", "/releases");
    const further = items.filter(({ title }) => title.includes("演示评分"));
    expect(further).toHaveLength(4);
    for (const { id, state, stamps } of further) {
      expect(state).toBe("draft");
      expect(stamps.map(({ zh }) => zh)).toEqual(expect.arrayContaining(["试算，不作考核依据", "演示数据"]));
      const release = await demo().call<{ items: { coverage: number }[] }>(analyst, "GET", `/releases/${id}`);
      // Nothing that the schemes ask is without a form here: what is missing, a county has left out.
      const whole = release.items.filter(({ coverage }) => coverage > 0.999).length;
      expect(whole).toBeGreaterThanOrEqual(release.items.length / 2);
    }
  });

  test("in every release at least seven regions of ten can be ranked", async () => {
    const { items } = await demo().call<{ items: { id: number; title: string; state: string }[] }>(
      analyst,
      "GET",
      "/releases",
    );
    for (const { id } of items) {
      const release = await demo().call<{ items: { place: unknown }[] }>(analyst, "GET", `/releases/${id}`);
      const ranked = release.items.filter(({ place }) => place !== null).length;
      expect(ranked).toBeGreaterThanOrEqual(release.items.length * 0.7);
    }
  });
}
