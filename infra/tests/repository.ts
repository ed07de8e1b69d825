import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The root of the repository. */
export const repository = join(import.meta.dirname, "../..");

const MADE_BY_TOOLS = new Set(["node_modules", "dist", ".turbo", ".report", ".data", ".git", "secrets"]);

/** Files that people write, below a folder of the repository; paths relative to the repository, with forward slashes. */
export function writtenFiles(folder: string): string[] {
  return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
    if (MADE_BY_TOOLS.has(entry.name)) return [];
    const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? writtenFiles(path) : [path];
  });
}
