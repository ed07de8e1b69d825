import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "@duibiao/client";
import { byCode } from "@duibiao/indicators";
import { Loaded } from "@duibiao/screens";
import { DecideConsolidation } from "@duibiao/screens/decision";
import { useRegions } from "@duibiao/screens/dictionary";
import {
  assignmentStates,
  Button,
  consolidationStates,
  groupDigits,
  NameTag,
  nameOf,
  showMoment,
  Tag,
  useLanguage,
  useText,
} from "@duibiao/ui";
import { useRights } from "../roles.ts";
import { changesBetween, type Consolidation } from "./editions.ts";
import type { Progress } from "./part.ts";

type City = Progress["cities"][number];
type Props = {
  city: City;
  collection: Progress["collections"][number];
  waiting: readonly City[];
  onNext: () => void;
};

/** What the city signed: the latest edition with its gaps and what it changed, to be accepted or returned as it was seen. */
export function Consolidations({ city, collection, waiting, onNext }: Props) {
  const t = useText();
  const list = useQuery(
    read(api.consolidations.listConsolidations, { query: { collection: collection.collectionId, city: city.cityId } }),
  );
  return (
    <Loaded of={list}>
      {({ items }) => {
        const latest = items.at(-1);
        if (latest === undefined)
          return <p>{t("该市还没有签署汇总。", "The city has signed no consolidation yet.")}</p>;
        return <Edition latest={latest} earlier={items.slice(0, -1)} {...{ city, collection, waiting, onNext }} />;
      }}
    </Loaded>
  );
}

type EditionProps = Props & { latest: Consolidation; earlier: readonly Consolidation[] };

