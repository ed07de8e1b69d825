import { z } from "zod";
import { day, decimal, filled, flag, id, key, line } from "./fields.ts";
import { operation } from "./operation.ts";
import { regionCode } from "./regions.ts";

/** own 本级: an institution, added up; whole: the region's total, reported by one unit. */
export const covers = z.enum(["own", "whole"]);

/** 主管部门 (条) as the province calls it, such as 教育; empty = 未归口. */
const unitLine = line(40).transform((text) => text.trim());
/** 名录库信息: facts of a catalogue's registry by key; a flag is "1" or "0". Given anew, they replace all earlier ones. */
const registry = z.record(key, decimal);

export const unit = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string(),
  regionId: z.number(),
  covers,
  kind: z.string(),
  line: z.string(),
  registry: z.record(z.string(), z.string()),
  validFrom: z.string(),
  validTo: z.string().nullable(),
});

export const listUnits = operation({
  id: "units.list",
  method: "get",
  path: "/units",
  action: "unit.read",
  reach: "reference",
  summary: {
    zh: "某日一个地区（可含下级）的填报单位",
    en: "Reporting units of a region (and below) on a day",
  },
  query: { region: id.optional(), date: day.optional(), below: flag.default(false) },
  response: z.object({ date: z.string(), items: z.array(unit) }),
});

export const createUnit = operation({
  id: "units.create",
  method: "post",
  path: "/units",
  action: "unit.change",
  reach: "subtree",
  summary: { zh: "新增填报单位", en: "Add a reporting unit" },
  body: z.strictObject({
    code: regionCode,
    name: filled(200),
    region: id,
    covers,
    kind: line(40).default(""),
    line: unitLine.default(""),
    registry: registry.default({}),
    validFrom: day,
  }),
  response: unit,
  keyed: true,
});

export const changeUnit = operation({
  id: "units.change",
  method: "put",
  path: "/units/{id}",
  action: "unit.change",
  reach: "subtree",
  summary: {
    zh: "自某日起变更填报单位（名称、代码、归属、覆盖范围、主管部门、名录库信息），或撤销",
    en: "Change a unit from a day on (name, code, region, covers, line, registry facts), or close it",
  },
  params: { id },
  body: z.union([
    z.strictObject({
      effective: day,
      code: regionCode.optional(),
      name: filled(200).optional(),
      region: id.optional(),
      covers: covers.optional(),
      kind: line(40).optional(),
      line: unitLine.optional(),
      registry: registry.optional(),
    }),
    z.strictObject({ closes: day }),
  ]),
  response: unit.extend({ rehomed: z.number() }),
});
