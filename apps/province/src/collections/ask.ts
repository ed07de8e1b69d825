import type { api, Answer, Given } from "@duibiao/client";

export type Ask = Given<typeof api.collectionPreview.previewCollection>["body"];
export type Proposal = Answer<typeof api.collectionPreview.proposeCollection>;
export type Preview = Answer<typeof api.collectionPreview.previewCollection>;

export const dueTiers = ["unit", "county", "city", "province"] as const;
export type DueTier = (typeof dueTiers)[number];

export const dueNames: Record<DueTier, { zh: string; en: string }> = {
  unit: { zh: "单位报送", en: "Units" },
  county: { zh: "县审", en: "County review" },
  city: { zh: "市审汇总", en: "City consolidation" },
  province: { zh: "省接收", en: "Province" },
};

export const approvedNames = {
  number: { zh: "表号", en: "Form number" },
  maker: { zh: "制定机关", en: "Made by" },
  approval: { zh: "批准文号", en: "Approval" },
  validUntil: { zh: "有效期至", en: "Valid until" },
} as const;

/** What an analyst has typed; "" of what the proposal fills in: as it says. */
export type Draft = {
  name: string;
  documentNo: string;
  legalBasis: string;
  approved: Partial<Record<keyof typeof approvedNames, string>>;
  rules: Record<DueTier, string>;
  opens: string;
  tiers: readonly ("county" | "city" | "province")[];
  covers: "" | "own" | "whole";
  cities: readonly number[];
  regionKinds: readonly string[];
  unitKinds: readonly string[];
  lines: readonly string[];
  codes: string;
  exemptCodes: string;
  exemptReason: string;
  repeatReason: string;
  extend: { county: number; city: number; province: number };
  synthetic: boolean;
  evidenceRequired: boolean;
};

/** Workdays for extensions that the platform suggests; the notice decides. */
export const blank: Draft = {
  name: "",
  documentNo: "",
  legalBasis: "",
  approved: {},
  rules: { unit: "", county: "", city: "", province: "" },
  opens: "",
  tiers: [],
  covers: "",
  cities: [],
  regionKinds: [],
  unitKinds: [],
  lines: [],
  codes: "",
  exemptCodes: "",
  exemptReason: "",
  repeatReason: "",
  extend: { county: 1, city: 3, province: 5 },
  synthetic: false,
  evidenceRequired: false,
};

/** How a due rule is written; anything else is not sent. */
export const isRule = (text: string) => /^([dw]\d{1,3}|\d{4}-\d{2}-\d{2})$/.test(text);

/** Codes as they come from a list: on lines, divided by commas, spaces or 、. */
export const codesOf = (text: string): string[] => [...new Set(text.split(/[\s,，、;；]+/).filter(Boolean))];

type About = { owner: number; catalogue: number; form: string; period: number };

/** The request that opens one period's collection, from what was typed and what is proposed. */
export function askOf(
  about: About,
  draft: Draft,
  { form }: Proposal,
  item: Proposal["items"][number],
  { single, unitOf }: { single: boolean; unitOf: ReadonlyMap<string, number> },
): Ask {
  const { tiers, covers, cities, regionKinds, unitKinds, lines } = draft;
  const codes = codesOf(draft.codes);
  const exempt = codesOf(draft.exemptCodes).flatMap((code) => unitOf.get(code) ?? []);
  const owes = {
    ...(tiers.length > 0 && { tiers: [...tiers] }),
    ...(covers !== "" && { covers }),
    ...(cities.length > 0 && { regions: [...cities] }),
    ...(regionKinds.length > 0 && { regionKinds: [...regionKinds] }),
    ...(unitKinds.length > 0 && { unitKinds: [...unitKinds] }),
    ...(lines.length > 0 && { lines: [...lines] }),
    ...(codes.length > 0 && { codes }),
  };
  return {
    ...about,
    name: (single && draft.name.trim()) || item.name,
    documentNo: draft.documentNo.trim(),
    legalBasis: draft.legalBasis.trim(),
    approved: { ...form.approved, ...draft.approved },
    synthetic: draft.synthetic,
    evidenceRequired: draft.evidenceRequired,
    opensAt: single && draft.opens !== "" ? `${draft.opens}T00:00:00+08:00` : item.opens.at,
    dueUnit: item.due.unit.at,
    dueCounty: item.due.county.at,
    dueCity: item.due.city.at,
    dueProvince: item.due.province.at,
    ...(Object.keys(owes).length > 0 && { owes }),
    ...(exempt.length > 0 && { exempt: [{ units: exempt, reason: draft.exemptReason.trim() }] }),
    repeatReason: draft.repeatReason.trim(),
    extend: draft.extend,
  };
}

/** Codes that are to be exempt and that no unit has. */
export const strays = (draft: Draft, unitOf: ReadonlyMap<string, number>) =>
  codesOf(draft.exemptCodes).filter((code) => !unitOf.has(code));

/** The period of a kind in which a day lies. */
export function periodAt(kind: string, day: string): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  if (kind === "month") return day.slice(0, 7);
  if (kind === "quarter") return `${year}Q${Math.ceil(month / 3)}`;
  if (kind === "half") return `${year}H${month < 7 ? 1 : 2}`;
  return kind === "instant" ? day : year;
}
