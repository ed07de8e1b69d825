import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { mergeCatalogue, type Catalogue } from "@duibiao/indicators";

/** The base catalogue that ships with the platform: the files of its topics as one document. */
export function readBaseCatalogue(): Catalogue {
  const folder = fileURLToPath(new URL(".", import.meta.resolve("@duibiao/indicators/base/catalogue.yaml")));
  return catalogueOf(folder);
}

/** Reads a folder of YAML topics as one catalogue, as the base is written. */
export function catalogueOf(folder: string): Catalogue {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort();
  return mergeCatalogue(files.map((name) => parse(readFileSync(`${folder}/${name}`, "utf8")) as Partial<Catalogue>));
}
