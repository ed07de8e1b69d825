import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { PushCell } from "./sum.ts";

export type Verdict = {
  written: boolean;
  counts: { written: number; unchanged: number; conflict: number; refused: number };
  cells: { place: string; unit: string; measure: string; given: string; verdict: string; zh: string; en: string }[];
};

export type Target = { server: string; token: string; collection: number; system: string; file: string };

const tries = 5;

/** What a person is told, in both languages, instead of a trace. */
export class PushFault extends Error {}

const AGAIN =
  "没有得到答复，不知道是否写入：网络恢复后原样再运行一次，不会重复 / no answer, so it is not known whether it was written: run the same again, nothing is doubled";

type Answered = { verdict: Verdict } | { passing: boolean; after: number | null; why: string };

async function ask(address: string, headers: Record<string, string>, body: string): Promise<Answered> {
  try {
    const response = await fetch(address, { method: "POST", headers, body });
    const text = await response.text();
    const after = response.headers.get("Retry-After");
    const answer = readJson(text) as (Verdict & { code?: string; zh?: string; en?: string }) | null;
    if (answer !== null && (response.ok || answer.code === "push_refused")) return { verdict: answer };
    return {
      // A proxy's page or half an answer is no answer of the platform's.
      passing: response.status === 429 || response.status >= 500 || answer === null || after !== null,
      after: after === null ? null : Number(after),
      why:
        answer?.zh === undefined
          ? `${response.status} 不是平台的答复 / no answer of the platform: ${text.slice(0, 80)}`
          : `${response.status} ${answer.zh} / ${answer.en}`,
    };
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    const why = `连接不上服务器 / cannot reach the server (${cause?.code ?? message})`;
    return { passing: true, after: null, why };
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * One push. After a lost answer the same is sent again under its key and is one push; run anew it changes nothing that
 * stands already. Busy, slowed down or cut off, it waits and tries again; a refusal comes back as verdicts, everything else is thrown.
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
    // Of this push alone: a figure that came back to an earlier one is another push, not the answer of then.
    "Idempotency-Key": randomUUID(),
  };
  for (let at = 1; ; at++) {
    const answer = await ask(address, headers, body);
    if ("verdict" in answer) return answer.verdict;
    if (!answer.passing) throw new PushFault(answer.why);
    if (at === tries) throw new PushFault(`${answer.why}\n${AGAIN}`);
    const wait = answer.after ?? 2 ** (at - 1);
    process.stderr.write(`${answer.why}；${wait} 秒后重试 / again in ${wait} s (${at}/${tries - 1})\n`);
    await sleep(wait * 1000);
  }
}

/** A dry run first. Refused cells keep everything out; conflicts are left to the clerk, and the rest is written. */
export async function push(target: Target, cells: readonly PushCell[], dryRun: boolean): Promise<Verdict> {
  const trial = await send(target, cells, { dryRun: true, partial: false });
  if (dryRun || trial.counts.refused > 0) return trial;
  return send(target, cells, { dryRun: false, partial: trial.counts.conflict > 0 });
}
