// Calculated here by hand, apart from the platform's own engines.

/** kgce per unit of measure: GB/T 2589-2020; petrol and diesel as Chongqing's published total of 2015 implies (8.52 / 7927.99, 0.63 / 506.81); by 行次 of the energy form. */
const factors: Record<string, number> = {
  "01": 0.1229,
  "04": 714.3,
  "05": 1.2143,
  "06": 1.7143,
  "07": 1.0747,
  "08": 1.2431,
  "09": 34.12,
  "10": 1000,
};

/** 单位建筑面积能耗 of one unit from its typed cells by 行次: what it never has (不适用) takes no part. */
export function energyPerArea(figures: ReadonlyMap<string, string>): number {
  let kgce = 0;
  for (const [row, factor] of Object.entries(factors)) {
    const figure = figures.get(row);
    if (figure === undefined) throw new Error(`line ${row} was not read`);
    if (figure !== "不适用") kgce += factor * Number(figure);
  }
  return kgce / Number(figures.get("22"));
}

/** Digits in threes. */
export const grouped = (figure: string): string => figure.replace(/\B(?=(\d{3})+$)/g, ",");
