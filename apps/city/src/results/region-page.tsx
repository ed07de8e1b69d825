import { Link, useParams } from "@tanstack/react-router";
import { Empty, useText } from "@duibiao/ui";
import { ObjectionLink } from "@duibiao/screens/matter";
import { RegionResult } from "@duibiao/screens/result";

/** One own region in one release. */
export function RegionPage() {
  const t = useText();
  const { release, region } = useParams({ strict: false }) as { release: string; region: string };
  return (
    <RegionResult
      release={Number(release)}
      region={Number(region)}
      crumbs={[
        <Link key="results" to="/results">
          {t("评估结果", "Results")}
        </Link>,
        <Link key="release" to="/results/$release" params={{ release }}>
          {t("各地区", "Regions")}
        </Link>,
      ]}
      actions={<ObjectionLink release={Number(release)} region={Number(region)} />}
      absent={
        <Empty>
          {t(
            "这一版评估结果里没有这个地区，或不在您的管辖范围。",
            "This release does not hold the region, or it is not yours to see.",
          )}{" "}
          <Link to="/results">{t("评估结果", "Results")}</Link>
        </Empty>
      }
    />
  );
}
