// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { DifferenceCell } from "../difference-cell.tsx";
import { ScoreStrip } from "./score-strip.tsx";
import { Sparkline } from "./sparkline.tsx";

afterEach(cleanup);
const text = () => document.body.textContent;

test("a sparkline reads out every period, says what is missing, and leaves a gap there", () => {
  const values = [5, 6, null, 7];
  render(
    <Sparkline
      name="用电量"
      uom="千瓦时"
      decimals={0}
      points={values.map((value, at) => ({ label: `第${at + 1}期`, value, peers: { q1: 4, q3: 8 } }))}
    />,
  );
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe(
    "用电量（千瓦时）：第1期 5，第2期 6，第3期 无数，第4期 7。同组中间一半 4 至 8",
  );
  expect(document.querySelectorAll("polyline")).toHaveLength(1);
});

test("a sparkline without any value draws no line and breaks nothing", () => {
  render(<Sparkline name="用电量" uom="" points={[{ label: "第1期", value: null }]} />);
  expect(document.querySelectorAll("polyline, circle, polygon")).toHaveLength(0);
});

test("a score strip says why there is no score, and draws no diamond at zero", () => {
  render(<ScoreStrip name="能源" score={null} reason="缺 3 项指标" peers={{ q1: 40, median: 50, q3: 60, n: 9 }} />);
  expect(text()).toContain("缺 3 项指标");
  expect(document.querySelector(".score-own")).toBeNull();
  cleanup();
  render(<ScoreStrip name="能源" score={0} peers={null} />);
  expect(document.querySelector(".score-own")).not.toBeNull();
  expect(screen.getByRole("img").getAttribute("aria-label")).toContain("不足五个");
});

test("a change names what it is compared with, in words; nothing to compare with is no change of zero", () => {
  render(<DifferenceCell change={-3.25} kind="year" />);
  expect(text()).toBe("同比降 ▼ 3.3%");
  cleanup();
  render(<DifferenceCell change={0.01} kind="previous" points />);
  expect(text()).toBe("环比升 ▲ 不足 0.1 个百分点");
  cleanup();
  render(<DifferenceCell change={0} kind="previous" />);
  expect(text()).toBe("环比持平 ＝");
  cleanup();
  render(<DifferenceCell change={null} kind="year" />);
  expect(text()).toBe("同比无可比数");
});
