/** The p-quantile (0..1) by nearest rank: a time that was really measured, never one between two. */
export function nearestRank(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError("no measurements");
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]!;
}

export const median = (values: readonly number[]) => nearestRank(values, 0.5);

/** Milliseconds that `work` takes, and what it gives. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ milliseconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { milliseconds: performance.now() - start, result };
}

/** Times of `count` runs in milliseconds. */
export async function repeat(count: number, work: () => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < count; run++) times.push((await timed(work)).milliseconds);
  return times;
}

export type Load = { perSecond: number; times: number[] };

/** Closed loop: `clients` at once, each taking the next job as soon as its last one is answered. */
export async function closedLoop<T>(
  jobs: readonly T[],
  clients: number,
  work: (job: T, client: number) => Promise<void>,
): Promise<Load> {
  const times: number[] = [];
  let next = 0;
  const start = performance.now();
  const client = async (_: unknown, index: number) => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      const at = performance.now();
      await work(job, index);
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { perSecond: (jobs.length * 1000) / (performance.now() - start), times };
}
