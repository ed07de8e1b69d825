import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorld, type World } from "../evaluations/testing-world.ts";
import { receiptKeys } from "../keys.ts";
import { sealAudit } from "./seal.ts";

const command = fileURLToPath(new URL("../../../../packages/cli/bin/duibiao-verify.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "chain-"));
let w: World;
let publicKey: string;

beforeAll(async () => {
  w = await makeWorld();
  await w.t.person("clerk1", "clerk", { unit: w.unit["a1"]! });
  ({ publicKey } = w.t.platform.keys);
  await w.t.person("auditadmin", "audit_admin");
  await w.t.person("auditorA", "auditor", { region: w.region["A"]! });
  await w.t.owner.query(`insert into audit_log (request_id, action, object, region_id, result, detail)
    select 'r' || i, 'drill.write', 'row/' || i, case i % 3 when 0 then null when 1 then ${w.region["A"]} else ${w.region["B"]} end, 'done',
           jsonb_build_object('名', '演示 "' || i || '"', 'n', i / 7.0) from generate_series(1, 5200) i`);
  await sealAudit(w.t.workerDb, "all");
});
afterAll(async () => {
  await w.t.close();
  rmSync(folder, { recursive: true });
});

const exported = async (who: string, after = 0) => (await w.t.as(who).get(`/audit/export?after=${after}`)).body;
const written = (name: string, content: unknown) => {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, name);
};
/** The command as a stranger runs it: with files and the key, without the server. */
function verify(stretches: readonly unknown[], { key = publicKey, head }: { key?: string; head?: unknown } = {}) {
  const files = stretches.map((stretch, at) => written(`chain-${at}.json`, stretch));
  const heads = head === undefined ? [] : ["--head", written("head.json", head)];
  const { status, stdout } = spawnSync(process.execPath, [command, "chain", ...files, "--key", key, ...heads]);
  return { status, said: stdout.toString("utf8") };
}

test("the whole chain, stretch by stretch, is verified by a command without the server", async () => {
  const first = await exported("auditadmin");
  const second = await exported("auditadmin", first.next);
  expect([first.links.length, second.next]).toEqual([5000, null]);
  expect(first.exported).toMatchObject({ username: "auditadmin" });
  const head = (await w.t.as("auditadmin").get("/audit/head")).body;
  const { status, said } = verify([first, second], { head });
  expect(said).toContain(`完好：第 1 至 ${head.seq} 环，其中 0 环`);
  expect(status).toBe(0);
  expect(verify([second, first]).status).toBe(1);
  expect(
    verify([first, second], { key: receiptKeys(generateKeyPairSync("ed25519").privateKey).publicKey }).status,
  ).toBe(1);
});

test("rows outside the auditor's jurisdiction are withheld, and the rest is verified all the same", async () => {
  const stretch = await exported("auditorA");
  const regions = new Set(stretch.links.map(({ row }: any) => row?.regionId));
  expect(regions.has(w.region["A"])).toBe(true);
  expect(regions.has(w.region["B"])).toBe(false);
  const { status, said } = verify([stretch]);
  expect([status, said]).toEqual([0, expect.stringMatching(/其中 [1-9]\d* 环的内容不在导出人的管辖范围/)]);
  expect((await w.t.as("clerk1").get("/audit/export")).status).toBe(403);
});

test("the drill: whatever is changed in an exported chain is named with its place", async () => {
  const last = (await exported("auditadmin")).next;
  const stretch = await exported("auditadmin", last);
  const changed = (how: (copy: any) => void) => {
    const copy = structuredClone(stretch);
    how(copy);
    return verify([copy]);
  };
  const place = stretch.links[4].seq;
  for (const [how, said] of [
    [(copy: any) => (copy.links[4].row.object = "row/other"), "对应的日志被改动"],
    [(copy: any) => (copy.links[4].row.detail.n = 0), "对应的日志被改动"],
    [
      (copy: any) => (copy.links[4].row.at = copy.links[4].row.at.replace(/\d(?=Z$)/, (d: string) => (+d + 1) % 10)),
      "对应的日志被改动",
    ],
    [(copy: any) => (copy.links[4].row = null), "对应的日志已不存在"],
    [(copy: any) => copy.links.splice(4, 1), "缺失"],
    [(copy: any) => (copy.links[4].prev = "0".repeat(64)), "与前一环不衔接"],
  ] as const) {
    const found = changed(how);
    expect([found.status, found.said]).toEqual([1, expect.stringContaining(`第 ${place} 环：${said}`)]);
  }
  expect(changed((copy) => (copy.links.pop(), copy.links.pop())).said).toContain("被签名为链尾，但不是");
  const kept = (await w.t.as("auditadmin").get("/audit/head")).body;
  const cut = structuredClone(stretch);
  cut.links.splice(10);
  Object.assign(cut.head, { seq: cut.links[9].seq, hash: cut.links[9].hash });
  cut.head.signature = w.t.platform.keys.sign(`duibiao-audit-head/1\n${cut.head.seq}\n${cut.head.hash}`);
  // Signed again by whoever holds the key: by itself it is whole, only the head that was kept knows better.
  expect(verify([cut]).status).toBe(0);
  expect(verify([cut], { head: kept })).toMatchObject({ status: 1, said: expect.stringContaining("链尾被截去") });
});
