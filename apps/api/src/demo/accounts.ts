import { chance, oneOf } from "./chance.ts";
import { merger, smallProvince, wholeProvince, type DemoUnit, type Place, type Province } from "./places.ts";

export type DemoAccount = {
  username: string;
  name: string;
  role: string;
  region: string;
  unit?: string;
  phone: string;
  /** Whoever served a region that is merged away: signs what stands, signs in no more. */
  gone?: true;
};

const surnames = [
  ..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文",
];
const given =
  "志远 建国 晓敏 秀兰 海涛 文静 立新 春燕 国强 丽娟 思源 永刚 玉梅 明辉 雪芹 俊杰 慧琳 长河 婷婷 家宁 佳怡 庆丰 素珍 少波 红霞 一鸣 若兰 振华 美玲 世杰 云帆 桂英 浩然 静怡 晓燕 志强 雅文 兴旺 海燕 伯安 欣然 国栋 淑芬 立群 小雨 克勤 月华 景行 冬梅 晓东 秋实 文斌 守信 敬之 怀远 书瑶 望舒 子衿 修远 知行 安澜 清和 令仪 以宁 嘉禾 景明 允之 念慈".split(
    " ",
  );

/** Names that sound like anybody's; nobody's in particular. No two accounts share one. */
function personName(username: string, taken: Set<string>): string {
  for (let attempt = 0; ; attempt++) {
    const name = oneOf(surnames, username, "surname", attempt) + oneOf(given, username, "given", attempt);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/** No area code is 000: such a number reaches nobody. */
const phoneOf = (username: string) => `000-${String(Math.floor(chance(username, "phone") * 1e7)).padStart(7, "0")}`;

type Post = Omit<DemoAccount, "name" | "phone"> & { title: string };

const unitPosts = ({ code, region }: DemoUnit, place: string): Post[] => [
  { username: `clerk.${region}`, title: `${place}填报人`, role: "clerk", region, unit: code },
  { username: `head.${region}`, title: `${place}负责人`, role: "head", region, unit: code },
];

const bureauPosts = ({ code, name }: Place): Post[] => [
  { username: `reviewer.${code}`, title: `${name}审核人`, role: "reviewer", region: code },
  { username: `reviewer2.${code}`, title: `${name}复核人`, role: "reviewer", region: code },
  { username: `leader.${code}`, title: `${name}机关事务局局长`, role: "leader", region: code },
];

const provincePosts: Post[] = [
  { username: "analyst.990000", title: "省局分析员", role: "analyst", region: "990000" },
  { username: "auditor.990000", title: "省局审计员", role: "auditor", region: "990000" },
  { username: "sysadmin.990000", title: "系统管理员", role: "system_admin", region: "990000" },
  { username: "secadmin.990000", title: "安全管理员", role: "security_admin", region: "990000" },
  { username: "auditadmin.990000", title: "审计管理员", role: "audit_admin", region: "990000" },
];

/** One city looks after its own accounts and posts; the province's administrators do so for the others. */
const cityAdministrators: Post[] = [
  { username: "sysadmin.990100", title: "青湖市系统管理员", role: "system_admin", region: "990100" },
  { username: "secadmin.990100", title: "青湖市安全管理员", role: "security_admin", region: "990100" },
  { username: "auditadmin.990100", title: "青湖市审计管理员", role: "audit_admin", region: "990100" },
];

/** One city has an analyst, who brings in the exports of other systems for its units. */
const cityAnalyst: Post = { username: "analyst.991200", title: "潮屿市分析员", role: "analyst", region: "991200" };

function postsOf({ places, units }: Province): Post[] {
  const nameOf = new Map(places.map((place) => [place.code, place.name]));
  return [
    ...units.flatMap((unit) => unitPosts(unit, nameOf.get(unit.region)!)),
    ...places.flatMap(bureauPosts),
    ...provincePosts,
    ...cityAdministrators,
    ...(nameOf.has(cityAnalyst.region) ? [cityAnalyst] : []),
  ];
}

/** Accounts for every post of the small province, called after the post. */
export const smallAccounts: DemoAccount[] = postsOf(smallProvince).map(({ title, ...post }) => ({
  ...post,
  name: title,
  phone: "",
}));

/** Accounts for every post of the whole province, with invented persons, and those whose county was merged away. */
export const wholeAccounts: DemoAccount[] = named([
  ...postsOf(wholeProvince),
  ...merger.from.flatMap((place): Post[] => [
    ...unitPosts({ code: `U${place.code}`, name: "", region: place.code, covers: "whole" }, place.name),
    ...bureauPosts(place),
  ]),
]);

function named(posts: readonly Post[]): DemoAccount[] {
  const taken = new Set<string>();
  const former = new Set(merger.from.map((place) => place.code));
  return posts.map(({ title: _title, ...post }) => ({
    ...post,
    name: personName(post.username, taken),
    phone: phoneOf(post.username),
    ...(former.has(post.region) ? { gone: true as const } : {}),
  }));
}

/** What a sign-in page may show of the demo accounts: who can sign in, as what, and where. */
export function publicAccounts(mode: "whole" | "places") {
  const [accounts, { places }] = mode === "whole" ? [wholeAccounts, wholeProvince] : [smallAccounts, smallProvince];
  const placeOf = new Map(places.map((place) => [place.code, place]));
  return accounts
    .filter((account) => account.gone === undefined)
    .map(({ username, name, role, region }) => ({
      username,
      name,
      role,
      place: placeOf.get(region)!.name,
      tier: placeOf.get(region)!.tier,
    }));
}
