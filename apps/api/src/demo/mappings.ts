import { mappings as contract } from "@duibiao/contract";
import { save } from "../mappings/save.ts";
import type { MappingDocument } from "../mappings/open.ts";
import type { Calendar } from "./calendar.ts";
import { analyst } from "./open.ts";
import { act, idOf, type Stage } from "./stage.ts";

const cell = (column: string, measure: string, uom: string, member = "total") => ({ column, measure, member, uom });

/** Layouts invented for the demo, of the kinds that counties are asked to copy from by hand; no real system's. */
const made: Record<string, MappingDocument> = {
  vehicles: {
    system: "公车平台（演示）",
    title: "车辆运行明细",
    form: "F_VEH",
    sheet: "",
    header: 1,
    columns: ["单位名称", "车牌号", "月份", "行驶里程（公里）", "加油量（升）", "派车次数", "拼车次数"],
    unit: { column: "单位名称", by: "name" },
    period: { column: "月份" },
    skip: ["合计"],
    rows: "several",
    cells: [
      cell("行驶里程（公里）", "veh_km", "公里"),
      cell("加油量（升）", "veh_fuel_l", "升"),
      cell("派车次数", "veh_trips", "次"),
      cell("拼车次数", "veh_carpool_trips", "次"),
    ],
  },
  electricity: {
    system: "能耗系统（演示）",
    title: "季度用电汇总",
    form: "F_ENE",
    sheet: "",
    header: 2,
    columns: ["单位代码", "单位名称", "用电量（万千瓦时）", "电费（元）"],
    unit: { column: "单位代码", by: "code" },
    period: null,
    skip: ["合计"],
    rows: "one",
    cells: [
      cell("用电量（万千瓦时）", "elec_kwh", "万千瓦时"),
      cell("电费（元）", "energy_cost", "元", "energy_type:electricity"),
    ],
  },
};

/** Two mappings of the province, so that a clerk of the demo finds where to bring an export. */
export async function playMappings(stage: Stage, catalogue: number, { now }: Calendar): Promise<void> {
  const owner = idOf(stage.regions, "990000");
  for (const [key, document] of Object.entries(made))
    await act(
      stage,
      analyst,
      now,
      { operation: contract.saveMapping, verb: save },
      { params: {}, query: {}, body: { owner, key, catalogue, document } },
    );
}
