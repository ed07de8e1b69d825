import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { Page, useText } from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { Loaded } from "../problem-box.tsx";
import { ReleaseCorrections } from "./corrections.tsx";
import { EditionsPart } from "./editions-part.tsx";

/** 版次对比: an edition beside another of its line, for the regions that one may see; of a corrected edition its restatement. */
export function EditionsPage() {
  const t = useText();
  const { release } = useParams({ strict: false }) as { release: string };
  const [search, change] = useAddress<{ with?: number | undefined }>();
  const found = useQuery(read(api.releases.readRelease, { params: { id: Number(release) } }));
  return (
    <Loaded of={found}>
      {(shown) => (
        <Page
          title={t(`版次对比：${shown.title}`, `Compare editions: ${shown.title}`)}
          crumbs={[
            <Link key="results" to="/results" activeOptions={{ exact: true }}>
              {t("评估结果", "Results")}
            </Link>,
            <Link key="release" to={`/results/${shown.id}`} activeOptions={{ exact: true }}>
              {t(shown.edition)}
            </Link>,
          ]}
          stamps={shown.stamps.map((stamp) => t(stamp))}
        >
          <ReleaseCorrections of={shown} />
          <EditionsPart release={shown} chosen={search.with} onChoose={(other) => change({ with: other })} />
        </Page>
      )}
    </Loaded>
  );
}
