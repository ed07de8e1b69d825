import react from "@vitejs/plugin-react";
import type { UserConfig } from "vite";

/**
 * How a web app is built. Chromium 109 is the floor: the last one on Windows 7 and 8.1, which offices still run.
 * Everything stays in files of our own: no inline script, style or data address, so that the content policy holds.
 */
export function appConfig(app: "county" | "city" | "province"): UserConfig {
  return {
    base: `/${app}/`,
    plugins: [react()],
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
