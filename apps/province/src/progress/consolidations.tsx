import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { DecideConsolidation } from "@duibiao/screens/decision";
import { Button, consolidationStates, NameTag, showMoment, Tag, useLanguage, useText } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import { Contents } from "./contents.tsx";
import type { Consolidation } from "./editions.ts";
import { NextToAccept } from "./next-to-accept.tsx";
import type { Progress, Waiting } from "./part.ts";

type City = Progress["cities"][number];
type Props = {
  city: City;
  collection: Progress["collections"][number];
  waiting: Waiting;
};

/** What the city signed: the latest edition with its gaps and what it changed, to be accepted or returned as it was seen. */
export function Consolidations({ city, collection, waiting }: Props) {
  const t = useText();
  const list = useQuery(
    read(api.consolidations.listConsolidations, { query: { collection: collection.collectionId, city: city.cityId } }),
  );
  return (
    <Loaded of={list}>
      {({ items }) => {
        const latest = items.at(-1);
        if (latest === undefined)
          return (
            <>
              <p>{t("该市还没有签署汇总。", "The city has signed no consolidation yet.")}</p>
              <NextToAccept waiting={waiting} done={false} />
            </>
          );
        return <Edition latest={latest} earlier={items.slice(0, -1)} {...{ city, collection, waiting }} />;
      }}
    </Loaded>
  );
}

type EditionProps = Props & { latest: Consolidation; earlier: readonly Consolidation[] };

function Edition({ latest, earlier, city, collection, waiting }: EditionProps) {
  const t = useText();
  const { language } = useLanguage();
  const rights = useRights();
  const [asked, ask] = useState<"accept" | "return" | null>(null);
  const [done, setDone] = useState(false);
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
            <Button small look="primary" disabled={latest.stale} onClick={() => ask("accept")}>
              {t("接收", "Accept")}
            </Button>
            <Button small look="danger" onClick={() => ask("return")}>
              {t("退回", "Return")}
            </Button>
          </>
        ) : null}
      </p>
      <NextToAccept waiting={waiting} done={done} />
      {latest.stale && latest.state === "signed" ? (
        <p className="quiet">
          {t(
            "签署后下级又有变动，须由市级重新汇总，不能接收。",
            "Something below changed since; the city must consolidate again.",
          )}
        </p>
      ) : null}
      {latest.reason ? <p className="quiet">{t(`退回原因：${latest.reason}`, `Returned: ${latest.reason}`)}</p> : null}
      <Contents latest={latest} previous={earlier.at(-1)} city={city} collection={collection} />
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
        <DecideConsolidation
          consolidation={latest}
          deed={asked}
          city={city.name}
          onClose={() => ask(null)}
          onDone={() => setDone(true)}
        />
      )}
    </div>
  );
}
