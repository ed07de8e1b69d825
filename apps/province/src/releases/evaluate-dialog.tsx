import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api, call, newKey, read, type Answer } from "@duibiao/client";
import { ProblemBox, useCatalogues, useCompiled } from "@duibiao/screens";
import { CoverageLine } from "@duibiao/screens/coverage";
import { useRegions } from "@duibiao/screens/dictionary";
import { Alert, Button, Dialog, Field, lenses, showPeriod, Stamps, useLanguage, useText } from "@duibiao/ui";
import { bestScheme, usePeriodChoice } from "../rankings/picked.ts";
import { useRights } from "../roles.ts";

type Evaluation = Answer<typeof api.evaluations.runEvaluation>;
type Wish = {
  scheme: string;
  period: number;
  tier: "county" | "city";
  lens: "province" | "city";
  /** By kind of region, or all in one group. */
  groups: "kind" | "one";
};

/** Evaluate, look at what came out, then draft a release of it. */
export function EvaluateDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const [done, setDone] = useState<Evaluation | null>(null);
  return (
    <Dialog title={t("新评估", "New evaluation")} onClose={onClose} wide>
      {done === null ? <Evaluate onDone={setDone} /> : <Draft evaluation={done} onAgain={() => setDone(null)} />}
    </Dialog>
  );
}

function Evaluate({ onDone }: { onDone: (evaluation: Evaluation) => void }) {
  const t = useText();
  const { language } = useLanguage();
  const rights = useRights();
  const catalogues = useCatalogues();
  const catalogue = catalogues.data?.[0]?.id;
  const compiled = useCompiled(catalogue);
  const { periods, first } = usePeriodChoice();
  const [wish, setWish] = useState<Partial<Wish>>({});
  const schemes = compiled.data?.catalogue.schemes ?? [];
  const chosen: Wish = {
    scheme: wish.scheme ?? (compiled.data === undefined ? undefined : bestScheme(compiled.data)?.key) ?? "",
    period: wish.period ?? first?.id ?? 0,
    tier: wish.tier ?? "county",
    lens: wish.lens ?? "province",
    groups: wish.groups ?? "kind",
  };
  const day = periods.find(({ id }) => id === chosen.period)?.end;
  const regions = useRegions(day);
  // The same wish sent again is the same evaluation.
  const key = useMemo(() => newKey(), [chosen.scheme, chosen.period, chosen.tier, chosen.lens, chosen.groups]);
  const running = useMutation({
    mutationFn: () =>
      call(api.evaluations.runEvaluation, {
        key,
        body: {
          owner: rights.region!,
          catalogue: catalogue!,
          scheme: chosen.scheme,
          period: chosen.period,
          tier: chosen.tier,
          lens: chosen.lens,
          ...(chosen.groups === "one"
            ? {
                peerGroups: [
                  {
                    name: chosen.tier === "county" ? "全省县级地区" : "全省各市",
                    regions: (regions.data ?? []).filter(({ tier }) => tier === chosen.tier).map(({ id }) => id),
                  },
                ],
              }
            : {}),
        },
      }),
    onSuccess: onDone,
  });
  const select = <Name extends keyof Wish>(
    name: Name,
    label: string,
    options: readonly { value: Wish[Name]; label: string }[],
    hint?: string,
  ) => (
    <Field label={label} hint={hint}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={chosen[name]}
          onChange={({ target: { value } }) =>
            setWish({ ...wish, [name]: options.find((option) => String(option.value) === value)!.value })
          }
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const groups = groupSizes(regions.data ?? [], chosen);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        running.mutate();
      }}
    >
      {running.isError ? <ProblemBox error={running.error} /> : null}
      {select(
        "scheme",
        t("评估方案", "Scheme"),
        schemes.map(({ key: value, name }) => ({ value, label: t(name) })),
      )}
      {select(
        "period",
        t("报告期", "Period"),
        periods.map((period) => ({ value: period.id, label: showPeriod(period, language) })),
      )}
      {select("tier", t("级次", "Tier"), [
        { value: "county", label: t("县级", "Counties") },
        { value: "city", label: t("市级", "Cities") },
      ])}
      {select(
        "groups",
        t("对标组", "Peer groups"),
        [
          { value: "kind", label: t("按类别分组", "By kind of region") },
          { value: "one", label: t("全部一组", "All in one") },
        ],
        groups.map(({ name, n }) => `${name} ${n}`).join(t("、", ", ")),
      )}
      {select("lens", t("口径", "Lens"), [
        { value: "province", label: t(lenses.province) },
        { value: "city", label: t(lenses.city) },
      ])}
      {groups.some(({ n }) => n < 8) ? (
        <Alert
          tone="warning"
          title={t(
            "有对标组不足 8 个地区：按同组分位计分的指标在该组可能不评分。",
            "A group has fewer than 8 regions: indicators scored among peers may have no score in it.",
          )}
        />
      ) : null}
      <Button
        type="submit"
        look="primary"
        busy={running.isPending}
        disabled={rights.region === null || chosen.scheme === "" || chosen.period === 0}
      >
        {t("开始评估", "Evaluate")}
      </Button>
    </form>
  );
}

function groupSizes(
  regions: readonly { tier: string; kind: string }[],
  { tier, groups }: Wish,
): { name: string; n: number }[] {
  const counts = new Map<string, number>();
  for (const region of regions) {
    if (region.tier !== tier) continue;
    const name = groups === "one" ? "全省" : region.kind || "未分类";
    const n = counts.get(name);
    counts.set(name, n === undefined ? 1 : n + 1);
  }
  return [...counts].map(([name, n]) => ({ name, n }));
}

function Draft({ evaluation, onAgain }: { evaluation: Evaluation; onAgain: () => void }) {
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
  const title = typed ?? proposal;
  const drafting = useMutation({
    mutationFn: () =>
      call(api.releases.prepareRelease, {
        key,
        body: { evaluation: evaluation.id, title: title.trim(), audience, resultsHash: evaluation.resultsHash },
      }),
    onSuccess: async (release) => {
      await client.invalidateQueries({ queryKey: [api.releases.listReleases.id] });
      await navigate({ to: "/releases/$release", params: { release: String(release.id) } });
    },
  });
  const first = evaluation.items[0];
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
              {t("发布后各地区可见全部位次", "Everybody below sees all places once published")}
            </option>
            <option value="own">{t("各地区只见自己", "Each region sees only its own")}</option>
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
