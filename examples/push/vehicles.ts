import { readCsv } from "@duibiao/workbook";
import { PushFault } from "./send.ts";
import { summed, type PushCell } from "./sum.ts";

const columns = [
  { name: "单位编码", required: true },
  { name: "车牌号", required: true },
  { name: "月份", required: true },
  { name: "行驶里程", required: false },
  { name: "加油量", required: false },
  { name: "派车次数", required: false },
  { name: "拼车次数", required: false },
] as const;

const measures = [
  ["行驶里程", "veh_km", "km"],
  ["加油量", "veh_fuel_l", "L"],
  ["派车次数", "veh_trips", "次"],
  ["拼车次数", "veh_carpool_trips", "次"],
] as const;

/**
 * 公车: one line per vehicle and month, as a dispatch system might give it (an invented layout), as cells of form F_VEH.
 * Every vehicle must have every month asked: a month without a line is a gap.
 */
export function vehicleCells(csv: string, months: readonly string[]): PushCell[] {
  const { rows, problems } = readCsv(csv, { columns, maxRows: 100_000 });
  if (problems.length > 0) throw new PushFault(problems.map(({ row, zh, en }) => `R${row} ${zh} / ${en}`).join("\n"));
  const wanted = rows.map(({ values }) => values).filter((own) => months.includes(own.月份));
  const vehicles = new Map(wanted.map((own) => [`${own.单位编码} ${own.车牌号}`, own]));
  return measures.flatMap(([column, measure, uom]) =>
    summed(
      [...vehicles.values()].flatMap(({ 单位编码: unit, 车牌号: plate }) =>
        months.map((month) => {
          const line = wanted.find((own) => own.单位编码 === unit && own.车牌号 === plate && own.月份 === month);
          return { unit, what: `${plate} ${month}`, value: line?.[column] ?? "" };
        }),
      ),
      measure,
      uom,
    ),
  );
}
