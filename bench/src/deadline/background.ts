import { randomUUID } from "node:crypto";
import { get } from "node:http";
import { indicatorKeys } from "../catalogue.ts";
import type { Fixture, Task } from "../fixture.ts";
import { nearestRank } from "../measure.ts";
import { milliseconds } from "../table.ts";
import { openOffices, type Offices } from "./office.ts";

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const mebibyte = 2 ** 20;
/** A scan as large as the platform takes: a PDF's head and foot with nothing between. */
const scan = Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(15 * mebibyte, 0x20), Buffer.from("\n%%EOF\n")]);

type Deed = { what: string; every: number; limit: number; work: (offices: Offices) => Promise<unknown> };

/**
 * What others do meanwhile: the analyst evaluates and exports, the province looks at the progress, somebody uploads scans
 * of 15 MiB, and a probe asks 20 times a second whether the server lives.
 */
export function background(f: Fixture, { papers, past }: { papers: Task; past: Task }, port: number) {
  const offices = openOffices(port, 60);
  const evaluation = {
    owner: f.provinceId,
    catalogue: f.catalogueId,
    scheme: "BENCH_SCHEME",
    period: past.periodId,
    tier: "county",
    lens: "province",
  };
  const ranking = `indicator=${indicatorKeys[0]!}&catalogue=${f.catalogueId}&period=${past.periodId}&tier=county&lens=province`;
  let scans = 0;
  const deeds: Deed[] = [
    {
      what: "evaluation of 3,000 counties",
      every: 10_000,
      limit: 60_000,
      work: () => offices.once("analyst", "POST", "/evaluations", evaluation, { key: randomUUID(), limit: 60_000 }),
    },
    {
      what: "export of a ranking",
      every: 2000,
      limit: 60_000,
      work: () => offices.once("analyst", "GET", `/rankings.csv?${ranking}`),
    },
    {
      what: "progress of the province",
      every: 1000,
      limit: 60_000,
      work: () => offices.once("leader", "GET", "/progress?from=2027-07-01&to=2027-09-30"),
    },
    {
      what: "scan of 15 MiB",
      every: 2000,
      limit: 60_000,
      // Of a form on paper that was submitted earlier in the evening, each by its own clerk.
      work: () => {
        const at = scans++;
        return offices.once(
          `c${at + 1}`,
          "POST",
          `/submissions/${papers.submissionIds[at]}/revisions/1/scan?name=scan.pdf`,
          undefined,
          { key: randomUUID(), bytes: scan, type: "application/octet-stream", limit: 60_000 },
        );
      },
    },
  ];
  let stopped = false;
  const heavy = deeds.map(async ({ what, every, work }) => {
    const answered: number[] = [];
    const statuses = new Map<string, number>();
    while (!stopped) {
      const begun = performance.now();
      const answer = (await work(offices)) as { status: number } | null;
      const status = `${answer?.status ?? "none"}`;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (answer?.status === 200) answered.push(performance.now() - begun);
      await pause(every);
    }
    return [
      `${what}: answers, p95 of 200`,
      `${[...statuses].map(([status, n]) => `${status}: ${n}`).join(", ")}; ${answered.length === 0 ? "—" : milliseconds(nearestRank(answered, 0.95))}`,
    ];
  });
  const health = probe(port, () => stopped);
  return {
    async stop(): Promise<string[][]> {
      stopped = true;
      const rows = [...(await Promise.all(heavy)), await health];
      offices.close();
      return rows;
    },
  };
}

/** 20 times a second, also while another question is not answered yet. */
async function probe(port: number, stopped: () => boolean): Promise<string[]> {
  const times: number[] = [];
  let silent = 0;
  while (!stopped()) {
    const begun = performance.now();
    const asked = get({ host: "127.0.0.1", port, path: "/healthz", agent: false }, (answer) => {
      answer.resume();
      answer.on("end", () => times.push(performance.now() - begun));
    });
    asked.on("error", () => silent++);
    await pause(50);
  }
  return [
    "/healthz at 20 Hz: p99, not answered while it was down",
    `${milliseconds(nearestRank(times, 0.99))}, ${silent}`,
  ];
}
