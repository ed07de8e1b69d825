import type { Flow } from "./flow.ts";
import { accept, report } from "./flow.ts";

/**
 * Fills every table with at least one row, all of county a1 under city A (and a few of b1 under B), so that a
 * policy that is missing or too wide shows. Figures invented.
 */
export async function fillEveryTable(f: Flow): Promise<void> {
  const { t, region, unit } = f;
  const a1 = await report(f, "a1", { energy: "100", people: "2" });
  const b1 = await report(f, "b1", { energy: "200", people: "3" });
  await accept(f, "reviewer-a1", "county", a1);
  await accept(f, "reviewer-A", "city", a1);
  await t.settle();
  const place = `${unit["a1"]}, ${region["a1"]}, ${region["A"]}`;
  const user = `(select min(id) from users)`;
  await t.owner.query(`
    insert into findings (submission_id, revision, unit_id, region_id, city_id, rule, severity, verdict, detail) values (${a1.id}, 1, ${place}, 'T2', 'warn', 'false', '{}');
    insert into explanations (submission_id, unit_id, region_id, city_id, rule, cell, text, user_id) values (${a1.id}, ${place}, 'T2', 't_energy/total', 'x', ${user});
    insert into questions (submission_id, revision, unit_id, region_id, city_id, measure, member, text, asked_by) values (${a1.id}, 1, ${place}, 't_energy', 'total', '?', ${user});
    insert into question_calls (question_id, submission_id, unit_id, region_id, city_id, text, user_id, name) select id, submission_id, ${place}, 'x', ${user}, 'x' from questions;
    insert into arrivals (submission_id, unit_id, region_id, city_id, measure_id, member, system, file, place, state, value, verdict, user_id, name, at)
      select ${a1.id}, ${place}, min(id), 'total', 's', '', 'R2', 'number', 1, 'conflict', ${user}, 'x', now() from measures;
    insert into unit_aliases (unit_id, region_id, system, name, user_id, user_name, at)
      select u, r, 's', 'x', ${user}, 'x', now() from (values (${unit["a1"]}, ${region["a1"]}), (${unit["b1"]}, ${region["b1"]})) p (u, r);
    insert into openings (collection_id, city_id, reason, user_id, name) values (${f.collection}, ${region["A"]}, 'x', ${user}, 'x');
    insert into attachments (submission_id, revision, unit_id, region_id, city_id, kind, name, type, sha256, content, user_id) values (${a1.id}, 1, ${place}, 'scan', 'a.pdf', 'application/pdf', 'x', '\\x25', ${user});
    insert into filings (collection_id, unit_id, region_id, city_id, submission_id, revision, verdict, name, sha256, content, sender, confirmed, reasons, user_id, user_name, at)
      values (${f.collection}, ${place}, ${a1.id}, 1, 'filed', 'a.xlsx', 'x', '\\x25', 'x', false, '[]', ${user}, 'x', now());
    insert into unit_changes (kind, effective, region_id, unit_ids, name, document_no, reason, user_id, user_name, at)
      select 'rename', '2026-01-01', id, '{1}', 'x', '', 'x', ${user}, 'x', now() from (values (${region["a1"]}), (${region["b1"]})) r (id);
    insert into meters (region_id, code, name, measure, member, user_id, at) values (${region["a1"]}, 'm', 'x', 't_energy', 'total', ${user}, now());
    insert into meter_keys (meter_id, region_id, valid_from, basis, unit_ids, weights, user_id, user_name, at)
      select id, region_id, '2026-01-01', 'x', '{${unit["a1"]}}', '{1}', ${user}, 'x', now() from meters;
    insert into meter_answers (key_id, unit_id, region_id, agrees, reason, document_no, user_id, user_name, at)
      select id, ${unit["a1"]}, region_id, true, '', '', ${user}, 'x', now() from meter_keys;
    insert into meter_readings (meter_id, key_id, region_id, period_id, quantity, document_no, unit_ids, shares, user_id, user_name, at)
      select meter_id, id, region_id, ${f.period}, 1, '', unit_ids, '{1}', ${user}, 'x', now() from meter_keys;
    insert into attachments (submission_id, revision, unit_id, region_id, city_id, kind, measure, member, name, type, sha256, content, user_id) values (${a1.id}, 2, ${place}, 'evidence', 't_energy', 'total', 'b.pdf', 'application/pdf', 'y', '\\x25', ${user});
    insert into bills (unit_id, region_id, city_id, measure, member, meter, number, start_date, end_date, amount, user_id, user_name, at) values (${place}, 't_energy', 'total', '', '', '2026-01-01', '2026-01-31', 1, ${user}, 'x', now());
    insert into item_lists (submission_id, unit_id, region_id, city_id, section, items, user_id, user_name, at) values (${a1.id}, ${place}, 'energy', '[]', ${user}, 'x', now());
    insert into region_changes (kind, effective, user_id) values ('transfer', '2020-01-01', ${user});
    insert into region_lineage (change_id, from_id, to_id, share) select id, ${region["a1"]}, ${region["a2"]}, 1 from region_changes limit 1;
    insert into consolidations (collection_id, city_id, number, document, hash, signed_by) values (${f.collection}, ${region["A"]}, 1, '{}', 'x', ${user});
    insert into consolidation_decisions (consolidation_id, city_id, kind, user_id) select id, city_id, 'accept', ${user} from consolidations;
    insert into catalogue_drafts (owner_region_id, from_id, key, version, note, content, created_at, saved_by, saved_name, saved_at)
      values (${region["P"]}, ${f.catalogue}, 'k', '2', '', '{}', now(), ${user}, 'x', now());
    insert into calendar_years (owner_region_id, year, days, created_by, created_name, created_at) values (${region["P"]}, 2027, '[]', ${user}, 'x', now());
    insert into collection_changes (collection_id, owner_region_id, kind, before, after, reason, user_id, user_name, at)
      values (${f.collection}, ${region["P"]}, 'due', '{}', '{}', 'x', ${user}, 'x', now());
    insert into planned_collections (owner_region_id, ask, opens_at, state, created_by, created_name, created_at)
      values (${region["P"]}, '{}', '2027-01-01', 'waiting', ${user}, 'x', now());
    insert into escalations (noun, object_id, unit_id, region_id, city_id, due_at, to_region_id, at)
      values ('question', 1, ${place}, now(), ${region["A"]}, now());
    insert into extensions (collection_id, unit_id, region_id, city_id, kind, until, reason, tier, user_id, user_name, at)
      values (${f.collection}, ${place}, 'ask', '2026-05-01', 'x', 'unit', ${user}, 'x', now());
    insert into mappings (owner_region_id, key, version, form_key, document, hash, created_by, created_name, created_at)
      values (${region["P"]}, 'k', 1, 'T_FORM', '{}', 'x', ${user}, 'x', now());
    insert into panels (owner_region_id, catalogue_id, scheme_key, nodes, roles, title, created_by, created_name, created_at)
      values (${region["P"]}, ${f.catalogue}, 's', '["n"]', '["leader"]', 't', ${user}, 'x', now());
    insert into panel_sheets (panel_id, owner_region_id, node, source, expert, unit, day, scan, judgements, hash, user_id, user_name, at)
      select id, owner_region_id, 'n', 'own', 'x', '', '2026-01-01', '', '[]', 'x', ${user}, 'x', now() from panels;
    insert into second_review_duties (owner_region_id, kind, key, reviewers, reason, created_by, created_name, created_at)
      values (${region["A"]}, 'form', 'T_FORM', '{}', 'x', ${user}, 'x', now());
    insert into second_reviews (owner_region_id, submission_id, revision, tier, hash, note, user_id, user_name, at)
      values (${region["A"]}, ${a1.id}, 1, 'city', 'x', '', ${user}, 'x', now());
    insert into spot_checks (owner_region_id, collection_id, title, basis, size, seed, frame, frame_hash, frame_cells, created_by, created_name, created_at)
      values (${region["A"]}, ${f.collection}, 'x', '', 1, 1, '[]', 'x', 1, ${user}, 'x', now());
    insert into spot_check_draws (check_id, owner_region_id, cells, hash, drawn_by, drawn_name, drawn_at) select id, owner_region_id, '[]', 'x', ${user}, 'x', now() from spot_checks;
    insert into spot_check_results (check_id, owner_region_id, submission_id, measure, member, verdict, evidence, note, user_id, user_name, at)
      select id, owner_region_id, ${a1.id}, 't_energy', 'total', 'agrees', 'x', '', ${user}, 'x', now() from spot_checks;
    insert into joint_reviews (owner_region_id, title, held_on, place, attendees, items, version, created_by, created_name, created_at, saved_by, saved_name, saved_at, hash)
      values (${region["A"]}, 'x', '2026-04-10', 'x', '[]', '[]', 1, ${user}, 'x', now(), ${user}, 'x', now(), '');
    insert into joint_review_questions (question_id, joint_review_id, owner_region_id, item) select q.id, j.id, j.owner_region_id, 0 from questions q, joint_reviews j;
    insert into notices (key, kind, title_zh, title_en, body_zh, body_en, link, object, audience, by_user, at)
      select 'k', 'matter', '', '', '', '', '', 'x/1', '[]', id, now() from users where username in ('reviewer-a1', 'reviewer-b1', 'clerk-a1');
    insert into inbox (user_id, notice_id, key) select by_user, id, key from notices;
    insert into deliveries (user_id, notice_id, channel, next_at) select user_id, notice_id, 'email', now() from inbox;
    insert into notice_settings (user_id, off, updated_at) select distinct user_id, '{}'::text[], now() from inbox where user_id <> (select id from users where username = 'reviewer-b1');
    insert into self_checks (day, started_at, ended_at, sound, parts) values ('2026-04-10', now(), now(), true, '[]');
    insert into matters (kind, owner_region_id, unit_id, region_id, city_id, year, seq, submission_id, subject, reason, evidence, hash, state, turn, created_by, created_name, created_at, updated_at)
      values ('correction', ${region["P"]}, ${place}, 2026, 1, ${a1.id}, '{}', 'r', 'e', 'x', 'open', 'county', ${user}, 'x', now(), now());
    insert into matter_events (matter_id, owner_region_id, unit_id, region_id, city_id, deed, text, hash, user_id, user_name, at)
      select id, owner_region_id, ${place}, 'asked', '', 'x', ${user}, 'x', now() from matters;
    insert into matter_files (matter_id, owner_region_id, unit_id, region_id, city_id, name, type, size, sha256, content, user_id, user_name, at)
      select id, owner_region_id, ${place}, 'a.pdf', 'application/pdf', 1, 'x', '\\x25', ${user}, 'x', now() from matters;
    insert into dirty (collection_id, city_id, level) values (${f.collection}, ${region["A"]}, 1);
    insert into credentials (user_id, password_hash) values (${user}, 'x');
    insert into api_tokens (token_hash, user_id, name, actions, created_at, expires_at) select 'x', id, 'x', '{unit.read}', now(), now() + interval '1 day' from users where username = 'reviewer-a1';
    insert into post_proposals (user_id, role, region_id, unit_id, proposed_by, by_security, proposed_at) values (${user}, 'clerk', ${region["a1"]}, ${unit["a1"]}, ${user}, false, now());
    insert into deputies (post_id, user_id, valid_from, valid_to, named_by, named_at) select min(id), (select max(id) from users), '2026-04-01', '2026-04-30', ${user}, now() from posts;
    insert into second_factors (user_id, secret, codes, last_step, begun_at) values (${user}, 'x', '{}', 0, now());
    insert into identities (issuer, subject, user_id, linked_at) values ('x', 'y', ${user}, now());
    insert into login_attempts (account, source) values ('x', 'y');
    insert into idempotency_keys (user_id, operation, key, fingerprint, status, body) select id, 'x', 'probe-key-0123456789', 'x', 200, '' from users on conflict do nothing;
    insert into evaluations (owner_region_id, catalogue_id, scheme_key, period_id, tier, lens, trial, synthetic, inputs, inputs_hash, results, results_hash, engine, created_by)
      values (${region["P"]}, ${f.catalogue}, 's', ${f.period}, 'county', 'province', true, true, '{}', 'x', '{}', 'x', 'e', ${user});`);
  for (const [number, state, audience] of [
    [1, "published", "subtree"],
    [2, "consulting", "own"],
    [3, "draft", "subtree"],
  ] as const) {
    await t.owner.query(`
      with r as (insert into releases (evaluation_id, owner_region_id, scheme_key, period_id, tier, number, title, audience, head, created_by)
        select id, owner_region_id, 's', period_id, 'county', ${number}, 't', '${audience}', '{}'::jsonb, ${user} from evaluations returning id),
      s as (insert into release_states (release_id, seq, state, user_id) select id, 1, '${state}', ${user} from r),
      p as (insert into peer_statistics (release_id, owner_region_id, indicator, peer_group, n, best, q1, median, q3, worst) select id, ${region["P"]}, 'i', 'g', 5, 1, 2, 3, 4, 5 from r)
      insert into release_results (release_id, region_id, city_id, result) select id, ${region["a1"]}, ${region["A"]}, '{}'::jsonb from r
      union all select id, ${region["b1"]}, ${region["B"]}, '{}'::jsonb from r`);
  }
  await t.owner.query(`
    insert into release_corrections (release_id, matter_id, owner_region_id, number, rerank, at) select id, 1, owner_region_id, 'x', true, now() from releases`);
  await t.owner.query("insert into audit_seals (seq, audit_id, prev, hash) select 1, min(id), '', 'x' from audit_log");
  void b1;
}
