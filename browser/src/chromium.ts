import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type BrowserServer, type Page } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** CHROME_PATH, else a Chromium that is installed, else the one that comes as a package (it brings no Chinese font). */
async function chromiumPath(): Promise<string> {
  const named = process.env["CHROME_PATH"];
  if (named !== undefined && named !== "") return named;
  for (const name of names) {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      continue;
    }
  }
  // The package unpacks the libraries that a bare machine lacks only where it believes to be at home.
  process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs20.x";
  const packed = await import("@sparticuz/chromium");
  return packed.default.executablePath();
}

const options = async () => ({
  executablePath: await chromiumPath(),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

/** A browser of one's own. */
export const openChromium = async (): Promise<Browser> => chromium.launch(await options());

/** A browser that several processes join, as test files do. */
export const serveChromium = async (): Promise<BrowserServer> => chromium.launchServer(await options());

export const joinChromium = (address: string): Promise<Browser> => chromium.connect(address);

/** A browser on a folder of its own, as a computer has one: it may be killed, and started again on the same folder. */
export async function startChromium(folder: string): Promise<{ page: Page; kill: () => Promise<void> }> {
  const said = join(folder, "DevToolsActivePort");
  rmSync(said, { force: true });
  const { executablePath, args } = await options();
  const child = spawn(
    executablePath,
    [
      ...args,
      "--headless=new",
      "--lang=zh-CN",
      "--remote-debugging-port=0",
      `--user-data-dir=${folder}`,
      "about:blank",
    ],
    // A group of its own: its helpers die with it.
    { stdio: "ignore", detached: true, env: { ...process.env, TZ: "Asia/Shanghai" } },
  );
  const ended = once(child, "exit");
  while (!existsSync(said) || !readFileSync(said, "utf8").includes("\n")) {
    if (child.exitCode !== null) throw new Error(`the browser ended with ${child.exitCode}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${readFileSync(said, "utf8").split("\n")[0]}`);
  const context = browser.contexts()[0]!;
  context.setDefaultTimeout(30_000);
  return {
    page: await context.newPage(),
    async kill() {
      process.kill(-child.pid!, "SIGKILL");
      await ended;
    },
  };
}
