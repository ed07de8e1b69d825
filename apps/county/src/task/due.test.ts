import { describe, expect, it } from "vitest";
import { daysLeft, dueIn } from "./due.tsx";

/** Beijing is UTC+8, without summer time. */
const beijing = (text: string) => new Date(`${text}+08:00`);
const due = "2026-12-01T18:00:00+08:00";

describe("days left", () => {
  it("counts calendar days of Beijing, not spans of 24 hours", () => {
    expect(daysLeft(due, beijing("2026-11-30T23:59:00"))).toBe(1);
    expect(daysLeft(due, beijing("2026-11-30T00:01:00"))).toBe(1);
    expect(daysLeft(due, beijing("2026-12-01T00:01:00"))).toBe(0);
    expect(daysLeft(due, beijing("2026-12-02T00:01:00"))).toBe(-1);
  });

  it("takes 24:00 as the end of that day", () => {
    expect(daysLeft("2026-12-02T00:00:00+08:00", beijing("2026-12-01T09:00:00"))).toBe(0);
  });

  it("is green above five, plain at four and five, yellow from three down, red when past, with words", () => {
    const at = (day: string) => dueIn(due, beijing(`${day}T09:00:00`));
    expect(at("2026-11-25")).toMatchObject({ zh: "还剩 6 天", tone: "success" });
    expect(at("2026-11-26").tone).toBeUndefined();
    expect(at("2026-11-27").tone).toBeUndefined();
    expect(at("2026-11-28")).toMatchObject({ zh: "还剩 3 天", tone: "warning" });
    expect(at("2026-12-01")).toMatchObject({ zh: "今天截止", tone: "warning" });
    expect(dueIn(due, beijing("2026-12-01T18:01:00"))).toMatchObject({ zh: "今天已逾期", tone: "error" });
    expect(at("2026-12-03")).toMatchObject({ zh: "已逾期 2 天", tone: "error" });
  });
});
