import { DayInput, Field, TextArea, TextField, tiers, useText } from "@duibiao/ui";
import type { Region } from "@duibiao/screens/dictionary";
import type { ChangeDraft } from "./draft.ts";
import { HeirsPart } from "./heirs-part.tsx";
import { RegionInput } from "./region-input.tsx";
import { TargetsPart } from "./targets-part.tsx";

type Props = {
  draft: ChangeDraft;
  regions: readonly Region[];
  /** Regions below those that the change is about. */
  below: readonly Region[];
  change: (patch: Partial<ChangeDraft>) => void;
};

/** What changes, from when, and by which document. */
export function SubjectPart({ draft, regions, below, change }: Props) {
  const t = useText();
  const { kind } = draft;
  const divides = kind === "merge" || kind === "split";
  return (
    <>
      <div className="change-fields">
        <Field
          label={t("生效日期", "Effective day")}
          hint={t("须晚于已锁定任务的报告期末", "After the periods of locked collections")}
        >
          {(ids) => (
            <DayInput {...ids} value={draft.effective} onChange={({ target }) => change({ effective: target.value })} />
          )}
        </Field>
        <TextField
          label={t("批准文号", "Document no.")}
          value={draft.documentNo}
          onChange={(documentNo) => change({ documentNo })}
        />
      </div>
      {kind === "new" ? null : (
        <div className="change-fields">
          {(kind === "merge" ? [...draft.regions, null] : [draft.regions[0] ?? null]).map((id, at) => (
            <div key={id ?? "next"}>
              <RegionInput
                label={
                  kind === "merge"
                    ? t(`撤销的地区 ${at + 1}`, `Region that ends ${at + 1}`)
                    : t("要变更的地区", "Region concerned")
                }
                regions={regions.filter((region) => region.id === id || !draft.regions.includes(region.id))}
                value={id}
                onChange={(next) =>
                  change({
                    regions: [
                      ...draft.regions.slice(0, at),
                      ...(next === null ? [] : [next]),
                      ...draft.regions.slice(at + 1),
                    ],
                    children: {},
                    units: {},
                  })
                }
              />
            </div>
          ))}
        </div>
      )}
      {kind === "rename" || kind === "code" || kind === "new" ? (
        <div className="change-fields">
          {kind === "code" ? null : (
            <TextField label={t("新名称", "New name")} value={draft.name} onChange={(name) => change({ name })} />
          )}
          <TextField
            label={
              kind === "rename" ? t("新代码（不变则留空）", "New code (empty: as before)") : t("新代码", "New code")
            }
            value={draft.code}
            onChange={(code) => change({ code })}
          />
          {kind === "code" ? null : (
            <TextField
              label={t("类别（如 市辖区）", "Kind")}
              value={draft.regionKind}
              onChange={(regionKind) => change({ regionKind })}
            />
          )}
        </div>
      ) : null}
      {kind === "transfer" || kind === "new" ? (
        <RegionInput
          label={kind === "new" ? t("上级地区", "Superior") : t("划归（新上级）", "New superior")}
          regions={regions.filter(({ tier }) => tier !== "county")}
          value={draft.parent}
          onChange={(parent) => change({ parent })}
        />
      ) : null}
      {kind === "new" ? (
        <Field label={t("层级", "Tier")}>
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={draft.tier}
              onChange={({ target }) => change({ tier: target.value as ChangeDraft["tier"] })}
            >
              {(["county", "city", "province"] as const).map((tier) => (
                <option key={tier} value={tier}>
                  {t(tiers[tier])}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {kind === "split" ? (
        <label className="inline-field">
          <input type="checkbox" checked={draft.closes} onChange={({ target }) => change({ closes: target.checked })} />
          {t(
            "原地区撤销（不勾：原地区保留，须列为接收地区之一）",
            "The region ends (else it stays, and is among the receiving ones)",
          )}
        </label>
      ) : null}
      {divides ? (
        <TargetsPart
          targets={draft.targets}
          regions={regions}
          several={kind === "split"}
          onChange={(targets) => change({ targets })}
        />
      ) : null}
      {kind === "split" && draft.regions.length > 0 ? (
        <HeirsPart draft={draft} below={below} regions={regions} change={change} />
      ) : null}
      {kind === "merge" && below.length > 0 ? (
        <p className="quiet">
          {t(
            `下级 ${below.length} 个地区随之划归接收地区：${below.map(({ name }) => name).join("、")}。`,
            `${below.length} regions below go to the receiving one: ${below.map(({ name }) => name).join(", ")}.`,
          )}
        </p>
      ) : null}
      <TextArea label={t("说明", "Note")} maxLength={1000} value={draft.note} onChange={(note) => change({ note })} />
    </>
  );
}
