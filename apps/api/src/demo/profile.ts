import { between, chance } from "./chance.ts";
import { merger, wholeProvince } from "./places.ts";

/** What a unit is like, whatever it is asked: size, climate, habits. Every figure follows from it. All of it is invented. */
export type Profile = {
  /** The region's code. */
  code: string;
  /** People on post in the first year. */
  staff: number;
  /** How they change from year to year, as a share. */
  growth: number;
  /** Gross floor area per head, ㎡. */
  space: number;
  /** District heating in the cold half of the province. */
  north: boolean;
  /** How well the office is run, 0 to 1: what is on file, on the platform, saved, not wasted. */
  care: number;
  /** Burns petrol or diesel besides its cars: generators, boilers, mowers. */
  fuels: boolean;
  /** Still had a coal boiler in the first two years. */
  coal: boolean;
};

const northern = ["9902", "9904", "9906", "9909", "9910"];
const sizes: Record<string, readonly [number, number]> = {
  市辖区: [860, 1640],
  县级市: [720, 1250],
  县: [360, 940],
  地级市: [780, 1480],
  省: [2380, 2380],
};

const places = [...wholeProvince.places, ...merger.from];
const profiles = new Map(places.map(({ code, kind }) => [code, made(code, kind)]));

function made(code: string, kind: string): Profile {
  const [low, high] = sizes[kind]!;
  const north = northern.includes(code.slice(0, 4)) || code === "999001";
  return {
    code,
    staff: Math.round(between(low, high, code, "staff")),
    growth: between(-0.012, 0.016, code, "growth"),
    space: between(23, 29, code, "space"),
    north,
    care: (chance(code, "care") + chance(code, "care again")) / 2,
    fuels: chance(code, "fuels") < 0.35,
    coal: north && chance(code, "coal") < 0.2,
  };
}

/** The profile of a unit by its region's code. The merged county is what its two parts were. */
export function profileOf(code: string): Profile {
  const profile = profiles.get(code);
  if (profile === undefined) throw new Error(`${code} 不在演示省 / is not in the demo province`);
  if (code !== merger.into.code) return profile;
  const parts = merger.from.map((place) => profiles.get(place.code)!);
  return { ...profile, staff: parts.reduce((sum, part) => sum + part.staff, 0), fuels: true, coal: false };
}

/** The line (主管部门) that every unit of the demo belongs to. */
export const ownLine = "机关事务";

/** What the registry of institutions knows of a unit: whether it has a heat meter. No energy norm is issued here. */
export const registryOf = (code: string): Record<string, string> => ({
  heat_meter: profileOf(code).north ? "1" : "0",
  energy_norm: "0",
});

/** People on post at the end of a year, counted from the first one (0). */
export const staffIn = (profile: Profile, year: number): number =>
  Math.round(profile.staff * (1 + profile.growth * year + between(-0.006, 0.006, profile.code, year, "people")));

/** Gross floor area of the offices, ㎡: some units took over or gave up a building in one of the years. */
export function areaIn(profile: Profile, year: number): number {
  const moved = chance(profile.code, "building") < 0.12 ? between(-0.07, 0.08, profile.code, "building moved") : 0;
  const since = 1 + Math.floor(chance(profile.code, "building year") * 3);
  return profile.staff * profile.space * (1 + (year >= since ? moved : 0));
}

/** A share that grows with care, and a little every year; kept between 0 and 1. */
export const careful = (profile: Profile, year: number, low: number, high: number, what: string): number => {
  const own = 0.65 * profile.care + 0.35 * chance(profile.code, what);
  return Math.min(1, Math.max(0, low + (high - low) * Math.min(1, own + 0.03 * year)));
};
