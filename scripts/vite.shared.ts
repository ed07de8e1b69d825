import react from "@vitejs/plugin-react";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin, UserConfig } from "vite";

/**
 * How a web app is built. Chromium 109 is the floor: the last one on Windows 7 and 8.1, which offices still run.
 * Everything stays in files of our own: no inline script, style or data address, so that the content policy holds.
 */
export function appConfig(app: "county" | "city" | "province"): UserConfig {
  return {
    base: `/${app}/`,
    plugins: [react(), ...(app === "county" ? [offlineWorker(`/${app}/`)] : [])],
    // Its Node build leans on Buffer.
    resolve: { alias: { "csv-stringify/sync": "csv-stringify/browser/esm/sync" } },
    build: {
      target: "chrome109",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
    server: { proxy: { "/api": { target: process.env["DUIBIAO_SERVER"] ?? "http://127.0.0.1:8080" } } },
  };
}

/** Writes `sw.js` beside the page: the worker that opens the app without network, told which files the app is made of. */
function offlineWorker(base: string): Plugin {
  return {
    name: "duibiao-offline-worker",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const files = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name));
        const paths = [base, ...files.toSorted().map((name) => base + name)];
        const version = createHash("sha256").update(paths.join("\n")).digest("hex").slice(0, 12);
        const source = readFileSync(new URL("offline-worker.js", import.meta.url), "utf8")
          .replace('"FILES"', JSON.stringify(paths))
          .replace("VERSION", version);
        this.emitFile({ type: "asset", fileName: "sw.js", source });
      },
    },
  };
}
