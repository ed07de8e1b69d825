import { createHash } from "node:crypto";
import { canonicalJson } from "@duibiao/indicators";
import type { Fixture, Task } from "../fixture.ts";
import { flatCatalogue, name } from "../flat-catalogue.ts";

/** A form of 200 cells, all invented, with 40 rules over them. */
export const cells = 200;
const keys = Array.from({ length: cells }, (_, at) => `d${String(at + 1).padStart(3, "0")}`);

const catalogue = flatCatalogue(
  "bench-deadline",
  keys,
  [
    { key: "DEADLINE_ONLINE", signing: "online" },
    { key: "DEADLINE_PAPER", signing: "paper" },
  ],
  keys.slice(0, 40).map((key, at) => ({
    key: `D${at + 1}`,
    name: name(`D${at + 1}`),
    severity: "block",
    expr: `${key} <= ${keys[at + 1]!}`,
    advice: name("check"),
  })),
);

export type Deadline = { open: (start: string, signing: "online" | "paper") => Promise<Task> };

/** Publishes the form; `open` makes a collection of it for the quarter that begins on `start`, with a draft of every unit. */
export async function loadDeadline({ owner, provinceId, unitIds }: Fixture): Promise<Deadline> {
  const one = async (text: string, values: unknown[]) =>
    (await owner.query<{ id: number }>(`${text} returning id`, values)).rows[0]!.id;
  const document = canonicalJson(catalogue);
  await owner.query(
    "insert into measures (key, uom, type, agg_region, agg_time) select key, 'kWh', 'integer', 'sum', 'sum' from unnest($1::text[]) key",
    [keys],
  );
  const catalogueId = await one(
    "insert into catalogues (key, version, hash, document) values ('bench-deadline', '1', $1, $2)",
    [createHash("sha256").update(document).digest("hex"), document],
  );
  return {
    async open(start, signing) {
      const periodId = await one(
        "insert into periods (key, kind, start_date, end_date) values ($1, 'quarter', $1::text::date, ($1::text::date + interval '3 months' - interval '1 day')::date)",
        [start],
      );
      const id = await one(
        `insert into collections (owner_region_id, catalogue_id, form_key, period_id, name, origin, synthetic, signing, opens_at, due_unit, due_county, due_city, due_province, created_by)
         values ($1, $2, $3, $4, 'deadline', 'report', true, $5, '2000-01-01', '2999-01-01', '2999-01-01', '2999-01-01', '2999-01-01', 0)`,
        [provinceId, catalogueId, `DEADLINE_${signing.toUpperCase()}`, periodId, signing],
      );
      await owner.query(
        "insert into duties (collection_id, measure_id, member, additive) select $1, id, 'total', true from measures where key = any($2)",
        [id, keys],
      );
      await owner.query(
        `insert into assignments (collection_id, unit_id, region_id, city_id, covers, hash)
         select $1, u.id, v.region_id, r.parent_id, v.covers, u.hash
         from units u join unit_versions v on v.unit_id = u.id join region_versions r on r.region_id = v.region_id`,
        [id],
      );
      const made = await owner.query<{ id: string; unit_id: number }>(
        `insert into submissions (collection_id, period_id, unit_id, region_id, city_id, state)
         select collection_id, $2, unit_id, region_id, city_id, 'draft' from assignments where collection_id = $1 returning id, unit_id`,
        [id, periodId],
      );
      const byUnit = new Map(made.rows.map((row) => [row.unit_id, Number(row.id)]));
      return { id, periodId, submissionIds: unitIds.map((unit) => byUnit.get(unit)!) };
    },
  };
}

/** What county number n reports: 1,000 k + 7,919 n mod 1,000 in line k, which rises with k as the rules want. */
export function figuresOf(n: number): { measure: string; member: string; value: string }[] {
  return keys.map((measure, at) => ({
    measure,
    member: "total",
    value: String(1000 * (at + 1) + ((7919 * n) % 1000)),
  }));
}

/** The same as a browser sends it: a first save of lines `from` up to, but not with, `to`. */
export const typed = (n: number, from = 0, to = cells) => ({
  cells: figuresOf(n)
    .slice(from, to)
    .map(({ measure, member, value }) => ({ measure, member, version: 0, value: { state: "number", value } })),
});
