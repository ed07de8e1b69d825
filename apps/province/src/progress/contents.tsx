import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { useRegions } from "@duibiao/screens/dictionary";
import { Loaded, useCompiled } from "@duibiao/screens";
import { atAGlance, DifferenceTables, MissingUnits } from "@duibiao/screens/consolidation";
import { showPeriod, SYNTHETIC, usePrinting, useText } from "@duibiao/ui";
import { changesBetween, type Consolidation } from "./editions.ts";
import type { Progress } from "./part.ts";

type Props = {
  latest: Consolidation;
  previous: Consolidation | undefined;
  city: Progress["cities"][number];
  collection: Progress["collections"][number];
};

/** Missing units and differences with the city's reasons, and what changed since the edition before. */
export function Contents({ latest, previous, city, collection }: Props) {
  const t = useText();
  const date = collection.period.end;
  const units = useQuery({
    ...read(api.units.listUnits, { query: { region: city.cityId, below: "true", date } }),
    staleTime: 3_600_000,
  });
  const regions = useRegions(date);
  const unitOf = (id: number) => units.data?.items.find((unit) => unit.id === id);
  const unitName = (id: number) => unitOf(id)?.name ?? t("已撤销的单位", "an ended unit");
  const names = new Map(regions.data?.map(({ id, name }) => [id, name]));
  const compiled = useCompiled(collection.catalogueId, date);
  const signed = latest.document;
  return (
    <>
      {signed.missing.length > 0 ? (
        <MissingUnits
          missing={signed.missing.map(({ unit, region, state, reason }) => ({
            unit,
            code: unitOf(unit)?.code ?? "",
            name: unitName(unit),
            regionId: region,
            region: names.get(region) ?? "",
            state,
            reason,
          }))}
          heading={<strong>{t(`缺报 ${signed.missing.length} 个`, `${signed.missing.length} missing`)}</strong>}
          title={t(
            `${city.name}${collection.formName.zh}${showPeriod(collection.period, "zh")}汇总第 ${latest.number} 版缺报单位`,
            `${city.name}, ${collection.formName.en} ${showPeriod(collection.period, "en")}: missing in consolidation ${latest.number}`,
          )}
          stamps={collection.synthetic ? [t(SYNTHETIC)] : []}
        />
      ) : null}
      {signed.differences.length > 0 ? (
        <Loaded of={compiled}>
          {(vocabulary) => (
            <>
              <strong>
                {t(`勾稽差额 ${signed.differences.length} 项`, `${signed.differences.length} differences`)}
              </strong>
              <DifferenceTables
                data={{ vocabulary, form: vocabulary.forms.get(collection.formKey)!, regions: names }}
                differences={signed.differences}
                explain={({ reason }) => reason}
              />
            </>
          )}
        </Loaded>
      ) : null}
      {previous === undefined ? null : <Since previous={previous} latest={latest} unitName={unitName} />}
    </>
  );
}

/** What changed since the edition before: how many units, then which. */
function Since({
  previous,
  latest,
  unitName,
}: {
  previous: Consolidation;
  latest: Consolidation;
  unitName: (id: number) => string;
}) {
  const t = useText();
  const printing = usePrinting();
  const { joined, left, revised } = changesBetween(previous.document, latest.document);
  const since = t(`与第 ${previous.number} 版相比：`, `Since no. ${previous.number}: `);
  const changes = [
    { said: t("新纳入", "new"), units: joined.map(unitName) },
    { said: t("不再包含", "no longer in it"), units: left.map(unitName) },
    {
      said: t("改为新版次", "revised"),
      units: revised.map(({ unit, before, after }) => `${unitName(unit)} ${before} → ${after}`),
    },
  ].filter(({ units }) => units.length > 0);
  if (changes.length === 0) return <p>{since + t("所含版次没有变化。", "the same revisions.")}</p>;
  return (
    <details open={printing || joined.length + left.length + revised.length <= atAGlance}>
      <summary>
        {since}
        {changes.map(({ said, units }) => `${said} ${units.length}`).join(t("，", ", "))}
      </summary>
      <ul>
        {changes.map(({ said, units }) => (
          <li key={said}>
            {said}
            {t("：", ": ")}
            {units.join(t("、", ", "))}
          </li>
        ))}
      </ul>
    </details>
  );
}
