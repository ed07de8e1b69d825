import { signedIn } from "../../../../examples/story/people.ts";
import type { Call } from "../../../../examples/story/world.ts";
import { seed } from "../seed.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

export const password = "Demo-province-2026";
export const now = new Date("2026-11-02T10:00:00+08:00");
export const analyst = "analyst.990000";

export type Region = {
  id: number;
  code: string;
  name: string;
  tier: string;
  kind: string;
  parentId: number | null;
};
export type Collection = {
  id: number;
  formKey: string;
  name: string;
  origin: string;
  synthetic: boolean;
  lockedAt: string | null;
  dueUnit: string;
};
export type Finding = { rule: string; severity: string; verdict: string; explanation: string };
export type Submission = {
  id: number;
  state: string;
  contentHash: string;
  cells: { measure: string; member: string; state: string; value: string | null; reason: string }[];
  findings: Finding[];
  questions: { measure: string; answer: string | null }[];
  decisions: { kind: string; tier: string; reason: string; cells: { measure: string; reason: string }[] }[];
  revisions: { revision: number; hash: string; receipt: Record<string, unknown> }[];
};

/** A platform that holds the whole demo province, as its people see it. */
export type LoadedDemo = {
  t: TestPlatform;
  call: Call;
  regions: Region[];
  collections: Collection[];
  region: (code: string) => Region;
  collection: (form: string, period: string) => Collection;
  /** What a unit's own clerk sees of a report. */
  reportOf: (code: string, form: string, period: string) => Promise<Submission>;
};

export async function loadedDemo(): Promise<LoadedDemo> {
  const t = await createTestPlatform();
  t.setNow(now.toISOString());
  await seed(t.urls.ownerUrl, { admin: "Demo-admin-2026", demo: password }, { keys: t.platform.keys, now });
  const call = signedIn(async (path, init) => t.app.request(`http://test/api/v1${path}`, init), password);
  const { items: regions } = await call<{ items: Region[] }>(analyst, "GET", "/regions");
  const { items: collections } = await call<{ items: Collection[] }>(analyst, "GET", "/collections");
  const collection: LoadedDemo["collection"] = (form, period) =>
    collections.find((candidate) => candidate.formKey === form && candidate.name.startsWith(`${period} `))!;
  return {
    t,
    call,
    regions,
    collections,
    collection,
    region: (code) => regions.find((candidate) => candidate.code === code)!,
    async reportOf(code, form, period) {
      const { rows } = await t.owner.query(
        `select s.id::int as id from submissions s join unit_versions v on v.unit_id = s.unit_id where s.collection_id = $1 and v.code = $2`,
        [collection(form, period).id, `U${code}`],
      );
      return call<Submission>(`clerk.${code}`, "GET", `/submissions/${rows[0].id}`);
    },
  };
}
