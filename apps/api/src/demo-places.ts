/** 演示省: an invented province. Codes beginning with 99 are used by no real region; every figure shown for it is 演示数据. */
type Place = { code: string; name: string; tier: "province" | "city" | "county"; kind: string; parent: string | null };

const counties = (city: string, names: [string, string][]): Place[] =>
  names.map(([name, kind], at) => ({
    code: `${city.slice(0, 4)}${String(at + 1).padStart(2, "0")}`,
    name,
    tier: "county",
    kind,
    parent: city,
  }));

export const demoPlaces: Place[] = [
  { code: "990000", name: "演示省", tier: "province", kind: "省", parent: null },
  { code: "990100", name: "青湖市", tier: "city", kind: "地级市", parent: "990000" },
  { code: "990200", name: "白石市", tier: "city", kind: "地级市", parent: "990000" },
  { code: "990300", name: "赤岭市", tier: "city", kind: "地级市", parent: "990000" },
  ...counties("990100", [
    ["湖心区", "市辖区"],
    ["望湖县", "县"],
    ["临渚县", "县"],
    ["清溪口县", "县"],
  ]),
  ...counties("990200", [
    ["石城区", "市辖区"],
    ["玉屏山县", "县"],
    ["白桥县", "县"],
    ["松坡县", "县"],
  ]),
  ...counties("990300", [
    ["岭东区", "市辖区"],
    ["红柿县", "县"],
    ["半坡县", "县"],
    ["茶垭县", "县"],
  ]),
  { code: "999001", name: "云渡县", tier: "county", kind: "县", parent: "990000" },
];

export type DemoUnit = { code: string; name: string; region: string; covers: "own" | "whole" };

/** One unit for each county's total, one for the own level of each city and of the province. */
export const demoUnits: DemoUnit[] = demoPlaces.map((place) =>
  place.tier === "county"
    ? { code: `U${place.code}`, name: `${place.name}机关事务服务中心`, region: place.code, covers: "whole" as const }
    : { code: `U${place.code}`, name: `${place.name}本级`, region: place.code, covers: "own" as const },
);

export type DemoAccount = { username: string; name: string; role: string; region: string; unit?: string };

/** Accounts for every post, named after post and code. */
export const demoAccounts: DemoAccount[] = [
  ...demoUnits.flatMap(({ code, region }) => [
    { username: `clerk.${region}`, name: `${placeName(region)}填报人`, role: "clerk", region, unit: code },
    { username: `head.${region}`, name: `${placeName(region)}负责人`, role: "head", region, unit: code },
  ]),
  ...demoPlaces.flatMap(({ code, name }) => [
    { username: `reviewer.${code}`, name: `${name}审核人`, role: "reviewer", region: code },
    { username: `reviewer2.${code}`, name: `${name}复核人`, role: "reviewer", region: code },
    { username: `leader.${code}`, name: `${name}机关事务局局长`, role: "leader", region: code },
  ]),
  { username: "analyst.990000", name: "省局分析员", role: "analyst", region: "990000" },
  { username: "auditor.990000", name: "省局审计员", role: "auditor", region: "990000" },
  { username: "sysadmin.990000", name: "系统管理员", role: "system_admin", region: "990000" },
  { username: "secadmin.990000", name: "安全管理员", role: "security_admin", region: "990000" },
  { username: "auditadmin.990000", name: "审计管理员", role: "audit_admin", region: "990000" },
];

function placeName(code: string): string {
  return demoPlaces.find((place) => place.code === code)!.name;
}
