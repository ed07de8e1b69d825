import { expect, test } from "vitest";
import { writersFor } from "./export.ts";

const writers = writersFor(() => "张三 zhangsan 2026/11/26 20:00");

const table = {
  title: "排名",
  stamps: ["演示数据"],
  notes: ["数据截至 2026-11-26"],
  columns: [
    { header: "地区", type: "text" as const },
    { header: "数值", type: "number" as const },
  ],
  rows: [
    ["=cmd()", "12.50"],
    ["乙县", null],
  ],
};

test("a CSV says on every row that the figures are invented and who took it, keeps digits, and starts no formula", async () => {
  const text = await (await writers.csv!(table)).text();
  expect(text.split("\r\n").slice(1, 3)).toEqual([
    "'=cmd(),12.50,演示数据,数据截至 2026-11-26; 导出 / Exported: 张三 zhangsan 2026/11/26 20:00",
    "乙县,,演示数据,数据截至 2026-11-26; 导出 / Exported: 张三 zhangsan 2026/11/26 20:00",
  ]);
});

test("two columns of one name both stay", async () => {
  const twice = { ...table, columns: [table.columns[0]!, table.columns[0]!], rows: [["甲", "乙"]] };
  expect((await (await writers.csv!(twice)).text()).split("\r\n")[1]).toContain("甲,乙");
});
