/** 演示省: an invented province. Codes beginning with 99 are used by no real region; every figure shown for it is 演示数据. */
export type Place = {
  code: string;
  name: string;
  tier: "province" | "city" | "county";
  kind: string;
  parent: string | null;
};
export type DemoUnit = { code: string; name: string; region: string; covers: "own" | "whole" };
/** Regions with their units. */
export type Province = { places: Place[]; units: DemoUnit[] };

const kindOf = { 区: "市辖区", 市: "县级市", 县: "县" } as const;

/** Counties of a city in the order of their codes; the last sign of a name says its kind. */
const counties = (city: string, names: string): Place[] =>
  names.split(" ").map((name, at) => ({
    code: `${city.slice(0, 4)}${String(at + 1).padStart(2, "0")}`,
    name,
    tier: "county",
    kind: kindOf[name.at(-1) as keyof typeof kindOf],
    parent: city,
  }));

const province: Place = { code: "990000", name: "演示省", tier: "province", kind: "省", parent: null };
const direct: Place = { code: "999001", name: "云渡县", tier: "county", kind: "县", parent: province.code };

const city = (code: string, name: string): Place => ({
  code,
  name,
  tier: "city",
  kind: "地级市",
  parent: province.code,
});

const first = [
  { city: city("990100", "青湖市"), counties: "湖心区 望湖县 临渚县 清溪口县" },
  { city: city("990200", "白石市"), counties: "石城区 玉屏山县 白桥县 松坡县" },
  { city: city("990300", "赤岭市"), counties: "岭东区 红柿县 半坡县 茶垭县" },
];

const further = [
  { city: city("990400", "墨溪市"), counties: "墨池区 溪东区 竹里区 松烟市 鹤汀市 纸桥县 藤溪县 古墨县 梅坞县" },
  { city: city("990500", "鹭洲市"), counties: "鹭屿区 沙渚区 苇湾区 菱塘市 渔浦市 荻港县 芦汀县 蓼河县 莼湖县" },
  { city: city("990600", "霜河市"), counties: "霜林区 河阴区 冰泉区 雪坡市 白桦市 寒溪县 冻石县 松针县 鹿角县" },
  { city: city("990700", "榴川市"), counties: "榴城区 川上区 红坪区 榴花市 甜水市 橘洲县 杏坡县 枣沟县 梨坪县" },
  { city: city("990800", "枫渡市"), counties: "枫林区 渡口区 枫岸区 乌篷市 橹声市 柳渡县 石渡县 竹渡县 晚渡县" },
  {
    city: city("990900", "黛山市"),
    counties: "黛青区 黛南区 翠岭区 青螺市 远岫市 云岫县 石黛县 松黛县 烟岚县 雨岚县",
  },
  {
    city: city("991000", "砚州市"),
    counties: "砚田区 州北区 文笔区 墨香市 书台市 石砚县 笔峰县 纸山县 印山县 读书坪县",
  },
  { city: city("991100", "麦原市"), counties: "麦香区 原上区 谷丰区 粟川市 稷原市 黍坡县 稻溪县 豆坪县 芝麻岭县" },
  { city: city("991200", "潮屿市"), counties: "潮头区 屿城区 汐湾区 蚝湾市 珊瑚市 海螺县 鸥屿县 帆山县 灯屿县" },
];

const listed = (groups: typeof first): Place[] => [
  province,
  ...groups.map((group) => group.city),
  ...groups.flatMap((group) => counties(group.city.code, group.counties)),
  direct,
];

/** Today's province: 12 cities, 96 counties. */
const today = listed([...first, ...further]);

/** The one change of the tree: two counties become one. Their places and units stand until the day of the merger. */
export const merger = {
  into: today.find((place) => place.name === "竹渡县")!,
  from: [
    { code: "990810", name: "竹岭县", tier: "county", kind: "县", parent: "990800" },
    { code: "990811", name: "渡头县", tier: "county", kind: "县", parent: "990800" },
  ] satisfies Place[],
};

/** One unit for each county's total, one for the own level of each city and of the province. */
const unitsOf = (places: readonly Place[]): DemoUnit[] =>
  places.map((place) =>
    place.tier === "county"
      ? { code: `U${place.code}`, name: `${place.name}机关事务服务中心`, region: place.code, covers: "whole" as const }
      : { code: `U${place.code}`, name: `${place.name}本级`, region: place.code, covers: "own" as const },
  );

const provinceOf = (places: Place[]): Province => ({ places, units: unitsOf(places) });

/** Three cities and thirteen counties without figures: what examples/story begins with. */
export const smallProvince = provinceOf(listed(first));
/** Today's whole province. */
export const wholeProvince = provinceOf(today);
/** The whole province as it stood before the merger. */
export const formerProvince = provinceOf([...today.filter((place) => place !== merger.into), ...merger.from]);

const placesByCode = new Map([...today, ...merger.from].map((place) => [place.code, place]));

/** A place of the whole province, of today or before the merger, by its code. */
export function placeOf(code: string): Place {
  const place = placesByCode.get(code);
  if (place === undefined) throw new Error(`${code} 不在演示省 / is not in the demo province`);
  return place;
}
