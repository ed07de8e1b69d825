import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { asCatalogue, catalogueDocument } from "@duibiao/contract/catalogue-document";
import { mergeCatalogue, type Catalogue, type Text } from "@duibiao/indicators";
import { parse, YAMLParseError } from "yaml";
import { fail, Fault } from "./fault.ts";

/**
 * A catalogue from where it is written: `base` for the one that ships, a YAML or JSON file, or a folder of YAML topics.
 * Throws a Fault that names the file, and in it the line or the field, where it is none.
 */
export function readCatalogue(place: string): Catalogue {
  const path = place === "base" ? baseFolder() : place;
  if (!existsSync(path))
    fail(
      `找不到目录：${path}。请给出文件、文件夹或 base。`,
      `no catalogue at ${path}; name a file, a folder, or base.`,
    );
  return shaped(place, statSync(path).isDirectory() ? readFolder(path) : readFile(path));
}

const baseFolder = () => fileURLToPath(new URL(".", import.meta.resolve("@duibiao/indicators/base/catalogue.yaml")));

function readFolder(folder: string): Catalogue {
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  if (files.length === 0) fail(`文件夹 ${folder} 中没有 YAML 文件。`, `there is no YAML file in the folder ${folder}.`);
  try {
    return mergeCatalogue(files.map((name) => readFile(join(folder, name)) as Partial<Catalogue>));
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { message } = error as Error;
    fail(`文件夹 ${folder}：${message}`, `folder ${folder}: ${message} (files in order: ${files.join(", ")})`);
  }
}

function readFile(path: string): unknown {
  const text = readFileSync(path, "utf8");
  try {
    return path.endsWith(".json") ? JSON.parse(text) : parse(text);
  } catch (error) {
    const { message } = error as Error;
    const at = error instanceof YAMLParseError && error.linePos ? error.linePos[0] : null;
    const where = at ? [`第 ${at.line} 行第 ${at.col} 列`, `line ${at.line}, column ${at.col}`] : ["", ""];
    const name = basename(path);
    fail(
      `文件 ${name} ${where[0]}不是正确的 YAML 或 JSON：${message}`,
      `file ${name}, ${where[1]}: not well-formed YAML or JSON: ${message}`,
    );
  }
}

/** Refuses what has not the shape of a catalogue, before anything is computed from it. */
function shaped(place: string, document: unknown): Catalogue {
  const parsed = catalogueDocument.safeParse(document);
  if (parsed.success) return asCatalogue(parsed.data);
  throw new Fault(
    parsed.error.issues.map(({ path, message }): Text => {
      const at = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
      const field = at === "" ? "(document)" : at.replace(/^\./, "");
      return {
        zh: `目录 ${place} 的 ${field}：字段或类型不对（${message}）。`,
        en: `catalogue ${place}, ${field}: ${message}.`,
      };
    }),
  );
}
