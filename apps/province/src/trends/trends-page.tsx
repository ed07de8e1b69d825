import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "@duibiao/client";
import { Loaded, useCatalogues, useCompiled } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { useRegions } from "@duibiao/screens/dictionary";
import { Button, Empty, Field, lenses, nameOf, Page, periodKinds, Segments, useText } from "@duibiao/ui";
import { IndicatorSelect } from "../rankings/indicator-select.tsx";
import { groupsOf, usePeriodChoice } from "../rankings/picked.ts";
import { joined, most, regionsOf, type TrendSearch } from "./search.ts";
import { TrendPanel } from "./trend-panel.tsx";
import "./trends.css";

/** 趋势: one indicator of up to ten regions over the periods. */
export function TrendsPage() {
  const t = useText();
  const [search, change] = useAddress<TrendSearch>();
  const catalogues = useCatalogues();
  const { periods } = usePeriodChoice();
  const catalogue = (catalogues.data?.find(({ id }) => id === search.catalogue) ?? catalogues.data?.[0])?.id;
  const vocabulary = useCompiled(catalogue);
  const chosen = regionsOf(search.regions);
  const kinds = (["year", "half", "quarter", "month"] as const).filter((kind) =>
    periods.some((period) => period.kind === kind),
  );
  const kind = search.kind ?? kinds[0] ?? "year";
  return (
    <Loaded of={vocabulary}>
      {(opened) => {
        const indicator = search.indicator ?? groupsOf(opened)[0]?.indicators[0]?.key ?? "";
        const name = opened.indicators.get(indicator)?.name;
        return (
          <Page title={name ? t(`${name.zh}：趋势`, `${name.en}: trend`) : t("趋势", "Trends")}>
            <div className="trend-picker card no-print">
              <IndicatorSelect vocabulary={opened} value={indicator} onChange={(next) => change({ indicator: next })} />
              <div className="field">
                <span className="label">{t("报告期类别", "Kind of period")}</span>
                <Segments
                  label={t("报告期类别", "Kind of period")}
                  value={kind}
                  options={(kinds.length > 0 ? kinds : (["year"] as const)).map((value) => ({
                    value,
                    label: t(periodKinds[value]),
                  }))}
                  onChange={(next) => change({ kind: next })}
                />
              </div>
              <Field label={t("口径", "Lens")}>
                {(ids) => (
                  <select
                    {...ids}
                    className="input"
                    value={search.lens ?? "province"}
                    onChange={({ target: { value } }) =>
                      change({ lens: value === "province" ? undefined : (value as TrendSearch["lens"]) })
                    }
                  >
                    {(["province", "city", "county", "submitted"] as const).map((lens) => (
                      <option key={lens} value={lens}>
                        {t(nameOf(lenses, lens))}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              <div className="field">
                <span className="label">{t("区划", "Boundaries")}</span>
                <Segments
                  label={t("区划", "Boundaries")}
                  value={search.boundaries ?? "period"}
                  options={[
                    { value: "period", label: t("当期区划", "Of each period") },
                    { value: "today", label: t("可比口径（今日区划）", "Today's, comparable") },
                  ]}
                  onChange={(value) => change({ boundaries: value === "today" ? "today" : undefined })}
                />
              </div>
              <RegionPicker chosen={chosen} onChange={(regions) => change({ regions: joined(regions) })} />
            </div>
            {chosen.length === 0 ? (
              <Empty>{t("请在上方加入一至十个地区。", "Add one to ten regions above.")}</Empty>
            ) : name === undefined ? (
              <Empty>{t("目录中没有这项指标，请另选。", "The catalogue has no such indicator; choose another.")}</Empty>
            ) : (
              <TrendPanel
                choice={{
                  catalogue: catalogue!,
                  indicator,
                  kind,
                  lens: search.lens ?? "province",
                  boundaries: search.boundaries,
                }}
                regions={chosen}
                title={t(name)}
                view={search.view ?? "chart"}
                onView={(view) => change({ view: view === "chart" ? undefined : view }, { replace: true })}
              />
            )}
          </Page>
        );
      }}
    </Loaded>
  );
}

function RegionPicker({ chosen, onChange }: { chosen: readonly number[]; onChange: (regions: number[]) => void }) {
  const t = useText();
  const [typed, type] = useState("");
  const [fault, setFault] = useState("");
  const regions = useRegions().data ?? [];
  const add = (text: string) => {
    const found = regions.find(({ name, code }) => name === text.trim() || code === text.trim());
    if (found === undefined)
      return setFault(t(`没有叫“${text}”的地区，请从列表中选。`, `No region is called "${text}"; pick from the list.`));
    if (chosen.length >= most)
      return setFault(t("最多十个地区，请先去掉一个。", "Ten regions at most; remove one first."));
    setFault("");
    type("");
    onChange([...new Set([...chosen, found.id])]);
  };
  return (
    <div className="trend-regions">
      <Field label={t("加入地区（最多十个）", "Add regions (ten at most)")} fault={fault || undefined}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            list="trend-regions"
            value={typed}
            placeholder={t("名称或代码", "Name or code")}
            onChange={({ target: { value } }) => {
              type(value);
              setFault("");
              if (regions.some(({ name }) => name === value)) add(value);
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || typed.trim() === "") return;
              event.preventDefault();
              add(typed);
            }}
          />
        )}
      </Field>
      <datalist id="trend-regions">
        {regions.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <div className="row">
        {chosen.map((id) => (
          <Chip
            key={id}
            id={id}
            name={regions.find((region) => region.id === id)?.name}
            onRemove={() => onChange(chosen.filter((other) => other !== id))}
          />
        ))}
      </div>
    </div>
  );
}

/** A chosen region; one that has ended is asked for by itself. */
function Chip({ id, name, onRemove }: { id: number; name: string | undefined; onRemove: () => void }) {
  const t = useText();
  const ended = useQuery({ ...read(api.regions.readRegion, { params: { id } }), enabled: name === undefined });
  const shown = name ?? ended.data?.versions.at(-1)?.name ?? "…";
  return (
    <Button small onClick={onRemove} aria-label={t(`去掉 ${shown} ✕`, `Remove ${shown} ✕`)}>
      {shown} ✕
    </Button>
  );
}
