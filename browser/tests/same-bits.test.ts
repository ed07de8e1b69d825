import { fileURLToPath } from "node:url";
import { build } from "vite";
import { expect, inject, test } from "vitest";
import { joinChromium } from "../src/chromium.ts";
import { bits } from "../src/same-bits.ts";

/** The scoring package as a browser gets it: bundled, lowered to the oldest browser, compressed. */
async function bundled(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "chrome109",
      lib: {
        entry: fileURLToPath(new URL("../src/same-bits.ts", import.meta.url)),
        formats: ["iife"],
        name: "scoring",
      },
    },
  });
  const [output] = Array.isArray(made) ? made : [made];
  if (!("output" in output!)) throw new Error("nothing was built");
  return output.output[0].code;
}

test("scores, simulates and explains to the same bytes in a browser as in Node", async () => {
  const browser = await joinChromium(inject("chromium"));
  try {
    const page = await browser.newPage();
    const there = await page.evaluate(`${await bundled()}\nscoring.bits()`);
    const here = bits();
    expect(here.length).toBeGreaterThan(10_000);
    expect(there).toBe(here);
  } finally {
    await browser.close();
  }
});
