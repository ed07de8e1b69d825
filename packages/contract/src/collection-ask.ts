import { z } from "zod";
import { day, filled, id, key, line, moment, tier } from "./fields.ts";
import { covers } from "./units.ts";

/** Who owes it: every unit that fits all that is given; nothing given: every unit of the region. */
const owes = z.strictObject({
  tiers: z.array(tier).max(4).optional(),
  regionKinds: z.array(line(40)).max(50).optional(),
  /** Regions with everything below them. */
  regions: z.array(id).max(3000).optional(),
  unitKinds: z.array(line(80)).max(100).optional(),
  /** 主管部门; "" is 未归口. */
  lines: z.array(line(80)).max(200).optional(),
  covers: covers.optional(),
  /** Unit codes, as from a list; one that is not there is refused by name. */
  codes: z.array(filled(60)).max(20_000).optional(),
});

/** 表号, 制定机关, 批准文号, 有效期至 (统计法 17). */
const approved = z.strictObject({
  number: line(40),
  maker: line(100),
  approval: line(100),
  validUntil: z.union([day, z.literal("")]),
});

/** What a collection is opened with. */
export const ask = z.strictObject({
  owner: id,
  catalogue: id,
  form: key,
  period: id,
  name: filled(200),
  documentNo: line(100).default(""),
  legalBasis: line(300).default(""),
  /** Absent: as the catalogue's form has them. */
  approved: approved.optional(),
  origin: z.enum(["report", "history"]).default("report"),
  synthetic: z.boolean().default(false),
  signing: z.enum(["online", "paper"]).optional(),
  scanDays: z.number().int().min(1).max(60).optional(),
  /** 说明须附佐证: explained figures need a paper before the submit, where the catalogue names which. */
  evidenceRequired: z.boolean().default(false),
  opensAt: moment,
  dueUnit: moment,
  dueCounty: moment,
  dueCity: moment,
  dueProvince: moment,
  /** Units that owe it; absent: as `owes` says. */
  units: z.array(id).max(20_000).optional(),
  owes: owes.optional(),
  exempt: z
    .array(z.strictObject({ units: z.array(id).min(1).max(20_000), reason: filled(500) }))
    .max(100)
    .default([]),
  /** Why something is asked that an overlapping period asks too, or that could be computed. */
  repeatReason: line(500).default(""),
  /** Workdays by which a leader of each tier may extend a unit. */
  extend: z
    .strictObject({
      county: z.number().int().min(0).max(60),
      city: z.number().int().min(0).max(60),
      province: z.number().int().min(0).max(60),
    })
    .optional(),
});
