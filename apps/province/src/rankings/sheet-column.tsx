import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, read } from "@duibiao/client";
import type { Compiled } from "@duibiao/indicators";
import { useText, type Column } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import type { Row } from "./columns.tsx";
import type { Ranking } from "./definition.tsx";
import { leavesOf } from "./picked.ts";

/**
 * From each region to its calculation in the newest release of the same period and tier that scores the indicator.
 * Figures may have been corrected since, so the link names the release; none where there is no such release.
 */
export function useSheetColumn(ranking: Ranking, vocabulary: Compiled): Column<Row> | null {
  const t = useText();
  const rights = useRights();
  const period = Number(ranking.period["id"]);
  const open = rights.readEvaluations && !ranking.own && ranking.lens === "province";
  const releases = useQuery({ ...read(api.releases.listReleases, { query: { period } }), enabled: open });
  return useMemo(() => {
    const scoring = vocabulary.catalogue.schemes
      .filter(({ root }) => leavesOf(root).includes(ranking.indicator.key))
      .map(({ key }) => key);
    const fitting = (open ? (releases.data?.items ?? []) : []).filter(
      ({ tier, scheme }) => tier === ranking.tier && scoring.includes(scheme),
    );
    const release =
      fitting.find(({ state }) => state === "published") ?? fitting.toSorted((a, b) => b.number - a.number)[0];
    if (release === undefined) return null;
    return {
      key: "sheet",
      header: { zh: "计算单", en: "Sheet" },
      value: () => null,
      cell: ({ regionId, name }) => (
        <Link
          to="/sheet/$evaluation/$region"
          params={{ evaluation: String(release.evaluationId), region: String(regionId) }}
          search={{ indicator: ranking.indicator.key } as never}
          title={t(`${name}：${release.edition.zh}中的计算`, `${name}: calculation in ${release.edition.en}`)}
          onClick={(event) => event.stopPropagation()}
        >
          {t(`第${release.number}版`, `No. ${release.number}`)}
        </Link>
      ),
      screenOnly: true,
      width: "xs",
    };
  }, [ranking, vocabulary, releases.data, open, t]);
}
