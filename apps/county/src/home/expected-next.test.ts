import { expect, it } from "vitest";
import { expectedNext } from "./expected-next.ts";

const now = new Date("2026-11-26T10:00:00+08:00");
const quarter = {
  formKey: "F_ENE",
  name: "2026Q3 能源季报",
  opensAt: "2026-10-01T09:00:00+08:00",
  period: { kind: "quarter" as const, end: "2026-09-30" },
};
const annual = {
  formKey: "F_BAS",
  name: "2025 基本信息",
  opensAt: "2026-01-05T09:00:00+08:00",
  period: { kind: "year" as const, end: "2025-12-31" },
};

it("expects the next quarter as long after its end as the last one opened after its own", () => {
  // Opened on the day after 30 September, so the fourth quarter, ending on 31 December, opens on 1 January.
  expect(expectedNext([quarter, annual], now)).toEqual({ like: quarter.name, opensAt: "2027-01-01T01:00:00.000Z" });
});

it("expects nothing of what should have opened already, nor of what is asked once", () => {
  const old = {
    ...quarter,
    opensAt: "2024-04-01T09:00:00+08:00",
    period: { kind: "quarter" as const, end: "2024-03-31" },
  };
  expect(expectedNext([old], now)).toBeNull();
  expect(expectedNext([{ ...quarter, period: { kind: "custom" as const, end: "2026-09-30" } }], now)).toBeNull();
});
