import { describe, expect, it } from "vitest";
import { bodyOf, emptyDraft, emptyTarget, lacks } from "./draft.ts";

const common = { effective: "2027-01-01", documentNo: " 演民区〔2026〕1号 ", note: "" };
const sent = { effective: "2027-01-01", documentNo: "演民区〔2026〕1号", note: "" };

describe("a draft of a change of regions", () => {
  it("says everything that it lacks, and nothing once it is whole", () => {
    expect(lacks(emptyDraft).map(({ zh }) => zh)).toEqual([
      "请填生效日期。",
      "请选要变更的地区。",
      "每个接收地区须选已有地区，或填新地区的代码和名称。",
    ]);
    const split = { ...emptyDraft, ...common, kind: "split" as const, regions: [7] };
    expect(lacks({ ...split, targets: [{ ...emptyTarget, region: 1, share: "1" }] }).map(({ zh }) => zh)).toEqual([
      "拆分至少有两个接收地区。",
    ]);
    expect(lacks({ ...split, targets: [1, 2].map((region) => ({ ...emptyTarget, region, share: "0.5" })) })).toEqual(
      [],
    );
  });

  it("sends every region below one that ends along, and only the units that were told another way", () => {
    const merge = { ...emptyDraft, ...common, regions: [3, 4], targets: [{ ...emptyTarget, region: 9 }] };
    expect(bodyOf(merge, [11, 12])).toEqual({
      kind: "merge",
      ...sent,
      from: [3, 4],
      into: { region: 9 },
      children: [
        { child: 11, to: { region: 9 } },
        { child: 12, to: { region: 9 } },
      ],
      units: [],
    });
    const targets = [
      { ...emptyTarget, region: 5, share: "0.6" },
      { region: null, code: " 330114 ", name: "钱塘区", kind: "市辖区", share: "0.4" },
    ];
    const split = { ...emptyDraft, ...common, kind: "split" as const, regions: [7], targets };
    expect(bodyOf({ ...split, children: { 12: 1 }, units: { 40: 1 } }, [11, 12])).toEqual({
      kind: "split",
      ...sent,
      from: 7,
      into: [
        { region: 5, share: "0.6" },
        { new: { code: "330114", name: "钱塘区", kind: "市辖区" }, share: "0.4" },
      ],
      closes: true,
      children: [
        { child: 11, to: { region: 5 } },
        { child: 12, to: { code: "330114" } },
      ],
      units: [{ unit: 40, to: { code: "330114" } }],
    });
    expect(bodyOf({ ...split, closes: false }, [11, 12])).toMatchObject({ children: [], units: [] });
  });

  it("leaves out of a rename what stays", () => {
    expect(bodyOf({ ...emptyDraft, ...common, kind: "rename", regions: [3], name: "新名" }, [])).toEqual({
      kind: "rename",
      ...sent,
      region: 3,
      name: "新名",
    });
  });
});