function Edition({ latest, earlier, city, collection, waiting, onNext }: EditionProps) {
  const t = useText();
  const { language } = useLanguage();
  const rights = useRights();
  const [asked, ask] = useState<"accept" | "return" | null>(null);
  const [begun, setBegun] = useState(false);
  const begin = (deed: "accept" | "return") => {
    setBegun(true);
    ask(deed);
  };
  const signed = latest.document;
  const decidable = latest.state === "signed" && collection.lockedAt === null && rights.decideConsolidations;
  return (
    <div className="edition">
      <p className="row">
        <strong>{t(`汇总第 ${latest.number} 版`, `Consolidation ${latest.number}`)}</strong>
        <NameTag name={consolidationStates[latest.state]} />
        {latest.stale && latest.state !== "returned" ? (
          collection.lockedAt === null ? (
            <Tag tone="warning">▲ {t("需重新汇总", "to be consolidated again")}</Tag>
          ) : (
            <Tag>✎ {t("锁定后有更正", "corrected since")}</Tag>
          )
        ) : null}
        <span>
          {t(
            `包含 ${signed.coverage.included}/${signed.coverage.expected} 个单位`,
            `${signed.coverage.included} of ${signed.coverage.expected} units`,
          )}
        </span>
        <span className="quiet">
          {signed.signedBy.name} {showMoment(latest.signedAt, language)}{" "}
          <code title={latest.hash}>{latest.hash.slice(0, 12)}</code>
        </span>
        {decidable ? (
          <>
            <Button small look="primary" disabled={latest.stale} onClick={() => begin("accept")}>
              {t("接收", "Accept")}
            </Button>
            <Button small look="danger" onClick={() => begin("return")}>
              {t("退回", "Return")}
            </Button>
          </>
        ) : null}
        {waiting.length > 0 && rights.decideConsolidations ? (
          <Button
            // The buttons that decided are gone, and the keyboard with them.
            key={String(decidable)}
            small
            look={decidable ? "plain" : "primary"}
            autoFocus={begun && !decidable}
            onClick={onNext}
          >
            {t(
              `下一个待接收：${waiting[0]!.name}（还有 ${waiting.length} 个市）→`,
              `Next to accept: ${waiting[0]!.name} (${waiting.length} cities left) →`,
            )}
          </Button>
        ) : null}
      </p>
      {latest.stale && latest.state === "signed" ? (
        <p className="quiet">
          {t(
            "签署后下级又有变动，须由市级重新汇总，不能接收。",
            "Something below changed since; the city must consolidate again.",
          )}
        </p>
      ) : null}
      {latest.reason ? <p className="quiet">{t(`退回原因：${latest.reason}`, `Returned: ${latest.reason}`)}</p> : null}
      <Contents latest={latest} previous={earlier.at(-1)} city={city.cityId} />
      {earlier.length > 0 ? (
        <details>
          <summary>{t(`此前 ${earlier.length} 版`, `${earlier.length} earlier`)}</summary>
          <ul>
            {earlier.toReversed().map((one) => (
              <li key={one.id} className="row">
                {t(`第 ${one.number} 版`, `no. ${one.number}`)} <NameTag name={consolidationStates[one.state]} />{" "}
                {showMoment(one.signedAt, language)} {one.reason}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {asked === null ? null : (
        <DecideConsolidation consolidation={latest} deed={asked} city={city.name} onClose={() => ask(null)} />
      )}
    </div>
  );
}

/** What the two figures of a difference are, by what it is against. */
const compared = {
  parts: { own: { zh: "自报", en: "own" }, parts: { zh: "下级合计", en: "parts" } },
  lines: { own: { zh: "地区合计", en: "region" }, parts: { zh: "各主管部门合计", en: "lines" } },
  period: { own: { zh: "本期", en: "now" }, parts: { zh: "上期终值", en: "final before" } },
} as const;

/** Missing units and differences with the city's reasons, and what changed since the edition before. */
function Contents({
  latest,
  previous,
  city,
}: {
  latest: Consolidation;
  previous: Consolidation | undefined;
  city: number;
}) {
  const t = useText();
  const units = useQuery({
    ...read(api.units.listUnits, { query: { region: city, below: "true" } }),
    staleTime: 3_600_000,
  });
  const regions = useRegions();
  const unitOf = (id: number) => units.data?.items.find((unit) => unit.id === id);
  const unitName = (id: number) => unitOf(id)?.name ?? t("已撤销的单位", "an ended unit");
  const codeOf = ({ unit }: { unit: number }) => unitOf(unit)?.code ?? "";
  const regionName = (id: number) => regions.data?.find((region) => region.id === id)?.name ?? "";
  const signed = latest.document;
  const changes = previous === undefined ? null : changesBetween(previous.document, signed);
  const same = changes !== null && changes.joined.length + changes.left.length + changes.revised.length === 0;
  const names = (ids: readonly number[]) => ids.map(unitName).join(t("、", ", "));
  return (
    <>
      {signed.missing.length > 0 ? (
        <div>
          {t(`缺报 ${signed.missing.length} 个：`, `${signed.missing.length} missing: `)}
          <ul>
            {signed.missing
              .toSorted((a, b) => byCode(codeOf(a), codeOf(b)))
              .map((missing) => (
                <li key={missing.unit}>
                  {unitName(missing.unit)}
                  {t("（", " (")}
                  {t(nameOf(assignmentStates, missing.state))}
                  {t("）：", "): ")}
                  {missing.reason}
                </li>
              ))}
          </ul>
        </div>
      ) : null}
      {signed.differences.length > 0 ? (
        <div>
          {t(`勾稽差额 ${signed.differences.length} 项：`, `${signed.differences.length} differences: `)}
          <ul>
            {signed.differences.map((one) => (
              <li key={`${one.against ?? "parts"}/${one.region}/${one.measure}/${one.member}`}>
                {regionName(one.region)} {one.measure} {t(compared[one.against ?? "parts"].own)} {groupDigits(one.own)}
                {t("，", ", ")}
                {t(compared[one.against ?? "parts"].parts)} {groupDigits(one.parts)}
                {t("，差 ", ", difference ")}
                {groupDigits(one.difference)}
                {t("：", ": ")}
                {one.reason}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {changes === null ? null : (
        <p>
          {t(`与第 ${previous!.number} 版相比：`, `Since no. ${previous!.number}: `)}
          {same ? t("所含版次没有变化。", "the same revisions.") : ""}
          {changes.joined.length > 0 ? t(`新纳入 ${names(changes.joined)}；`, `new ${names(changes.joined)}; `) : ""}
          {changes.left.length > 0 ? t(`不再包含 ${names(changes.left)}；`, `no longer ${names(changes.left)}; `) : ""}
          {changes.revised.length > 0
            ? t("改为新版次：", "revised: ") +
              changes.revised
                .map(({ unit, before, after }) => `${unitName(unit)} ${before} → ${after}`)
                .join(t("、", ", "))
            : ""}
        </p>
      )}
    </>
  );
}
