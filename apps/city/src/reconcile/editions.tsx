import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button, consolidationStates, nameOf, NameTag, showMoment, Tag, useLanguage, useText } from "@duibiao/ui";
import { useSession } from "@duibiao/screens";
import type { ListedCollection } from "../board/collections.ts";
import { DecideConsolidation } from "@duibiao/screens/decision";
import type { CityData } from "./city.tsx";
import type { Consolidation } from "./standing.ts";

/** Every edition with its state; the province decides on the latest. */
export function Editions({
  collection,
  data,
  onDone,
}: {
  collection: ListedCollection;
  data: CityData;
  onDone: () => void;
}) {
  const t = useText();
  const { language } = useLanguage();
  const { posts } = useSession();
  const [deciding, setDeciding] = useState<{ edition: Consolidation; kind: "accept" | "return" } | null>(null);
  const decides = posts.some(({ role, tier }) => (role === "reviewer" || role === "leader") && tier === "province");
  const editions = data.editions.toReversed();
  if (editions.length === 0) return <p className="quiet">{t("还没有签署过汇总。", "No edition was signed yet.")}</p>;
  return (
    <section className="card" aria-label={t("汇总版次", "Editions")}>
      <h2>{t("汇总版次", "Editions")}</h2>
      <div className="scroll-x">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("版次", "No.")}</th>
              <th scope="col">{t("状态", "State")}</th>
              <th scope="col" className="num">
                {t("覆盖", "Coverage")}
              </th>
              <th scope="col">{t("签署", "Signed")}</th>
              <th scope="col">{t("哈希", "Hash")}</th>
              <th scope="col">{t("操作", "Actions")}</th>
            </tr>
          </thead>
          <tbody>
            {editions.map((edition, at) => (
              <tr key={edition.id}>
                <th scope="row" className="nowrap">
                  {t(`第 ${edition.number} 版`, `No. ${edition.number}`)}
                </th>
                <td>
                  <NameTag name={{ mark: "·", ...nameOf(consolidationStates, edition.state) }} />{" "}
                  {edition.stale && at === 0 ? <Tag tone="error">✕ {t("需重新汇总", "Sign anew")}</Tag> : null}
                  {edition.reason === "" ? null : <div>{edition.reason}</div>}
                </td>
                <td className="num">
                  {edition.document.coverage.included}/{edition.document.coverage.expected}
                </td>
                <td>
                  {edition.document.signedBy.name}{" "}
                  <span className="quiet">{showMoment(edition.signedAt, language)}</span>
                </td>
                <td>
                  <code>{edition.hash.slice(0, 12)}…</code>
                </td>
                <td>
                  <span className="row">
                    <Link
                      to="/reconcile/$consolidation"
                      params={{ consolidation: String(edition.id) }}
                      search={{ collection: collection.id, city: edition.cityId } as never}
                    >
                      {t("汇总单", "Sheet")}
                    </Link>
                    {decides && at === 0 && edition.state === "signed" && collection.lockedAt === null ? (
                      <>
                        <Button small onClick={() => setDeciding({ edition, kind: "accept" })}>
                          {t("接收", "Accept")}
                        </Button>
                        <Button small look="danger" onClick={() => setDeciding({ edition, kind: "return" })}>
                          {t("退回", "Return")}
                        </Button>
                      </>
                    ) : null}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {deciding ? (
        <DecideConsolidation
          consolidation={deciding.edition}
          deed={deciding.kind}
          city={data.regions.get(deciding.edition.cityId) ?? ""}
          onClose={() => setDeciding(null)}
          onDone={onDone}
        />
      ) : null}
    </section>
  );
}
