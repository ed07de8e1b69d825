import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Catalogue } from "@duibiao/indicators";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makeCatalogue, makePeriod, smallCatalogue } from "../src/testing-province.ts";
import { openCollection, openFlow, signAndSubmit, startSubmission, type Flow } from "./flow.ts";

const missing = ["/usr/bin/chromium", "/usr/bin/pdftotext", "/usr/bin/pdfinfo"].filter((file) => !existsSync(file));
if (missing.length > 0) {
  const sentence = `programs are missing (${missing.join(", ")}): apt-get install chromium poppler-utils fonts-noto-cjk`;
  // The gate must not pass without them; a workstation may.
  if (process.env["CI"]) throw new Error(sentence);
  console.warn(`\n!!! SKIPPED / 未运行: printing in a real browser. ${sentence}\n`);
}

/** A form that needs three pages: sixty lines with long names. Invented. */
const longCatalogue: Catalogue = {
  ...smallCatalogue,
  key: "long",
  rules: [],
  measures: [
    ...smallCatalogue.measures,
    ...Array.from({ length: 60 }, (_, i) => ({
      ...smallCatalogue.measures[2]!,
      key: `t_line${i}`,
      name: { zh: `第${i}项很长的指标名称用来占满一整行并且换行到下一行的测试文字`, en: `line ${i}` },
    })),
  ],
  forms: [
    {
      ...smallCatalogue.forms[0]!,
      number: "测01表",
      sections: [
        {
          key: "long",
          name: { zh: "长表", en: "long" },
          lines: Array.from({ length: 60 }, (_, i) => ({ row: String(i + 1).padStart(2, "0"), measure: `t_line${i}` })),
        },
      ],
    },
  ],
};

let t: TestPlatform;
let f: Flow;
let server: Server;
let folder: string;
let id: number;
let hash: string;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  const catalogue = await makeCatalogue(t, longCatalogue);
  const period = await makePeriod(t, "2026Q2", "quarter", "2026-04-01", "2026-06-30");
  const collection = await openCollection(t.as("analyst"), { owner: f.region["P"]!, catalogue, period });
  f = { ...f, collection };
  id = await startSubmission(f, "a1");
  const cells = Array.from({ length: 60 }, (_, i) => ({
    measure: `t_line${i}`,
    member: "total",
    version: 0,
    value: { state: "number", value: `${1000 + i}` },
  }));
  await t.as("clerk-a1").put(`/submissions/${id}/cells`, { cells });
  ({ hash } = await signAndSubmit(f, "a1", id));
  folder = mkdtempSync(join(tmpdir(), "duibiao-paper-"));
  // The browser as the clerk: what the app answers, with its headers, so that the content policy holds here too.
  server = createServer(async (request, response) => {
    const answer = await t.as("clerk-a1").get((request.url ?? "").replace("/api/v1", ""));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answer.text);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  server.close();
  await t.close();
});

/** Prints an address as the browser does; the text of each page. */
async function pages(path: string, name: string): Promise<string[]> {
  const file = join(folder, name);
  const { port } = server.address() as AddressInfo;
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  const profile = `--user-data-dir=${join(folder, "profile")}`;
  await promisify(execFile)("/usr/bin/chromium", [
    ...flags,
    profile,
    "--no-pdf-header-footer",
    `--print-to-pdf=${file}`,
    `http://127.0.0.1:${port}/api/v1${path}`,
  ]);
  if (process.env["KEEP_PAPER"]) copyFileSync(file, join(process.env["KEEP_PAPER"], name));
  const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
  expect(info).toMatch(/Page size:\s+59[45][.\d]* x 84[12][.\d]* pts \(A4\)/);
  return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
}

describe.skipIf(missing.length > 0)("on paper", () => {
  test("a form prints on A4 with head, page x of y and the revision hash on every page, and its foot at the end", async () => {
    const printed = await pages(`/submissions/${id}/revisions/1/print`, "form.pdf");
    expect(printed.length).toBeGreaterThan(1);
    printed.forEach((text, at) => {
      expect(text).toMatch(new RegExp(`第\\s*${at + 1}\\s*页/共\\s*${printed.length}\\s*页`));
      expect(text.replaceAll(/\s/g, "")).toContain(hash);
      if (at < printed.length - 1) expect(text).toMatch(/行次\s+指标\s+计量单位\s+本期/);
    });
    const all = printed.join("\n");
    for (const words of ["测试表", "演示数据", "测01表", "（未下达）", "1059", "严禁处理、传输国家秘密"])
      expect(all).toContain(words);
    expect(printed.at(-1)!).toMatch(/单位负责人：head-a1\s+填表人：clerk-a1\s+联系电话：\s+报出日期：2026-04-10/);
  });

  test("the receipt is one page with hash, signers, time, and how to verify it, and no figure", async () => {
    const printed = await pages(`/submissions/${id}/revisions/1/receipt`, "receipt.pdf");
    expect(printed).toHaveLength(1);
    const text = printed[0]!.replaceAll(/\s/g, "");
    const receipt = (await t.as("clerk-a1").get(`/submissions/${id}/revisions/1`)).body.receipt;
    for (const words of [
      "报送回执",
      "演示数据",
      hash,
      receipt.signature,
      receipt.publicKey,
      "head-a1",
      "clerk-a1",
      "2026-04-1009:00",
      "怎样核验",
      "第1页/共1页",
    ])
      expect(text).toContain(words);
    expect(text).not.toContain("1059");
  });

  test("a blank form has lines and foot and no figure", async () => {
    const printed = (await pages(`/collections/${f.collection}/blank`, "blank.pdf")).join("\n");
    expect(printed).toContain("第59项");
    expect(printed).toContain("单位负责人");
    expect(printed).not.toContain("1059");
  });
});

test("pages for printing hold no inline style or script, and nobody outside reads a receipt", async () => {
  for (const path of [
    `/submissions/${id}/revisions/1/print`,
    `/submissions/${id}/revisions/1/receipt`,
    `/collections/${f.collection}/blank`,
  ]) {
    const page = await t.as("clerk-a1").get(path);
    expect(page.status, page.text).toBe(200);
    expect(page.text).not.toMatch(/<style|<script| style=/);
  }
  expect((await t.as("clerk-b1").get(`/submissions/${id}/revisions/1/receipt`)).status).toBe(404);
  expect((await t.as("clerk-a1").get(`/submissions/${id}/revisions/9/receipt`)).status).toBe(404);
});
