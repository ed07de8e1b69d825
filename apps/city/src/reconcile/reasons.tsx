import { useId } from "react";
import type { Text } from "@duibiao/indicators";
import { Button, showPeriod, SYNTHETIC, useLanguage, useText } from "@duibiao/ui";
import { DifferenceTables, MissingUnits, type Difference, type MissingUnit } from "@duibiao/screens/consolidation";
import type { ListedCollection } from "../board/collections.ts";
import type { CityData, CityName } from "./city.tsx";
import type { Consolidation } from "./standing.ts";
import type { Reasons } from "./use-reasons.ts";

type Props = { data: CityData; reasons: Reasons; canWrite: boolean };
type MissingProps = Props & { collection: ListedCollection; city: CityName };

export const missingKey = (unit: number) => `u${unit}`;
export const differenceKey = ({ against = "parts", region, measure, member, difference }: Difference) =>
  `${against}${region}/${measure}/${member}/${difference}`;

/** The reasons of an edition: where nothing changed they need not be written again. */
export const reasonsIn = ({ document }: Consolidation): Record<string, string> =>
  Object.fromEntries([
    ...document.missing.map(({ unit, reason }) => [missingKey(unit), reason] as const),
    ...document.differences.map((one) => [differenceKey(one), one.reason] as const),
  ]);

/** 缺报单位: each needs a reason before the city signs; usual ones are offered, any text may be written. */
export function Missing({ data, reasons, canWrite, collection, city }: MissingProps) {
  const t = useText();
  const { language } = useLanguage();
  const list = useId();
  const missing = data.preview.missing.map(({ unit, region, state }): MissingUnit => ({
    unit,
    code: data.units.get(unit)?.code ?? "",
    name: data.units.get(unit)?.name ?? "",
    regionId: region,
    region: data.regions.get(region) ?? "",
    state,
    reason: reasons.of(missingKey(unit)),
  }));
  const usual = [
    t("尚未报送，已催报", "Not sent, reminded"),
    t("已退回，正在核改", "Returned, being mended"),
    t("尚在县级审核", "Still in county review"),
    t("市级审核未通过，待核实", "Not accepted by the city, being checked"),
    t("单位撤并或职能调整，数据由承接单位报送", "Merged or reorganised; its successor reports"),
    t("数据确实无法取得，下期补报", "Cannot be had; follows next period"),
  ];
  const byState: Record<string, string> = {
    not_started: usual[0]!,
    draft: usual[0]!,
    signed: usual[0]!,
    returned: usual[1]!,
    submitted: usual[2]!,
    county_accepted: usual[3]!,
  };
  if (missing.length === 0) return null;
  const suggest = () =>
    reasons.fill(
      Object.fromEntries(
        missing.flatMap(({ unit, state }) => (byState[state] ? [[missingKey(unit), byState[state]]] : [])),
      ),
    );
  const name = `${t(data.form.name)} ${showPeriod(collection.period, language)}`;
  return (
    <section className="card" aria-label={t("缺报单位", "Missing units")}>
      <datalist id={list}>
        {usual.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
      <MissingUnits
        missing={missing}
        heading={<h2>{t(`缺报单位 ${missing.length}`, `Missing units ${missing.length}`)}</h2>}
        title={t(`${city.name}${name}缺报单位`, `${city.name}, ${name}: missing units`)}
        stamps={collection.synthetic ? [t(SYNTHETIC)] : []}
        tools={
          canWrite ? (
            <Button small onClick={suggest}>
              {t("按状态填入常用原因", "Fill in usual reasons by state")}
            </Button>
          ) : null
        }
        write={
          canWrite
            ? (one) => (
                <input
                  className="input reason"
                  list={list}
                  maxLength={500}
                  value={one.reason}
                  aria-label={t(`${one.name}的缺报原因`, `Reason for ${one.name}`)}
                  placeholder={t("选择或填写", "Choose or write")}
                  onChange={(event) => reasons.set(missingKey(one.unit), event.target.value)}
                />
              )
            : undefined
        }
      />
    </section>
  );
}

/** 差额说明: what does not add up, or is far from the period before, is explained, never overwritten. */
export function Differences({ data, reasons, canWrite }: Props) {
  const t = useText();
  const { differences } = data.preview;
  if (differences.length === 0) return null;
  return (
    <section className="card" aria-label={t("勾稽差额", "Differences")}>
      <h2>{t(`勾稽差额 ${differences.length}`, `Differences ${differences.length}`)}</h2>
      <p className="quiet">
        {t(
          "每一项都写明说明，领导才能签署。汇总不改任何数；数错了，退回由填报单位更正。",
          "Every one needs a word before the leader can sign. Nothing is changed here: what is wrong goes back to its unit.",
        )}
      </p>
      <DifferenceTables
        data={data}
        differences={differences}
        explain={(difference, name) =>
          canWrite ? (
            <Explained difference={difference} name={name} reasons={reasons} />
          ) : (
            reasons.of(differenceKey(difference)) || (
              <span className="quiet">{t("由审签领导签署时写明", "Given by the leader when signing")}</span>
            )
          )
        }
      />
    </section>
  );
}

/** Reasons that are often the right one; any other may be written. */
const usual: Record<"parts" | "lines" | "period", readonly Text[]> = {
  parts: [
    { zh: "下级有缺报", en: "Units below are missing" },
    { zh: "统计口径不同", en: "Different scope" },
    { zh: "含未单独报送的直属单位", en: "Includes units that do not report by themselves" },
    { zh: "合署办公，只计一次", en: "Shared premises, counted once" },
  ],
  lines: [
    { zh: "部分单位未登记主管部门，正在归口", en: "Some units have no line yet, being registered" },
    { zh: "直属单位不归口", en: "Units directly under the government belong to no line" },
  ],
  period: [
    { zh: "变动属实，已逐县核对", en: "True, checked county by county" },
    { zh: "下级有缺报", en: "Units below are missing" },
    { zh: "区划或机构调整", en: "Boundaries or offices changed" },
    { zh: "上期数有误，已按程序更正", en: "The figure before was wrong and is being corrected" },
  ],
};

function Explained({ difference, name, reasons }: { difference: Difference; name: string; reasons: Reasons }) {
  const t = useText();
  const list = useId();
  const key = differenceKey(difference);
  return (
    <>
      <datalist id={list}>
        {usual[difference.against ?? "parts"].map(({ zh, en }) => (
          <option key={zh} value={t(zh, en)} />
        ))}
      </datalist>
      <input
        className="input reason"
        list={list}
        maxLength={500}
        value={reasons.of(key)}
        aria-label={t(`${name}差额的说明`, `Explanation for ${name}`)}
        placeholder={t("选择或填写", "Choose or write")}
        onChange={(event) => reasons.set(key, event.target.value)}
      />
    </>
  );
}
