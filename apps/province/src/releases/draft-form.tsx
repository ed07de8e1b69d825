import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api, call, newKey, read, type Answer } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { CoverageLine } from "@duibiao/screens/coverage";
import { Alert, Button, Field, showPeriod, Stamps, useLanguage, useText } from "@duibiao/ui";

type Evaluation = Answer<typeof api.evaluations.runEvaluation>;

/** What came out of an evaluation, and the draft of a release of it: title, audience, places or bands. */
export function DraftForm({ evaluation, onAgain }: { evaluation: Evaluation; onAgain: () => void }) {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const periods = useQuery(read(api.periods.listPeriods, {}));
  const period = periods.data?.items.find(({ id }) => id === evaluation.periodId);
  const key = useMemo(() => newKey(), [evaluation.id]);
  const proposal = `${period ? showPeriod(period, "zh") : ""}${evaluation.tier === "county" ? "县级" : "市级"}机关运行保障评估${evaluation.synthetic ? "（演示数据）" : ""}`;
  const [typed, type] = useState<string | null>(null);
  const [audience, setAudience] = useState<"subtree" | "own">("subtree");
  const [presentation, setPresentation] = useState<"places" | "bands">("places");
  const title = typed ?? proposal;
  const drafting = useMutation({
    mutationFn: () =>
      call(api.releases.prepareRelease, {
        key,
        body: {
          evaluation: evaluation.id,
          title: title.trim(),
          audience,
          presentation,
          resultsHash: evaluation.resultsHash,
        },
      }),
    onSuccess: async (release) => {
      await client.invalidateQueries({ queryKey: [api.releases.listReleases.id] });
      await navigate({ to: "/releases/$release", params: { release: String(release.id) } });
    },
  });
  const first = evaluation.items[0];
  const found = evaluation.items.flatMap(({ standing }) => standing?.band ?? []);
  const [firstBand, bands] = [found.filter((band) => band === 1).length, new Set(found).size];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        drafting.mutate();
      }}
    >
      <Alert
        tone="success"
        title={t(
          `已评估：列入 ${evaluation.nListed} 个，参加排名 ${evaluation.nRanked} 个。`,
          `Evaluated: ${evaluation.nListed} listed, ${evaluation.nRanked} ranked.`,
        )}
      >
        {first?.score != null
          ? t(
              `首位：${first.name} ${first.score.toFixed(2)} 分。`,
              `First: ${first.name}, ${first.score.toFixed(2)} points.`,
            )
          : ""}{" "}
        {first?.standing == null
          ? ""
          : t(
              `${first.standing.sentence.zh}，第 1 档 ${firstBand} 个，共 ${bands} 档。`,
              `${first.standing.sentence.en}; ${firstBand} in band 1 of ${bands}.`,
            )}{" "}
        <Stamps texts={evaluation.stamps.map((stamp) => t(stamp))} />
      </Alert>
      <p className="quiet">
        <CoverageLine catalogue={evaluation.catalogueId} scheme={evaluation.scheme} synthetic={evaluation.synthetic} />
      </p>
      {evaluation.remarks.length > 0 ? (
        <details>
          <summary>{t(`${evaluation.remarks.length} 条提示`, `${evaluation.remarks.length} remarks`)}</summary>
          <ul>
            {evaluation.remarks.map((remark) => (
              <li key={String(remark["path"]) + String(remark["zh"])}>{String(remark[language])}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {drafting.isError ? <ProblemBox error={drafting.error} /> : null}
      <Field
        label={t("标题", "Title")}
        fault={title.trim() === "" ? t("标题不能为空", "A title is needed") : undefined}
      >
        {(ids) => (
          <input
            {...ids}
            className="input"
            value={title}
            maxLength={200}
            onChange={(event) => type(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("公开范围", "Audience")}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={audience}
            onChange={(event) => setAudience(event.target.value as "subtree" | "own")}
          >
            <option value="subtree">
              {t("发布后各地区可见全部结果", "Everybody below sees all results once published")}
            </option>
            <option value="own">{t("各地区只见自己", "Each region sees only its own")}</option>
          </select>
        )}
      </Field>
      <Field
        label={t("公布方式", "What is shown")}
        hint={
          presentation === "places"
            ? t("位次旁列出区间和档次。", "Intervals and bands stand beside the places.")
            : t(
                "不公布任何地区的名次；同一档次按代码排列。起草后不能更改。",
                "Nobody's place is shown; a band is listed by code. It cannot be changed afterwards.",
              )
        }
      >
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={presentation}
            onChange={(event) => setPresentation(event.target.value as "places" | "bands")}
          >
            <option value="places">{t("名次", "Places")}</option>
            <option value="bands">{t("档次", "Bands")}</option>
          </select>
        )}
      </Field>
      <div className="row">
        <Button type="submit" look="primary" busy={drafting.isPending} disabled={title.trim() === ""}>
          {t("起草评估结果", "Draft a release")}
        </Button>
        <Button onClick={onAgain}>{t("重新选择", "Choose again")}</Button>
      </div>
    </form>
  );
}
