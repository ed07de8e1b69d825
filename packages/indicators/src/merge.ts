import type { Catalogue } from "./catalogue.ts";

const fields: Record<keyof Catalogue, "once" | "list"> = {
  format: "once",
  key: "once",
  version: "once",
  name: "once",
  source: "once",
  breakdowns: "list",
  measures: "list",
  derived: "list",
  factorSets: "list",
  indicators: "list",
  rules: "list",
  forms: "list",
  schemes: "list",
  modules: "list",
  limits: "list",
  registry: "list",
  targets: "list",
  warnings: "list",
  rubrics: "list",
  surveys: "list",
  ruleHomes: "list",
};

/** Lists that a catalogue may lack altogether. */
const optional = ["limits", "registry", "targets", "warnings", "rubrics", "surveys", "ruleHomes"] as const;

/**
 * One catalogue from the parts it is written in (one file per topic). Lists are joined and ordered by key, so
 * that neither the order nor the division of the files changes the document or its hash. Format, key, version,
 * name and source are stated by one part each; source may be absent. Keys stated twice are left to the lint.
 *
 * @throws Error in Chinese and English when a part has an unknown field, when a list is no list, or when a
 * single field is stated by several parts or (except source) by none.
 */
export function mergeCatalogue(parts: readonly Partial<Catalogue>[]): Catalogue {
  parts.forEach(checkFields);
  const modules = [...new Set(parts.flatMap((part) => part.modules ?? []))].sort();
  const source = statedAtMostOnce(
    "source",
    parts.map((part) => part.source),
  );
  return {
    format: stated(
      "format",
      parts.map((part) => part.format),
    ),
    key: stated(
      "key",
      parts.map((part) => part.key),
    ),
    version: stated(
      "version",
      parts.map((part) => part.version),
    ),
    name: stated(
      "name",
      parts.map((part) => part.name),
    ),
    ...(source === undefined ? {} : { source }),
    breakdowns: joined(parts.map((part) => part.breakdowns)),
    measures: joined(parts.map((part) => part.measures)),
    derived: joined(parts.map((part) => part.derived)),
    factorSets: joined(parts.map((part) => part.factorSets)),
    indicators: joined(parts.map((part) => part.indicators)),
    rules: joined(parts.map((part) => part.rules)),
    forms: joined(parts.map((part) => part.forms)),
    schemes: joined(parts.map((part) => part.schemes)),
    ...(modules.length > 0 && { modules }),
    ...Object.fromEntries(
      optional
        .map((list) => [list, joined<{ key: string }>(parts.map((part) => part[list]))] as const)
        .filter(([, entries]) => entries.length > 0),
    ),
  };
}

function checkFields(part: Partial<Catalogue>, index: number): void {
  const at = index + 1;
  if (typeof part !== "object" || part === null || Array.isArray(part)) {
    throw new Error(
      `目录第${at}个文件不是键值结构；请以目录的字段名开头。 Catalogue part ${at} is not a mapping; start it with a field of the catalogue.`,
    );
  }
  for (const [field, value] of Object.entries(part)) {
    const kind = Object.hasOwn(fields, field) ? fields[field as keyof Catalogue] : undefined;
    if (kind === undefined) {
      throw new Error(
        `目录第${at}个文件含未知字段「${field}」；请检查拼写。 Catalogue part ${at} has the unknown field "${field}"; check its spelling.`,
      );
    }
    if (kind === "list" && !Array.isArray(value)) {
      throw new Error(
        `目录第${at}个文件的字段「${field}」应为列表。 Field "${field}" of catalogue part ${at} must be a list.`,
      );
    }
  }
}

function statedAtMostOnce<T>(field: string, values: readonly (T | undefined)[]): T | undefined {
  const given = values.filter((value) => value !== undefined);
  if (given.length > 1) {
    throw new Error(
      `目录的「${field}」在${given.length}个文件中重复；只保留一处。 "${field}" of the catalogue is stated by ${given.length} parts; keep one.`,
    );
  }
  return given[0];
}

function stated<T>(field: string, values: readonly (T | undefined)[]): T {
  const value = statedAtMostOnce(field, values);
  if (value === undefined) {
    throw new Error(
      `目录缺少「${field}」；请在一个文件中写明。 "${field}" of the catalogue is missing; state it in one part.`,
    );
  }
  return value;
}

function joined<T extends { key: string }>(lists: readonly (readonly T[] | undefined)[]): T[] {
  const all = lists.flatMap((list) => (list === undefined ? [] : [...list]));
  return all.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}
