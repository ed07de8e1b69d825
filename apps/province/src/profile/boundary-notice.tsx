import type { Answer, api } from "@duibiao/client";
import { Link } from "@tanstack/react-router";
import { Alert, useText } from "@duibiao/ui";

type Region = Answer<typeof api.regions.readRegion>;

const kinds: Record<string, { zh: string; en: string }> = {
  rename: { zh: "更名", en: "renamed" },
  code: { zh: "代码变更", en: "new code" },
  transfer: { zh: "划转", en: "transferred" },
  merge: { zh: "撤并", en: "merged" },
  split: { zh: "拆分", en: "split" },
  new: { zh: "新设", en: "founded" },
};

/** 区划变动: what the region was before, so that nobody compares what is not the same place. */
export function BoundaryNotice({ region, period }: { region: Region; period: { start: string } | null }) {
  const t = useText();
  const { before, after, versions } = region;
  if (before.length === 0 && after.length === 0) return null;
  const [from, to] = [before[0], after[0]];
  const list = (lineage: Region["before"]) => lineage.map(({ region: other }) => other.name).join(t("、", ", "));
  const kind = (key: string) => kinds[key] ?? { zh: key, en: key };
  const fresh = from !== undefined && period !== null && from.effective > period.start;
  return (
    <Alert tone={fresh ? "warning" : "info"} title={t("区划变动", "Change of boundaries")}>
      {from === undefined
        ? null
        : t(
            `${from.effective} 由${list(before)}${kind(from.kind).zh}而来；此前的数据见原地区，同比不可直接比较，趋势在此断开。`,
            `Since ${from.effective}, from ${list(before)} (${kind(from.kind).en}); earlier figures stand under those, and trends break here.`,
          )}
      {to === undefined
        ? null
        : t(
            `已于 ${to.effective} ${kind(to.kind).zh}，其后数据见${list(after)}。`,
            `Ended ${to.effective} (${kind(to.kind).en}); later figures stand under ${list(after)}.`,
          )}
      {versions.length > 1
        ? t(
            ` 曾用名称：${[...new Set(versions.map(({ name }) => name))].join("、")}。`,
            ` Names: ${[...new Set(versions.map(({ name }) => name))].join(", ")}.`,
          )
        : ""}{" "}
      <Link to="/trends" search={{ regions: String(region.id), boundaries: "today" } as never}>
        {t("看可比口径（今日区划）的趋势", "Trends on today's boundaries")}
      </Link>
    </Alert>
  );
}
