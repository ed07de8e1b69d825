import { execFileSync } from "node:child_process";
import { chromium, type Browser, type BrowserServer } from "playwright-core";

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
