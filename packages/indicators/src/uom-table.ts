import Fraction from "fraction.js";

/** A unit of measure that people write: what it measures, and how many of the dimension's base it is. */
export type Uom = { spelling: string; dimension: string; size: Fraction };

/**
 * Units by dimension: how large, then every way of writing it, the usual one first. Sizes are exact by definition
 * (GB 3100; 1 kWh = 3.6 MJ, 1 亩 = 2000/3 ㎡, 1 斤 = 500 g). Counted things convert into nothing but themselves.
 */
const DIMENSIONS: Record<string, [size: string, ...spellings: string[]][]> = {
  money: [["1", "元", "块", "元整", "人民币元"]],
  energy: [
    ["1", "kJ", "千焦"],
    ["1000", "MJ", "兆焦"],
    ["3600", "kWh", "千瓦时", "度", "度电", "千瓦·时", "千瓦小时"],
    ["1000000", "GJ", "吉焦", "百万千焦"],
    ["3600000", "MWh", "兆瓦时"],
    ["1000000000", "TJ", "太焦"],
    ["3600000000", "GWh", "吉瓦时"],
  ],
  coalEquivalent: [
    ["1", "gce", "克标准煤", "克标煤"],
    ["1000", "kgce", "千克标准煤", "公斤标准煤", "千克标煤", "公斤标煤"],
    ["1000000", "tce", "吨标准煤", "吨标煤"],
  ],
  carbonDioxide: [
    ["1", "kgCO2", "千克二氧化碳", "公斤二氧化碳"],
    ["1000", "tCO2", "吨二氧化碳"],
  ],
  carbonDioxideEquivalent: [
    ["1", "kgCO2e", "千克二氧化碳当量", "公斤二氧化碳当量"],
    ["1000", "tCO2e", "吨二氧化碳当量"],
  ],
  mass: [
    ["1", "g", "克"],
    ["500", "斤", "市斤"],
    ["1000", "kg", "千克", "公斤"],
    ["1000000", "t", "吨"],
  ],
  volume: [
    ["1", "mL", "毫升"],
    ["1000", "L", "升", "公升"],
    ["1000000", "m³", "立方米", "立方", "方", "立米", "立方公尺"],
  ],
  area: [
    ["1", "㎡", "平方米", "平米", "平方", "平"],
    ["2000/3", "亩"],
    ["10000", "公顷", "ha"],
    ["1000000", "km²", "平方公里", "平方千米"],
  ],
  length: [
    ["1", "m", "米"],
    ["1000", "km", "公里", "千米"],
    ["100000", "百公里"],
  ],
  time: [
    ["1", "分钟", "min"],
    ["60", "小时", "h", "个小时", "钟头"],
    ["1440", "天", "日"],
  ],
  calendar: [
    ["1", "月", "个月"],
    ["3", "季度", "季"],
    ["12", "年"],
  ],
  temperature: [["1", "℃", "摄氏度"]],
  ratio: [
    ["1", "‰"],
    ["10", "%"],
  ],
  people: [["1", "人", "名", "位", "个人"]],
  visits: [["1", "人次"]],
  vehicles: [["1", "辆", "台", "部"]],
  rooms: [["1", "间"]],
  items: [["1", "个"]],
  matters: [["1", "项"]],
  cases: [["1", "件"]],
  copies: [["1", "份"]],
  times: [["1", "次", "趟"]],
  entries: [["1", "条"]],
  incidents: [["1", "起"]],
  batches: [["1", "批次", "批"]],
  points: [["1", "分"]],
};

/** What stands between the figure and its unit: 1.2万度, 2.5亿元. */
const MAGNITUDES: [word: string, times: string][] = [
  ["万亿", "1000000000000"],
  ["千万", "10000000"],
  ["百万", "1000000"],
  ["十万", "100000"],
  ["亿", "100000000"],
  ["万", "10000"],
  ["千", "1000"],
  ["百", "100"],
];

const COUNTED = new Set(
  Object.entries(DIMENSIONS).flatMap(([dimension, uoms]) =>
    uoms.length === 1 && dimension !== "money" ? [dimension] : [],
  ),
);

/** Full width, ㎡, m³ and capitals as one spelling. */
const plainSpelling = (text: string) => text.normalize("NFKC").toLowerCase().replaceAll(/\s/g, "");

const BY_SPELLING = new Map(
  Object.entries(DIMENSIONS).flatMap(([dimension, uoms]) =>
    uoms.flatMap(([size, ...spellings]) =>
      spellings.map((spelling) => [
        plainSpelling(spelling),
        { spelling: spellings[0] as string, dimension, size: new Fraction(size) },
      ]),
    ),
  ),
) as ReadonlyMap<string, Uom>;

/** The unit that a text names, with a magnitude before it if it has one (万元, 万千瓦时); null when it names none. */
export function findUom(text: string): Uom | null {
  const spelling = plainSpelling(text);
  const plain = BY_SPELLING.get(spelling);
  if (plain) return plain;
  for (const [word, times] of MAGNITUDES) {
    if (!spelling.startsWith(word)) continue;
    const uom = BY_SPELLING.get(spelling.slice(word.length));
    if (uom) return { ...uom, spelling: `${word}${uom.spelling}`, size: uom.size.mul(times) };
  }
  return null;
}

/** The sizes that a dimension of the table has names for, each in its usual spelling; none for another word. */
export function uomsOf(dimension: string): Uom[] {
  const uoms = Object.hasOwn(DIMENSIONS, dimension) ? DIMENSIONS[dimension] : undefined;
  return (uoms ?? []).map(([size, spelling]) => ({
    spelling: spelling as string,
    dimension,
    size: new Fraction(size),
  }));
}

/** How many times a bare 万, 千万, 亿 ... stands for; null when the text is none. */
export function findMagnitude(text: string): Fraction | null {
  const word = plainSpelling(text);
  const found = MAGNITUDES.find(([magnitude]) => magnitude === word);
  return found ? new Fraction(found[1]) : null;
}

/** Whether a unit counts things (人, 辆, 次): nothing else to mistake it for. */
export const isCounted = (uom: Uom): boolean => COUNTED.has(uom.dimension);

export const sameSpelling = (a: string, b: string): boolean => plainSpelling(a) === plainSpelling(b);

/** The usual unit that is `times` the given one: 元 is 0.0001 of 万元, 万kWh is 10000 of kWh; null when nobody writes one. */
export function uomOfSize(line: Uom, times: Fraction): string | null {
  const size = line.size.mul(times);
  const usual = (DIMENSIONS[line.dimension] as [string, ...string[]][]).find(([own]) => size.equals(new Fraction(own)));
  if (usual) return usual[1] as string;
  const wan = (DIMENSIONS[line.dimension] as [string, ...string[]][]).find(([own]) =>
    size.equals(new Fraction(own).mul(1e4)),
  );
  return wan ? `万${wan[1]}` : null;
}
