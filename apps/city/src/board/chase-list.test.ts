import { expect, it } from "vitest";
import { boardRows } from "./board-rows.ts";
import { chaseLines, chaseText } from "./chase-list.ts";
import { cell, collection, NOW, unit } from "./testing-board.ts";

it("names who has not sent, the longest overdue first, with phones and without figures", () => {
  const collections = [collection(1)];
  const rows = boardRows(
    {
      now: NOW,
      collections,
      units: [unit(1), unit(2), unit(3)],
      cells: [
        cell(1, { state: "draft", dueAt: "2026-11-27T04:00:00.000Z" }),
        cell(2, { state: "not_started", dueAt: "2026-11-23T04:00:00.000Z" }),
        cell(3, { state: "submitted" }),
      ],
    },
    collections,
  );
  const contacts = new Map([[2, [{ unitId: 2, role: "clerk" as const, name: "张三", phone: "000-1234567" }]]]);
  const lines = chaseLines(rows, collections, contacts, NOW, "zh");
  expect(lines).toEqual([
    {
      region: "县2",
      unit: "单位2",
      form: "能源季报 2026年第三季度",
      state: "未填报",
      due: "2026/11/23",
      days: "逾期 3 天",
      contact: "填报人 张三 000-1234567",
    },
    {
      region: "县1",
      unit: "单位1",
      form: "能源季报 2026年第三季度",
      state: "填报中",
      due: "2026/11/27",
      days: "剩 1 天",
      contact: "",
    },
  ]);
  expect(chaseText("名单", lines)).toBe(
    "名单\n1. 单位2  能源季报 2026年第三季度  未填报  2026/11/23 逾期 3 天  填报人 张三 000-1234567\n" +
      "2. 单位1  能源季报 2026年第三季度  填报中  2026/11/27 剩 1 天",
  );
});
