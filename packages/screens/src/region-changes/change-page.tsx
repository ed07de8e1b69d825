import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { Page, useText } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import { HandOverTable } from "./hand-over-table.tsx";
import { LineageTable } from "./lineage-table.tsx";
import { kindWords, seriesWords } from "./words.ts";

/** One change of the tree: what went where, and what open duties it put elsewhere. */
export function ChangePage() {
  const t = useText();
  const { change } = useParams({ strict: false }) as { change: string };
  const found = useQuery(read(api.regions.readRegionChange, { params: { id: Number(change) } }));
  return (
    <Loaded of={found}>
      {({ kind, effective, documentNo, note, lineage, handOver }) => (
        <Page
          title={t(`${effective} ${kindWords[kind].zh}`, `${kindWords[kind].en} on ${effective}`)}
          crumbs={[
            <Link key="all" to="/region-changes">
              {t("区划变更", "Changes of regions")}
            </Link>,
          ]}
        >
          <p>
            {note} {documentNo === "" ? null : t(`依据：${documentNo}。`, `By ${documentNo}.`)} {t(seriesWords[kind])}
          </p>
          <section className="card">
            <h2>{t("沿革", "Lineage")}</h2>
            <LineageTable lines={lineage} />
          </section>
          <section className="card">
            <h2>{t("交接清单", "Hand-over")}</h2>
            <p className="quiet">
              {t(
                "变更时未锁定、报告期跨过生效日的任务。现状随办理更新；只列您管辖范围内移出或接收的。",
                "Open tasks whose period lasts beyond the day. States follow the work; only what left or entered your regions is listed.",
              )}
            </p>
            <HandOverTable items={handOver} />
          </section>
        </Page>
      )}
    </Loaded>
  );
}
