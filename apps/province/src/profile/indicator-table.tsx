import { Link } from "@tanstack/react-router";
import { figure, gapToMedian, type Result } from "@duibiao/screens/result";
import {
  DataTable,
  lenses,
  nameOf,
  leafStatus,
  showMoment,
  showNumber,
  showPeriod,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { SheetLink } from "./sheet-link.tsx";
import { standardOf, type Stand } from "./strengths.ts";

type Props = { result: Result; stands: readonly Stand[]; evaluation: number | null };

/** Every indicator of the scheme beside the peers, in its own uom and in points. */
export function IndicatorTable({ result, stands, evaluation }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const { release, head, region } = result;
  const columns: Column<Stand>[] = [
    {
      key: "indicator",
      header: { zh: "指标", en: "Indicator" },
      value: ({ leaf }) => t(leaf.name),
      cell: ({ leaf, indicator }) => (
        <Link
          to="/rankings"
          search={
            {
              indicator: indicator.key,
              region: region.id,
              period: release.periodId,
              tier: head.tier === "city" ? "city" : undefined,
              lens: head.lens === "province" ? undefined : head.lens,
            } as never
          }
        >
          {t(leaf.name)}
        </Link>
      ),
      head: true,
      width: "l",
    },
    {
      key: "value",
      header: { zh: "本地区", en: "Here" },
      type: "number",
      value: ({ indicator }) => indicator.cell.value,
      cell: ({ leaf, indicator }) =>
        indicator.cell.value === null ? (
          // What is missing, and with whom, stands on the sheet.
          <SheetLink evaluation={evaluation} region={region.id} indicator={indicator.key}>
            {t(leafStatus(leaf.status, indicator.cell.gap))}
          </SheetLink>
        ) : (
          <SheetLink evaluation={evaluation} region={region.id} indicator={indicator.key}>
            {showNumber(indicator.cell.value, indicator.decimals)}
          </SheetLink>
        ),
      width: "m",
    },
    { key: "uom", header: { zh: "计量单位", en: "Uom" }, value: ({ indicator }) => indicator.uom, width: "s" },
    {
      key: "median",
      header: { zh: "同组中位数", en: "Peers' median" },
      type: "number",
      value: ({ peer }) => peer?.median ?? null,
      width: "m",
    },
    {
      key: "gap",
      header: { zh: "与中位数之差", en: "Gap to the median" },
      value: ({ indicator, peer }) => {
        const gap = peer ? gapToMedian(indicator.cell.value, peer.median, indicator) : null;
        return gap === null ? null : t(gap);
      },
      sortBy: ({ better }) => better,
      width: "fill",
    },
    {
      key: "standard",
      header: { zh: "满分标准", en: "Standard" },
      value: ({ leaf }) => {
        const standard = standardOf(leaf);
        if (standard === null) return t("随同组", "by peers");
        return standard.lo === standard.hi
          ? figure(standard.lo, null)
          : `${figure(standard.lo, null)}–${figure(standard.hi, null)}`;
      },
      width: "s",
    },
    {
      key: "score",
      header: { zh: "得分", en: "Score" },
      type: "number",
      decimals: 1,
      value: ({ leaf }) => leaf.score,
      width: "s",
    },
    {
      key: "lost",
      header: { zh: "失分", en: "Lost" },
      type: "number",
      decimals: 2,
      highFirst: true,
      value: ({ leaf }) => leaf.pointsLost,
      width: "s",
    },
    {
      key: "trend",
      header: { zh: "趋势", en: "Trend" },
      value: () => null,
      cell: ({ indicator }) => (
        <Link
          to="/trends"
          search={{ indicator: indicator.key, kind: head.period.kind, regions: String(region.id) } as never}
        >
          {t("看走势", "Course")}
        </Link>
      ),
      screenOnly: true,
      width: "s",
    },
    {
      key: "matched",
      header: { zh: "齐备单位", en: "Units" },
      // Without the word a spreadsheet would read 11/12 as a day.
      value: ({ indicator: { cell } }) =>
        cell.expected === 0 ? null : t(`${cell.matched}/${cell.expected} 个`, `${cell.matched} of ${cell.expected}`),
      width: "s",
    },
  ];
  return (
    <section className="card">
      <h2>{t("全部指标", "All indicators")}</h2>
      <DataTable
        title={t(`${region.name} 全部指标`, `${region.name}: all indicators`)}
        columns={columns}
        rows={stands}
        rowKey={({ leaf }) => leaf.path}
        empty=""
        about={{
          stamps: release.stamps.map((stamp) => t(stamp)),
          notes: [
            t(`${release.edition.zh}（${release.stateName.zh}）`, `${release.edition.en} (${release.stateName.en})`),
            showPeriod(head.period, language),
            t(`对标组：${region.peerGroup}`, `peer group: ${region.peerGroup}`),
            t(nameOf(lenses, head.lens)),
            `${t("区划截至", "regions as of")} ${head.treeDate}`,
            `${t("数据截至", "figures as of")} ${showMoment(release.dataUntil, language)}`,
            `${t("结果哈希", "results hash")} ${head.resultsHash}`,
          ],
        }}
      />
    </section>
  );
}
