import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, call, newKey, type Answer } from "@duibiao/client";
import { ProblemBox, useCatalogues, useCompiled } from "@duibiao/screens";
import { useRegions } from "@duibiao/screens/dictionary";
import { Alert, Button, Dialog, Field, lenses, showPeriod, TextArea, useLanguage, useText } from "@duibiao/ui";
import { bestScheme, usePeriodChoice } from "../rankings/picked.ts";
import { useRights } from "../roles.ts";
import { bonusFrom } from "./bonus.ts";
import { DraftForm } from "./draft-form.tsx";

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
      {done === null ? <Evaluate onDone={setDone} /> : <DraftForm evaluation={done} onAgain={() => setDone(null)} />}
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
  const ofTier = (regions.data ?? []).filter(({ tier }) => tier === chosen.tier);
  const allowed = schemes.find(({ key: own }) => own === chosen.scheme)?.bonus;
  const [typed, type] = useState("");
  const bonus = allowed === undefined ? { given: [], faults: [] } : bonusFrom(typed, ofTier);
  // The same wish sent again is the same evaluation.
  const key = useMemo(() => newKey(), [chosen.scheme, chosen.period, chosen.tier, chosen.lens, chosen.groups, typed]);
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
          ...(bonus.given.length > 0 ? { bonus: bonus.given } : {}),
          ...(chosen.groups === "one"
            ? {
                peerGroups: [
                  {
                    name: chosen.tier === "county" ? "全省县级地区" : "全省各市",
                    regions: ofTier.map(({ id }) => id),
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
      {allowed === undefined ? null : (
        <details>
          <summary>
            {t(`加分（可不填，每地区最多 ${allowed.cap} 分）`, `Bonus (optional, at most ${allowed.cap} points each)`)}
          </summary>
          <p className="quiet">
            {t(
              "每行一条：地区代码或名称、分数、依据。可为：",
              "One a line: region code or name, points, ground. For: ",
            )}
            {allowed.items.map((item) => t(item)).join(t("、", ", "))}
            {t("。加分另列，不并入基础分。", ". Shown apart, never inside the base score.")}
          </p>
          <TextArea label={t("加分", "Bonus")} maxLength={200_000} value={typed} onChange={type} />
          {bonus.faults.length > 0 ? (
            <Alert
              tone="error"
              title={t(
                `第 ${bonus.faults.join("、")} 行读不懂：请写本级次的地区、大于 0 的分数和依据。`,
                `Lines ${bonus.faults.join(", ")} cannot be read: write a region of this tier, points above 0 and the ground.`,
              )}
            />
          ) : null}
        </details>
      )}
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
        disabled={rights.region === null || chosen.scheme === "" || chosen.period === 0 || bonus.faults.length > 0}
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
