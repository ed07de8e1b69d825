import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { api, call } from "@duibiao/client";
import {
  Button,
  Empty,
  consolidationStates,
  nameOf,
  Page,
  showMoment,
  showPeriod,
  StateTag,
  Tag,
  useLanguage,
  useText,
  SYNTHETIC,
} from "@duibiao/ui";
import { Loaded } from "@duibiao/screens";
import { DifferenceTables } from "@duibiao/screens/consolidation";
import { collectionsQuery } from "../board/collections.ts";
import { openVocabulary } from "../review/paper.ts";
import type { ReconcileSearch } from "./search.ts";
import { SheetTotals } from "./sheet-totals.tsx";
import { inCodeOrder } from "./standing.ts";
import "./reconcile.css";

/** 汇总单: one edition as it was signed, for paper. */
export function SheetPage() {
  const t = useText();
  const { language } = useLanguage();
  const id = Number((useParams({ strict: false }) as { consolidation: string }).consolidation);
  const search = useSearch({ strict: false }) as ReconcileSearch;
  const sheet = useSheet(id, search.collection);
  return (
    <Loaded of={sheet}>
      {(found) => {
        if (found === null)
          return (
            <Empty>
              {t("没有这一版汇总，或不在您的管辖范围。", "There is no such edition, or it is not yours to see.")}{" "}
              <Link to="/reconcile">{t("汇总对账", "Consolidation")}</Link>
            </Empty>
          );
        const { edition, collection, form, vocabulary, units, city } = found;
        const { document } = edition;
        const unitName = (unit: number) => units.get(unit)?.name ?? "";
        return (
          <Page
            title={t(`${city}《${form.name.zh}》汇总单`, `${city}: ${form.name.en}, consolidation`)}
            crumbs={[
              <Link key="back" to="/reconcile" search={search as never}>
                {t("汇总对账", "Consolidation")}
              </Link>,
              t(`第 ${edition.number} 版`, `No. ${edition.number}`),
            ]}
            stamps={collection.synthetic ? [t(SYNTHETIC)] : []}
            actions={<Button onClick={() => print()}>{t("打印", "Print")}</Button>}
          >
            <section className="card">
              <dl className="facts">
                <dt>{t("报告期", "Period")}</dt>
                <dd>{showPeriod(collection.period, language)}</dd>
                <dt>{t("文号", "Document no.")}</dt>
                <dd>{collection.documentNo || t("未下达", "not issued")}</dd>
                <dt>{t("汇总版次", "Edition")}</dt>
                <dd>
                  {t(
                    `第 ${edition.number} 版，${nameOf(consolidationStates, edition.state).zh}`,
                    `No. ${edition.number}, ${nameOf(consolidationStates, edition.state).en.toLowerCase()}`,
                  )}
                  {edition.reason === "" ? null : t(`：${edition.reason}`, `: ${edition.reason}`)}
                  {edition.stale ? (
                    <>
                      {" "}
                      <Tag tone="error">
                        ✕ {t("签署后下级有变动，需重新汇总", "Something below moved since: sign anew")}
                      </Tag>
                    </>
                  ) : null}
                </dd>
                <dt>{t("覆盖", "Coverage")}</dt>
                <dd>
                  {t(
                    `纳入 ${document.coverage.included}，应报 ${document.coverage.expected}，缺报 ${document.missing.length}，勾稽差额 ${document.differences.length}`,
                    `${document.coverage.included} included of ${document.coverage.expected} expected, ${document.missing.length} missing, ${document.differences.length} differences`,
                  )}
                </dd>
                <dt>{t("签署", "Signed")}</dt>
                <dd>
                  {document.signedBy.name} {showMoment(document.signedAt, language)}
                </dd>
                <dt>{t("内容哈希", "Content hash")}</dt>
                <dd>
                  <code>{edition.hash}</code>
                </dd>
              </dl>
            </section>
            <SheetTotals edition={edition} collection={collection} form={form} vocabulary={vocabulary} />
            <section className="card">
              <h2>{t(`纳入 ${document.included.length} 份`, `Included ${document.included.length}`)}</h2>
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{t("填报单位", "Unit")}</th>
                    <th scope="col" className="num">
                      {t("版次", "Revision")}
                    </th>
                    <th scope="col">{t("内容哈希", "Content hash")}</th>
                  </tr>
                </thead>
                <tbody>
                  {inCodeOrder(document.included, units).map((one) => (
                    <tr key={one.submission}>
                      <th scope="row">{unitName(one.unit)}</th>
                      <td className="num">{one.revision}</td>
                      <td>
                        <code>{one.hash}</code>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            {document.missing.length > 0 ? (
              <section className="card">
                <h2>{t(`缺报 ${document.missing.length} 个单位`, `Missing ${document.missing.length}`)}</h2>
                <table className="plain">
                  <thead>
                    <tr>
                      <th scope="col">{t("填报单位", "Unit")}</th>
                      <th scope="col">{t("签署时状态", "State when signed")}</th>
                      <th scope="col">{t("缺报原因", "Reason")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {inCodeOrder(document.missing, units).map((one) => (
                      <tr key={one.unit}>
                        <th scope="row">{unitName(one.unit)}</th>
                        <td>
                          <StateTag state={one.state} />
                        </td>
                        <td>{one.reason}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            ) : null}
            {document.differences.length > 0 ? (
              <section className="card">
                <h2>{t("勾稽差额及说明", "Differences and explanations")}</h2>
                <DifferenceTables data={found} differences={document.differences} explain={({ reason }) => reason} />
              </section>
            ) : null}
            <p className="sheet-foot">
              {t("单位负责人：", "Head of bureau: ")}________{"　　"}
              {t("填表人：", "Prepared by: ")}________{"　　"}
              {t("报出日期：", "Date: ")}________
            </p>
          </Page>
        );
      }}
    </Loaded>
  );
}

function useSheet(id: number, collectionId: number | undefined) {
  return useQuery({
    queryKey: ["city.sheet", id, collectionId],
    queryFn: async ({ client, signal }) => {
      const listed = await client.fetchQuery(collectionsQuery);
      const collection = listed.find((one) => one.id === collectionId);
      if (collection === undefined) return null;
      const { items } = await call(api.consolidations.listConsolidations, {
        query: { collection: collection.id },
        signal,
      });
      const edition = items.find((one) => one.id === id);
      if (edition === undefined) return null;
      const date = collection.period.end;
      const [units, regions, vocabulary] = await Promise.all([
        call(api.units.listUnits, { query: { region: edition.cityId, below: "true", date }, signal }),
        call(api.regions.listRegions, { query: { date }, signal }),
        openVocabulary(client, collection.catalogueId),
      ]);
      return {
        edition,
        collection,
        vocabulary,
        form: vocabulary.forms.get(collection.formKey)!,
        units: new Map(units.items.map((unit) => [unit.id, unit])),
        city: regions.items.find((region) => region.id === edition.cityId)?.name ?? "",
        regions: new Map(regions.items.map((region) => [region.id, region.name])),
      };
    },
  });
}
