export type Province = { code: string; name: string };
export type City = { code: string; name: string; provinceCode: string };
export type Area = { code: string; name: string; cityCode: string; provinceCode: string };

/** A row of the region import; codes are the full six digits of GB/T 2260. */
export type ImportRow = {
  code: string;
  name: string;
  tier: "province" | "city" | "county";
  kind: string;
  parent_code: string;
};
/** An entry of the list that is no region, and what was done instead. */
export type ImportNote = { code: string; name: string; zh: string; en: string };

/**
 * Turns one province of a GB/T 2260 list into rows of the region import.
 *
 * - Pseudo-cities (市辖区, 县, 省直辖县级行政区划 ...) become notes; what they hold hangs on the province: the
 *   districts of a 直辖市, 省直管县 and 自治区直辖县级市.
 * - 不设区的市 (东莞, 中山, 儋州, 嘉峪关), which the list repeats as their own only area, are cities without counties.
 * - Statistical areas (development zones, codes 71 to 80 in the last two digits, which GB/T 2260 leaves unused at
 *   county level) and areas that are no county, district or banner become notes.
 * @param provinceCode two or six digits.
 * @throws RangeError when the list does not hold the province.
 */
export function toRegionRows(
  provinces: readonly Province[],
  cities: readonly City[],
  areas: readonly Area[],
  provinceCode: string,
): { rows: ImportRow[]; notes: ImportNote[] } {
  const short = provinceCode.slice(0, 2);
  const province = provinces.find((p) => p.code === short);
  if (province === undefined || full(short) !== full(provinceCode))
    throw new RangeError(`no province ${provinceCode} in the list`);
  const root = full(province.code);
  const rows: ImportRow[] = [
    {
      code: root,
      name: province.name,
      tier: "province",
      kind: provinceKind(province.name),
      parent_code: "",
    },
  ];
  const notes: ImportNote[] = [];
  for (const city of cities.filter((c) => c.provinceCode === short)) {
    const below = areas.filter((a) => a.cityCode === city.code);
    const code = full(city.code);
    if (pseudo.test(city.name)) {
      notes.push(
        note(
          code,
          city.name,
          `统计占位，不是地区；其下 ${below.length} 个直接挂在${province.name}`,
          `a placeholder, no region; the ${below.length} below it hang on the province`,
        ),
      );
    } else
      rows.push({
        code,
        name: city.name,
        tier: "city",
        kind: cityKind(city.name),
        parent_code: root,
      });
    const parent = pseudo.test(city.name) ? root : code;
    for (const area of below) {
      const skipped = whyNoCounty(area, city);
      if (skipped !== null) notes.push(skipped);
      else
        rows.push({
          code: full(area.code),
          name: area.name,
          tier: "county",
          kind: countyKind(area.name, parent === root),
          parent_code: parent,
        });
    }
  }
  return { rows, notes };
}

/** Names under which the list groups what has no city above it, or counts what is none. */
const pseudo = /^(市辖区|县|市|(省|自治区)直辖(县级)?行政(区划|单位))$/;

function whyNoCounty(area: Area, city: City): ImportNote | null {
  const code = full(area.code);
  if (pseudo.test(area.name)) return note(code, area.name, "统计占位，不是地区", "a placeholder, no region");
  if (area.name === city.name)
    return note(
      code,
      area.name,
      "不设区的市：按没有下级的地级市导入",
      "a city without counties: imported as a city alone",
    );
  const last = Number(code.slice(4));
  if (last >= 71 && last <= 80)
    return note(
      code,
      area.name,
      "统计用功能区代码，不是县级行政区，未导入",
      "a statistical area, no county-level division; not imported",
    );
  if (!/[县市区旗]$/.test(area.name))
    return note(
      code,
      area.name,
      "不是县级行政区划名称，未导入，需要时手工加行",
      "not the name of a county-level division; not imported, add a row by hand if wanted",
    );
  return null;
}

const full = (code: string) => code.padEnd(6, "0");
const note = (code: string, name: string, zh: string, en: string): ImportNote => ({
  code,
  name,
  zh,
  en,
});

const municipalities = ["北京市", "天津市", "上海市", "重庆市"];
const provinceKind = (name: string) =>
  municipalities.includes(name) ? "直辖市" : name.endsWith("自治区") ? "自治区" : "省";
const cityKind = (name: string) =>
  name.endsWith("自治州") ? "自治州" : name.endsWith("地区") ? "地区" : name.endsWith("盟") ? "盟" : "地级市";

function countyKind(name: string, underProvince: boolean): string {
  const kind = ["自治县", "自治旗", "林区", "特区"].find((ending) => name.endsWith(ending));
  if (kind !== undefined) return kind;
  if (name.endsWith("市")) return underProvince ? "省直辖县级市" : "县级市";
  return name.endsWith("区") ? "市辖区" : name.endsWith("旗") ? "旗" : "县";
}
