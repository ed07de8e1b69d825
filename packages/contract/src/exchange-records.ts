import { z } from "zod";
import { line, tier } from "./fields.ts";
import { operation } from "./operation.ts";
import { covers } from "./units.ts";

// Change feeds of what cells stand on: read on by a mark as the feed of reports is.

const query = {
  /** `next` of the answer before; absent: from the beginning. */
  since: line(80).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
};
const op = z.enum(["upsert", "tombstone"]);
const dates = { valid_from: z.string(), valid_to: z.string().nullable() };
const told = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string(), /** More is there already. */ more: z.boolean() });

const regionChange = z.object({
  op,
  id: z.number(),
  code: z.string(),
  name: z.string(),
  tier,
  kind: z.string(),
  parent_code: z.string(),
  ...dates,
});
const unitChange = z.object({
  op,
  id: z.number(),
  code: z.string(),
  name: z.string(),
  region_code: z.string(),
  covers,
  kind: z.string(),
  line: z.string(),
  ...dates,
});
const catalogueChange = z.object({
  op: z.literal("upsert"),
  id: z.number(),
  owner: z.number().nullable(),
  key: z.string(),
  version: z.string(),
  hash: z.string(),
});
const releaseChange = z.object({
  op,
  id: z.number(),
  scheme: z.string(),
  period: z.string(),
  tier: z.string(),
  number: z.number(),
  title: z.string(),
});
export type RegionChange = z.infer<typeof regionChange>;
export type UnitChange = z.infer<typeof unitChange>;
export type CatalogueChange = z.infer<typeof catalogueChange>;
export type ReleaseChange = z.infer<typeof releaseChange>;

export const readRegionChanges = operation({
  id: "exchange.regionChanges",
  method: "get",
  path: "/exchange/changes/regions",
  action: "region.read",
  reach: "reference",
  summary: {
    zh: "变更流：新设或变更的地区（upsert，最新一段）和撤销的地区（tombstone），凭 next 续读",
    en: "Change feed of regions: new or changed (upsert, the newest version) and abolished (tombstone); read on by next",
  },
  query,
  response: told(regionChange),
});

export const readUnitChanges = operation({
  id: "exchange.unitChanges",
  method: "get",
  path: "/exchange/changes/units",
  action: "unit.read",
  reach: "reference",
  summary: {
    zh: "变更流：新增或变更的填报单位（upsert，最新一段）和撤销的（tombstone），凭 next 续读",
    en: "Change feed of units: new or changed (upsert, the newest version) and closed (tombstone); read on by next",
  },
  query,
  response: told(unitChange),
});

export const readCatalogueChanges = operation({
  id: "exchange.catalogueChanges",
  method: "get",
  path: "/exchange/changes/catalogues",
  action: "catalogue.read",
  reach: "reference",
  summary: {
    zh: "变更流：发布的目录版本，凭 next 续读；全文见 /catalogues/{id}",
    en: "Change feed of catalogue versions published; read on by next; the document is at /catalogues/{id}",
  },
  query,
  response: told(catalogueChange),
});

export const readReleaseChanges = operation({
  id: "exchange.releaseChanges",
  method: "get",
  path: "/exchange/changes/releases",
  action: "release.read",
  reach: "audience",
  summary: {
    zh: "变更流：公开范围内已发布（upsert）和被替代（tombstone）的评估结果，凭 next 续读；内容见 /releases/{id}",
    en: "Change feed of releases that one may see: published (upsert) and superseded (tombstone); read on by next; content at /releases/{id}",
  },
  query,
  response: told(releaseChange),
});
