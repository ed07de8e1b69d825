import { Link } from "@tanstack/react-router";
import { Alert, showMoment, showNumber, useText } from "@duibiao/ui";
import type { Release } from "./release.ts";

type Place = { to: string; search?: Record<string, string> };
type Props = {
  of: Pick<Release, "corrections" | "restates">;
  /** Page of the app where the editions are compared; absent where one stands on it. */
  editions?: Place | undefined;
};

/** Corrections that a release does not hold, and those that a corrected edition does. */
export function ReleaseCorrections({ of: { corrections, restates }, editions }: Props) {
  const t = useText();
  const open = corrections.filter(({ settledBy }) => settledBy === null);
  const settled = corrections.filter(({ settledBy }) => settledBy !== null);
  return (
    <>
      {open.length === 0 ? null : (
        <Alert
          tone="warning"
          title={t("待更正：这一版所用的数据已有更正", "To be corrected: figures of this release have changed")}
        >
          <ul>
            {open.map(({ matter, number, share, rerank, at }) => (
              <li key={matter}>
                {number}
                {t(`（${showMoment(at, "zh")}）`, ` (${showMoment(at, "en")}) `)}
                {share === null
                  ? t("变化幅度无法计算", "size cannot be told")
                  : t(`指标最大变化 ${percent(share)}`, `an indicator changes by ${percent(share)}`)}
                {rerank
                  ? t("，须重新排名，另发更正版", "; places are issued again in a corrected edition")
                  : t("，未达重新排名的界限，在此注明", "; below the limit for new places, marked here")}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {settled.length === 0 ? null : (
        <div>
          <p className="quiet">
            {t("已列入更正版：", "In a corrected edition: ")}
            {settled.map(({ number }) => number).join(t("、", ", "))}
          </p>
          {editions === undefined ? null : <ToEditions {...editions} />}
        </div>
      )}
      {restates.length === 0 ? null : (
        <Alert title={t("更正版", "Corrected edition")}>
          {t(
            `本版已计入 ${restates.join("、")}；与前一版逐地区的差别见更正对照表，前一版仍可查阅。`,
            `This edition counts in ${restates.join(", ")}; what differs for each region stands in the restatement table, and the edition before stays readable.`,
          )}
          {editions === undefined ? null : <ToEditions {...editions} />}
        </Alert>
      )}
    </>
  );
}

function ToEditions({ to, search }: Place) {
  const t = useText();
  return (
    <p>
      <Link to={to} search={search as never}>
        {t("更正对照表", "Restatement table")}
      </Link>
    </p>
  );
}

const percent = (share: number) => `${showNumber(share * 100, 1)}%`;
