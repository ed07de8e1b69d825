import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { byName, Field, TextArea, tiers as tierNames, useText } from "@duibiao/ui";
import { RepeatReason } from "./approval-part.tsx";
import type { Draft } from "./ask.ts";

type Unit = Answer<typeof api.units.listUnits>["items"][number];
type Props = {
  draft: Draft;
  units: readonly Unit[];
  /** Codes to be exempt that no unit has. */
  unknown: readonly string[];
  /** The reuse check found something. */
  repeated: boolean;
  change: (patch: Partial<Draft>) => void;
};

const toggled = <Value,>(list: readonly Value[], value: Value) =>
  list.includes(value) ? list.filter((own) => own !== value) : [...list, value];

/** Who owes it: all that fits what is chosen; and who is exempt, with the reason. */
export function OwesPart({ draft, units, unknown, repeated, change }: Props) {
  const t = useText();
  const regions = useQuery(read(api.regions.listRegions, {}));
  const cities = (regions.data?.items ?? []).filter(({ tier }) => tier === "city");
  const sorted = (values: readonly string[]) => [...new Set(values)].sort(byName);
  const lines = useMemo(() => sorted(units.map(({ line }) => line)), [units]);
  const unitKinds = useMemo(() => sorted(units.map(({ kind }) => kind)), [units]);
  const regionKinds = useMemo(() => sorted((regions.data?.items ?? []).map(({ kind }) => kind)), [regions.data]);
  const named = (values: readonly string[]) =>
    values.map((value) => ({ value, label: value || t("未注明", "none"), name: value !== "" }));
  const chips = <Value extends string | number>(
    legend: string,
    options: readonly { value: Value; label: string; name?: boolean }[],
    chosen: readonly Value[],
    onChange: (chosen: Value[]) => void,
  ) => (
    <fieldset className="row open-chips">
      <legend>{legend}</legend>
      {options.map(({ value, label, name }) => (
        <label key={value} className="inline-field">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => onChange(toggled(chosen, value) as Value[])}
          />
          {name ? <span translate="no">{label}</span> : label}
        </label>
      ))}
    </fieldset>
  );
  return (
    <section className="card">
      <h2>{t("应报范围", "Who owes it")}</h2>
      <p className="quiet">
        {t("不选即全部；选了几项的，同时满足才应报。", "Nothing chosen: everybody. What is chosen must all hold.")}
      </p>
      {chips(
        t("级次", "Tiers"),
        (["county", "city", "province"] as const).map((value) => ({ value, label: t(tierNames[value]) })),
        draft.tiers,
        (tiers) => change({ tiers }),
      )}
      <Field label={t("口径范围", "Covers")}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={draft.covers}
            onChange={({ target }) => change({ covers: target.value as Draft["covers"] })}
          >
            <option value="">{t("不限", "Any")}</option>
            <option value="own">{t("本级（机构自身）", "Own: the institution")}</option>
            <option value="whole">{t("全域（地区合计）", "Whole: the region's total")}</option>
          </select>
        )}
      </Field>
      {chips(
        t("地区", "Regions"),
        cities.map(({ id, name }) => ({ value: id, label: name, name: true })),
        draft.cities,
        (cities) => change({ cities }),
      )}
      {regionKinds.length > 1
        ? chips(t("地区类型", "Kinds of region"), named(regionKinds), draft.regionKinds, (regionKinds) =>
            change({ regionKinds }),
          )
        : null}
      {unitKinds.length > 1
        ? chips(t("单位类型", "Kinds of unit"), named(unitKinds), draft.unitKinds, (unitKinds) => change({ unitKinds }))
        : null}
      {lines.length > 1
        ? chips(
            t("主管部门", "Line of ministry"),
            lines.map((value) => ({ value, label: value || t("未归口", "none"), name: value !== "" })),
            draft.lines,
            (lines) => change({ lines }),
          )
        : null}
      <TextArea
        label={t("名单（单位代码）", "A list of unit codes")}
        hint={t("从表格粘贴即可；查不到的代码会逐个指出。", "Paste from a sheet; codes that are not there are named.")}
        value={draft.codes}
        maxLength={200_000}
        onChange={(codes) => change({ codes })}
      />
      <TextArea
        label={t("免报单位（单位代码）", "Exempt units (codes)")}
        fault={
          unknown.length > 0
            ? t(
                `查不到这些代码：${unknown.slice(0, 10).join("、")}，请核对或删去`,
                `No unit has these codes: ${unknown.slice(0, 10).join(", ")}`,
              )
            : undefined
        }
        value={draft.exemptCodes}
        maxLength={200_000}
        onChange={(exemptCodes) => change({ exemptCodes })}
      />
      {draft.exemptCodes.trim() === "" ? null : (
        <Field label={t("免报原因", "Why they are exempt")}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              required
              value={draft.exemptReason}
              maxLength={500}
              onChange={({ target }) => change({ exemptReason: target.value })}
            />
          )}
        </Field>
      )}
      {repeated || draft.repeatReason !== "" ? <RepeatReason draft={draft} change={change} /> : null}
    </section>
  );
}
