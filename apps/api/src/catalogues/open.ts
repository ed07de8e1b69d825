import { sql } from "drizzle-orm";
import { compile, validityKey, type Catalogue, type Compiled } from "@duibiao/indicators";
import type { Tx } from "@duibiao/db";
import { problems } from "../problem.ts";

/** A published catalogue, read once: it never changes. `compiled` is what of it applies on the day asked. */
export type OpenCatalogue = { id: number; hash: string; document: Catalogue; compiled: Compiled };

type Opened = Omit<OpenCatalogue, "compiled"> & { applied: Map<string, OpenCatalogue> };

const opened = new Map<number, Opened>();

/** @param day last day of the period (ISO date) whose rules, factors and limits apply; without it the newest do. */
export async function openCatalogue(tx: Tx, id: number, day?: string): Promise<OpenCatalogue> {
  const { applied, ...catalogue } = opened.get(id) ?? (await readCatalogue(tx, id));
  const key = validityKey(catalogue.document, day);
  const kept = applied.get(key);
  if (kept !== undefined) return kept;
  const compiled = { ...catalogue, compiled: compile(catalogue.document, day) };
  applied.set(key, compiled);
  return compiled;
}

async function readCatalogue(tx: Tx, id: number): Promise<Opened> {
  const found = await tx.execute<{ hash: string; document: string }>(
    sql`select hash, document from catalogues where id = ${id}`,
  );
  const row = found.rows[0];
  if (row === undefined) throw problems.notFound(`catalogue ${id}`);
  const document = JSON.parse(row.document) as Catalogue;
  const catalogue = { id, hash: row.hash, document, applied: new Map() };
  if (opened.size > 64) opened.clear();
  opened.set(id, catalogue);
  return catalogue;
}

/** Ids of registered measures, both ways. */
export type MeasureIndex = { idOf: ReadonlyMap<string, number>; keyOf: ReadonlyMap<number, string> };

/** Ids of a catalogue's measures (or of all, without a list). Keys are registered when a catalogue is published. */
export async function measureIndex(tx: Tx, keys?: readonly string[]): Promise<MeasureIndex> {
  const rows = await tx.execute<{ id: number; key: string }>(
    keys === undefined
      ? sql`select id, key from measures`
      : sql`select id, key from measures where key = any(${`{${keys.join(",")}}`}::text[])`,
  );
  return {
    idOf: new Map(rows.rows.map((r) => [r.key, r.id])),
    keyOf: new Map(rows.rows.map((r) => [r.id, r.key])),
  };
}

const formsKept = new WeakMap<OpenCatalogue, Map<string, MeasureIndex>>();

/** The measures of one form in a catalogue. Kept: a registered key never gets another id. */
export async function formMeasures(tx: Tx, catalogue: OpenCatalogue, formKey: string): Promise<MeasureIndex> {
  const kept = formsKept.get(catalogue) ?? new Map<string, MeasureIndex>();
  formsKept.set(catalogue, kept);
  const known = kept.get(formKey);
  if (known !== undefined) return known;
  const form = catalogue.compiled.compiledForms.get(formKey);
  if (form === undefined) throw problems.notFound(`form ${formKey}`);
  const keys = new Set(form.lines.map((line) => line.measure));
  const index = await measureIndex(tx, [...keys]);
  if (index.idOf.size === keys.size) kept.set(formKey, index);
  return index;
}
