import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { Loaded, useCatalogues } from "@duibiao/screens";
import { usePeriods } from "@duibiao/screens/dictionary";
import type { Result } from "@duibiao/screens/result";
import { showNumber, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { mostImproved, type Stand } from "./strengths.ts";

/** For each weak indicator: which regions of the same kind improved most since a year before. */
export function LearnFrom({ result, weak }: { result: Result; weak: readonly Stand[] }) {
  const t = useText();
  const { language } = useLanguage();
  const periods = usePeriods().data ?? [];
  const catalogue = useCatalogues().data?.[0]?.id;
  const { period } = result.head;
  const now = periods.find(({ key, kind }) => key === period.key && kind === period.kind);
  const start = `${Number(period.start.slice(0, 4)) - 1}${period.start.slice(4)}`;
  const earlier = periods.find((candidate) => candidate.kind === period.kind && candidate.start === start);
  if (weak.length === 0) return null;
  return (
    <section className="card learn">
      <h2>{t("向谁学：弱项上进步最大的同类地区", "Whom to learn from: peers that improved most where it is weak")}</h2>
      {now === undefined || earlier === undefined || catalogue === undefined ? (
        <p className="quiet">
          {t("没有上年同期的报告期，无法比较进步。", "There is no period of a year before to compare with.")}
        </p>
      ) : (
        <>
          <p className="quiet">
            {t(
              `同类（${result.region.kind || "未分类"}），${showPeriod(earlier, language)} 与 ${showPeriod(now, language)} 两期都完整的地区。`,
              `Same kind (${result.region.kind}), complete in both ${showPeriod(earlier, language)} and ${showPeriod(now, language)}.`,
            )}
          </p>
          <ul>
            {weak.map((stand) => (
              <Improved key={stand.leaf.path} {...{ stand, result, catalogue }} now={now.id} earlier={earlier.id} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type Props = { stand: Stand; result: Result; catalogue: number; now: number; earlier: number };

function Improved({ stand, result, catalogue, now, earlier }: Props) {
  const t = useText();
  const { indicator } = stand;
  const { region, head } = result;
  const query = {
    catalogue,
    indicator: indicator.key,
    tier: head.tier as "county",
    lens: head.lens as "province",
    ...(region.kind === "" ? {} : { peerGroup: region.kind }),
  };
  const after = useQuery(read(api.evaluations.readRanking, { query: { ...query, period: now } }));
  const before = useQuery(read(api.evaluations.readRanking, { query: { ...query, period: earlier } }));
  const shown = (value: number) => showNumber(value, indicator.decimals);
  return (
    <li>
      <Link
        to="/rankings"
        search={
          {
            indicator: indicator.key,
            period: now,
            region: region.id,
            group: query.peerGroup,
            tier: head.tier === "city" ? "city" : undefined,
            lens: head.lens === "province" ? undefined : head.lens,
          } as never
        }
      >
        {t(stand.leaf.name)}
      </Link>
      {t("：", ": ")}
      <Loaded of={before}>
        {(old) => (
          <Loaded of={after}>
            {(present) => {
              const best = mostImproved(old.items, present.items, indicator.direction, region.id);
              if (best.length === 0) return t("没有同类地区有进步。", "no region of the kind improved.");
              return best.map(({ regionId, name, before: was, after: is }, at) => (
                <span key={regionId}>
                  {at > 0 ? t("；", "; ") : ""}
                  <Link to="/regions/$region" params={{ region: String(regionId) }}>
                    {name}
                  </Link>{" "}
                  {shown(was)} → {shown(is)} {indicator.uom}
                </span>
              ));
            }}
          </Loaded>
        )}
      </Loaded>
    </li>
  );
}
