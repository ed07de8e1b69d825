import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { PushCell } from "./sum.ts";

export type Verdict = {
  written: boolean;
  counts: { written: number; unchanged: number; conflict: number; refused: number };
  cells: { place: string; unit: string; measure: string; given: string; verdict: string; zh: string; en: string }[];
};

export type Target = { server: string; token: string; collection: number; system: string; file: string };

const tries = 5;

/**
 * One push. The key is made from what is sent: after a lost answer the same push is sent again and is one push. Busy, slowed
 * down or cut off, it waits and tries again; a refusal comes back as verdicts, everything else is thrown.
 */
export async function send(target: Target, cells: readonly PushCell[], run: { dryRun: boolean; partial: boolean }) {
  const query = new URLSearchParams({
    collection: String(target.collection),
    system: target.system,
    file: target.file,
    dryRun: String(run.dryRun),
    partial: String(run.partial),
  });
  const address = `${target.server.replace(/\/+$/, "")}/api/v1/exchange/cells?${query}`;
  const body = JSON.stringify({ cells });
  const headers = {
    Authorization: `Bearer ${target.token}`,
    "Content-Type": "application/json",
    "Idempotency-Key": createHash("sha256").update(`${address}\n${body}`).digest("hex"),
  };
  for (let at = 1; ; at++) {
    const response = await fetch(address, { method: "POST", headers, body }).catch((error: Error) => error);
    if (response instanceof Error || response.status === 429 || response.status >= 500) {
      if (at === tries)
        throw response instanceof Error ? response : new Error(`${response.status} ${await response.text()}`);
      const wait = response instanceof Error ? null : response.headers.get("Retry-After");
      await sleep(wait === null ? 500 * 2 ** at : Number(wait) * 1000);
      continue;
    }
    const answer = (await response.json()) as Verdict & { code?: string; zh?: string; en?: string };
    if (response.ok || answer.code === "push_refused") return answer;
    throw new Error(`${response.status} ${answer.code}\n${answer.zh}\n${answer.en}`);
  }
}

/** A dry run first. Refused cells keep everything out; conflicts are left to the clerk, and the rest is written. */
export async function push(target: Target, cells: readonly PushCell[], dryRun: boolean): Promise<Verdict> {
  const trial = await send(target, cells, { dryRun: true, partial: false });
  if (dryRun || trial.counts.refused > 0) return trial;
  return send(target, cells, { dryRun: false, partial: trial.counts.conflict > 0 });
}
