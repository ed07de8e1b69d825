import { expect, test } from "vitest";
import { hash } from "@node-rs/argon2";
import { checkPassword, createQueue, hashPassword, asOneTimeCode, oneTimeCode, outdated } from "./hashing.ts";

test("a password is stored as argon2id with 19 MiB, two passes, one lane", async () => {
  const stored = await hashPassword("river lamp cotton");
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(outdated(stored)).toBe(false);
  expect(await checkPassword("river lamp cotton", stored)).toBe(true);
  expect(await checkPassword("river lamp cotton ", stored)).toBe(false);
});

test("a hash made with cheaper parameters is known as outdated", async () => {
  expect(outdated(await hash("x", { memoryCost: 8192, timeCost: 1, parallelism: 1 }))).toBe(true);
});

test("no password fits an unknown user", async () => {
  expect(await checkPassword("", null)).toBe(false);
});

test("a queue runs two at once, keeps three waiting and sends the next away with a time to come back", async () => {
  const queued = createQueue(2, 3, 7);
  let running = 0;
  let most = 0;
  const open: (() => void)[] = [];
  const job = () =>
    queued(async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((done) => open.push(done));
      running--;
    });
  const jobs = [job(), job(), job(), job(), job()];
  await expect(job()).rejects.toMatchObject({ status: 429, details: { retryAfter: 7 } });
  for (let ended = 0; ended < 5; ended++) {
    open.shift()!();
    await new Promise((done) => setTimeout(done, 1));
  }
  await Promise.all(jobs);
  expect(most).toBe(2);
  // Room again.
  const again = job();
  await new Promise((done) => setTimeout(done, 1));
  open.shift()!();
  await again;
});

test("a failed piece of work gives its place back", async () => {
  const queued = createQueue(1, 1, 1);
  await expect(queued(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await queued(async () => "yes")).toBe("yes");
});

test("one-time codes are twelve digits in groups of four, evenly drawn, and differ", () => {
  const made = Array.from({ length: 500 }, oneTimeCode);
  for (const code of made) expect(code).toMatch(/^\d{4} \d{4} \d{4}$/);
  expect(new Set(made).size).toBe(500);
  // 6,000 digits, 600 of each expected; five standard deviations of a binomial (23.2 each) are 116.
  const digits = made.join("").replaceAll(" ", "");
  for (const digit of "0123456789") expect(Math.abs(digits.split(digit).length - 1 - 600), digit).toBeLessThan(116);
});

test.each([
  ["4831 0927 5614", "4831 0927 5614"],
  ["483109275614", "4831 0927 5614"],
  ["4831-0927-5614 ", "4831 0927 5614"],
  ["４８３１　０９２７　５６１４", "4831 0927 5614"],
  ["4831 0927 561", null],
  ["4831 0927 56145", null],
  ["4831 0927 561a", null],
])("what is typed as %j is the code %j", (typed, code) => {
  expect(asOneTimeCode(typed)).toBe(code);
});
