import { openChromium } from "../../browser/src/chromium.ts";
import { indicatorKeys } from "./catalogue.ts";
import { tokenOf, type Fixture, type Task } from "./fixture.ts";
import { flatCatalogue } from "./flat-catalogue.ts";
import { loadFormTask } from "./form-task.ts";
import { nearestRank } from "./measure.ts";
import { milliseconds, printTable, short } from "./table.ts";

type Browser = Awaited<ReturnType<typeof openChromium>>;
type Context = Awaited<ReturnType<Browser["newContext"]>>;
type Page = Awaited<ReturnType<Context["newPage"]>>;

const rows = 200;
const keysPerSecond = 60;
const wheels = 300;

/** What the browser benchmark types into: county 1's submission to a form of 200 lines. */
export type WideTask = { collection: number; unit: number };

const measures = Array.from({ length: rows }, (_, at) => `w${String(at + 1).padStart(3, "0")}`);

/** One form of 200 lines, and nothing else. */
const wideCatalogue = flatCatalogue("bench-wide", measures, [{ key: "WIDE", signing: "online" }]);

/** Opens the form of 200 lines for county 1. */
export async function loadWideTask(f: Fixture): Promise<WideTask> {
  const unit = f.unitIds[0]!;
  const collection = await loadFormTask(f, wideCatalogue, "2024-01-01", [unit]);
  await f.owner.query(
    `insert into submissions (collection_id, period_id, unit_id, region_id, city_id, state)
     select a.collection_id, c.period_id, a.unit_id, a.region_id, a.city_id, 'draft' from assignments a join collections c on c.id = a.collection_id
     where a.collection_id = $1`,
    [collection],
  );
  return { collection, unit };
}

/** The entry grid at 60 keys a second, and the ranking of 3,000 scrolled, each against plain HTML in the same browser. */
export async function benchBrowser(f: Fixture, task: Task, wide: WideTask, port: number): Promise<void> {
  const browser = await openChromium();
  try {
    await benchTyping(browser, wide, port);
    await benchScrolling(browser, f, task, port);
  } finally {
    await browser.close();
  }
}

/** A window of somebody whose session the fixture holds. */
async function windowOf(browser: Browser, username: string, port: number): Promise<Context> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name: "duibiao", value: tokenOf(username), url: `http://127.0.0.1:${port}` }]);
  return context;
}

const figureOf = (at: number) => String(1000 + ((at * 7919) % 9000));

async function benchTyping(browser: Browser, { collection, unit }: WideTask, port: number): Promise<void> {
  const context = await windowOf(browser, "c1", port);
  const grid = await context.newPage();
  await grid.goto(`http://127.0.0.1:${port}/county/tasks/${collection}/${unit}`);
  await grid
    .locator(".col-value input")
    .nth(rows - 1)
    .waitFor();
  const ours = await typeAll(grid, ".col-value input");
  await grid.locator(".save-line .tag-success").waitFor();
  const plain = await context.newPage();
  await plain.setContent(plainInputs());
  const theirs = await typeAll(plain, "input");
  await context.close();
  const row = (what: string, typed: Typed) => [
    what,
    String(typed.sent),
    short(typed.perSecond),
    `${typed.kept}/${rows}`,
    milliseconds(nearestRank(typed.frames, 0.95)),
    milliseconds(Math.max(...typed.frames)),
  ];
  printTable(
    `${rows} rows typed at ${keysPerSecond} keys/s`,
    ["what", "keys sent", "keys/s", "values kept", "frame p95", "longest frame"],
    [row("entry grid, with checks and autosave", ours), row("plain uncontrolled inputs", theirs)],
  );
}

/** Enter goes down, and nothing else happens. */
const plainInputs = () => `
  <table>${measures.map((key) => `<tr><td>${key}</td><td><input></td></tr>`).join("")}</table>
  <script>
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const inputs = [...document.querySelectorAll("input")];
      inputs[inputs.indexOf(event.target) + 1]?.focus();
    });
  </script>`;

type Typed = { sent: number; perSecond: number; kept: number; frames: number[] };

/** Open loop: each key leaves at its time, whether or not the page has dealt with the one before. */
async function typeAll(page: Page, cells: string): Promise<Typed> {
  const keys = measures.flatMap((_, at) => [...figureOf(at), "Enter"]);
  await page.locator(cells).first().click();
  await watchFrames(page);
  const start = performance.now();
  const pressed: Promise<void>[] = [];
  for (const [at, key] of keys.entries()) {
    const wait = start + (at * 1000) / keysPerSecond - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    pressed.push(page.keyboard.press(key));
  }
  await Promise.all(pressed);
  const seconds = (performance.now() - start) / 1000;
  const frames = await framesOf(page);
  const values = (await page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(cells)})].map(({ value }) => value)`,
  )) as string[];
  const kept = values.filter((value, at) => value.replaceAll(",", "") === figureOf(at)).length;
  return { sent: keys.length, perSecond: keys.length / seconds, kept, frames };
}

async function benchScrolling(browser: Browser, { catalogueId, counties }: Fixture, task: Task, port: number) {
  const context = await windowOf(browser, "analyst", port);
  const ranking = await context.newPage();
  const choice = `catalogue=${catalogueId}&indicator=${indicatorKeys[0]}&period=${task.periodId}`;
  await ranking.goto(`http://127.0.0.1:${port}/province/rankings?${choice}`);
  await ranking
    .locator(`table[aria-rowcount="${counties + 1}"] tbody tr`)
    .nth(5)
    .waitFor();
  const ours = await scroll(ranking, ".dt-scroll");
  const plain = await context.newPage();
  await plain.setContent(plainTable(counties));
  const theirs = await scroll(plain, "div");
  await context.close();
  const row = (what: string, frames: number[]) => [
    what,
    String(frames.length),
    milliseconds(nearestRank(frames, 0.5)),
    milliseconds(nearestRank(frames, 0.95)),
    milliseconds(Math.max(...frames)),
  ];
  printTable(
    `ranking of ${counties} rows scrolled, ${wheels} turns of the wheel`,
    ["what", "frames", "p50", "p95", "longest frame"],
    [row("ranking table", ours), row("plain static table", theirs)],
  );
}

const plainTable = (count: number) => `
  <div style="height: 600px; overflow: auto"><table>${Array.from(
    { length: count },
    (_, at) =>
      `<tr>${[at + 1, `X${at}`, "county", "city", at / 7, "1/1", "0.0", ""].map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
  ).join("")}</table></div>`;

/** Turns the wheel sixty times a second over an element, and gives the times between frames. */
async function scroll(page: Page, element: string): Promise<number[]> {
  await page.locator(element).last().hover();
  await watchFrames(page);
  const start = performance.now();
  const turned: Promise<void>[] = [];
  for (let at = 0; at < wheels; at++) {
    const wait = start + (at * 1000) / 60 - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    turned.push(page.mouse.wheel(0, 300));
  }
  await Promise.all(turned);
  return framesOf(page);
}

/** Begins to note the time of each frame. */
const watchFrames = (page: Page) =>
  page.evaluate(`
    window.frameTimes = [];
    window.frameWatch = requestAnimationFrame(function next(at) {
      window.frameTimes.push(at);
      window.frameWatch = requestAnimationFrame(next);
    })`);

/** Milliseconds between the frames since `watchFrames`. */
async function framesOf(page: Page): Promise<number[]> {
  const times = (await page.evaluate("cancelAnimationFrame(window.frameWatch), window.frameTimes")) as number[];
  return times.slice(1).map((at, before) => at - times[before]!);
}
