import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { figure, gapToMedian, type Result } from "@duibiao/screens/result";
import { nameOf, showNumber, showPeriod, Sparkline, trends, useLanguage, useText } from "@duibiao/ui";
import { useCatalogues } from "@duibiao/screens";
import { SheetLink } from "./sheet-link.tsx";
import { standardOf, type Stand } from "./strengths.ts";

type Props = { title: string; stands: readonly Stand[]; result: Result; evaluation: number | null; empty: string };

/** A few indicators in their own uom: gap to the peers' median and to the standard, and their course over the years. */
export function Stands({ title, stands, result, evaluation, empty }: Props) {
  const t = useText();
  return (
    <section className="card">
      <h2>{title}</h2>
      {stands.length === 0 ? <p className="quiet">{empty}</p> : null}
      {stands.map((stand) => (
        <StandRow key={stand.leaf.path} {...{ stand, result, evaluation }} />
      ))}
      {stands.length > 0 ? (
        <p className="quiet">
          {t(
            "按与同组中位数之差占同组中间一半宽度的倍数排列。",
            "Ordered by the gap to the peers' median in widths of their middle half.",
          )}
        </p>
      ) : null}
    </section>
  );
}

function StandRow({ stand, result, evaluation }: { stand: Stand; result: Result; evaluation: number | null }) {
  const t = useText();
  const { leaf, indicator, peer } = stand;
  const shown = (value: number) => `${figure(value, indicator.decimals)} ${indicator.uom}`;
  const value = indicator.cell.value!;
  const gap = peer ? gapToMedian(value, peer.median, indicator) : null;
  const standard = standardOf(leaf);
  return (
    <article className="stand">
      <div>
        <strong>{t(leaf.name)}</strong>{" "}
        <SheetLink evaluation={evaluation} region={result.region.id} indicator={indicator.key}>
          {shown(value)}
        </SheetLink>
      </div>
      <div className="quiet">
        {peer
          ? t(
              `同组中位数 ${shown(peer.median)}，本地区${gap?.zh}`,
              `Peers' median ${shown(peer.median)}; here ${gap?.en}`,
            )
          : ""}
        {standard === null
          ? t("；满分线随同组变动", "; full points move with the peers")
          : t(
              `；满分标准 ${range(standard, shown)}，${toStandard(value, standard, shown, t)}`,
              `; standard ${range(standard, shown)}, ${toStandard(value, standard, shown, t)}`,
            )}
        {leaf.pointsLost === null
          ? ""
          : t(`；失 ${showNumber(leaf.pointsLost, 2)} 分`, `; ${showNumber(leaf.pointsLost, 2)} points lost`)}
      </div>
      <Course {...{ stand, result }} />
    </article>
  );
}

const range = ({ lo, hi }: { lo: number; hi: number }, shown: (value: number) => string) =>
  lo === hi ? shown(lo) : `${figure(lo, null)}–${shown(hi)}`;

function toStandard(
  value: number,
  { lo, hi }: { lo: number; hi: number },
  shown: (value: number) => string,
  t: (zh: string, en: string) => string,
) {
  if (value >= lo && value <= hi) return t("已在标准上", "there");
  const gap = value < lo ? lo - value : value - hi;
  return t(`相差 ${shown(gap)}`, `${shown(gap)} away`);
}

/** The last periods of the same kind, small. */
function Course({ stand, result }: { stand: Stand; result: Result }) {
  const t = useText();
  const { language } = useLanguage();
  const catalogue = useCatalogues().data?.[0]?.id;
  const { kind } = result.head.period;
  const course = useQuery({
    ...read(api.trends.readTrends, {
      query: {
        catalogue: catalogue!,
        indicator: stand.indicator.key,
        kind: kind as "year",
        regions: String(result.region.id),
        lens: result.head.lens as "province",
      },
    }),
    enabled: catalogue !== undefined,
  });
  const item = course.data?.items[0];
  if (course.data === undefined || item === undefined) return null;
  const names = new Map(course.data.periods.map((period) => [period.id, showPeriod(period, language)]));
  const points = item.values.slice(-8).map(({ periodId, value }) => ({ label: names.get(periodId) ?? "", value }));
  if (points.filter(({ value }) => value !== null).length < 2)
    return <div className="quiet">{t("只有一期数据，没有走势。", "One period only: no course.")}</div>;
  return (
    <div className="row">
      <Sparkline
        name={t(stand.leaf.name)}
        points={points}
        uom={stand.indicator.uom}
        decimals={stand.indicator.decimals}
      />
      <span className="quiet">
        {points[0]!.label} – {points.at(-1)!.label}
        {t("：", ": ")}
        {t(nameOf(trends, item.trend))}
        {item.breaks.length > 0 ? t("，其间有断点", ", with a break") : ""}
      </span>
    </div>
  );
}
