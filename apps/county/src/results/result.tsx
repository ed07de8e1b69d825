import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { api, read } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { usePeriods } from "@duibiao/screens/dictionary";
import { ObjectionLink } from "@duibiao/screens/matter";
import { RegionResult } from "@duibiao/screens/result";
import { Empty, Page, useText } from "@duibiao/ui";
import type { Assignment } from "../task/task.ts";
import { OwnCellLink } from "./own-cell-link.tsx";
import { regionsIn, usePastTasks } from "./own-regions.ts";

/** The own region in one release; `region` in the address names another one that the person may see. */
export function ResultPage() {
  const t = useText();
  const tasks = usePastTasks();
  const releases = useQuery(read(api.releases.listReleases, {}));
  const periods = usePeriods();
  const params: { release?: string } = useParams({ strict: false });
  const id = Number(params.release);
  const release = releases.data?.items.find((candidate) => candidate.id === id);
  if (releases.data && release === undefined)
    return (
      <NoResult>
        {t("没有这一版评估结果，或还没有公开。", "There is no such release, or it is not public yet.")}
      </NoResult>
    );
  return (
    <Loaded of={tasks}>
      {({ items }) => (
        <Loaded of={periods}>
          {(known) => (
            <OwnResult
              release={id}
              tasks={items}
              end={known.find((period) => period.id === release?.periodId)?.end ?? ""}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

type Props = { release: number; tasks: readonly Assignment[]; end: string };

function OwnResult({ release, tasks, end }: Props) {
  const t = useText();
  const { region }: { region?: number } = useSearch({ strict: false });
  const own = Number.isInteger(region) ? region : regionsIn(tasks, end)[0];
  const absent = (
    <NoResult>
      {t(
        "这一版里没有您能看的本地区结果：它评估的是另一级的地区，或正在征求意见、只给地区的机关事务机构看，或您的地区当时还没有设立。",
        "This release holds no result of your region for you: it is about regions of another tier, or out for consultation with the regions' bureaus only, or your region did not exist then.",
      )}
    </NoResult>
  );
  if (own === undefined) return absent;
  return (
    <RegionResult
      release={release}
      region={own}
      crumbs={[
        <Link to="/results" activeOptions={{ exact: true }}>
          {t("我的结果", "My results")}
        </Link>,
      ]}
      actions={
        <>
          <Link className="btn" to={`/results/${release}/editions`}>
            {t("版次对比", "Compare editions")}
          </Link>
          <ObjectionLink release={release} region={own} />
        </>
      }
      absent={absent}
      cellLink={(cell) => <OwnCellLink cell={cell} tasks={tasks.filter(({ regionId }) => regionId === own)} />}
    />
  );
}

function NoResult({ children }: { children: ReactNode }) {
  const t = useText();
  return (
    <Page title={t("我的结果", "My results")}>
      <Empty>
        <p>{children}</p>
        <Link className="btn" to="/results" activeOptions={{ exact: true }}>
          {t("看全部结果", "All results")}
        </Link>
      </Empty>
    </Page>
  );
}
