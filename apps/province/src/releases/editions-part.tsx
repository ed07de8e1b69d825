import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { Editions, type Release } from "@duibiao/screens/release";
import { Empty, useText } from "@duibiao/ui";
import { useRights } from "../roles.ts";

type Props = { release: Release; chosen: number | undefined; onChoose: (other: number | undefined) => void };

/** This edition against another of the same scheme, period and tier; the one before it unless another is chosen. */
export function EditionsPart({ release, chosen, onChoose }: Props) {
  const t = useText();
  const line = useQuery(
    read(api.releases.listReleases, {
      query: { owner: release.owner, period: release.periodId, scheme: release.scheme },
    }),
  );
  return (
    <Loaded of={line}>
      {({ items }) => {
        const others = items.filter(({ id, tier }) => id !== release.id && tier === release.tier);
        const other =
          others.find(({ id }) => id === chosen) ??
          others.filter(({ number }) => number < release.number).toSorted((a, b) => b.number - a.number)[0] ??
          others[0];
        if (other === undefined)
          return (
            <Empty>
              {t(
                "同一方案、报告期、级次只有这一版，没有可比的版次。",
                "This is the only edition of its scheme, period and tier.",
              )}
            </Empty>
          );
        return (
          <>
            <label className="inline-field">
              {t("与哪一版对比", "Compare with")}
              <select className="input" value={other.id} onChange={(event) => onChoose(Number(event.target.value))}>
                {others.map(({ id, edition, stateName }) => (
                  <option key={id} value={id}>
                    {t(edition)} ({t(stateName)})
                  </option>
                ))}
              </select>
            </label>
            <Compared release={release} other={other.id} />
          </>
        );
      }}
    </Loaded>
  );
}

function Compared({ release, other }: { release: Release; other: number }) {
  const { readEvaluations: readsSheets } = useRights();
  const released = useQuery(read(api.releases.readRelease, { params: { id: other } }));
  const before = useQuery(read(api.releases.readScores, { params: { id: other } }));
  const after = useQuery(read(api.releases.readScores, { params: { id: release.id } }));
  return (
    <Loaded of={released}>
      {(old) => (
        <Loaded of={before}>
          {(oldScores) => (
            <Loaded of={after}>
              {(scores) =>
                old.number < release.number ? (
                  <Editions
                    before={{ release: old, scores: oldScores }}
                    after={{ release, scores }}
                    readsSheets={readsSheets}
                  />
                ) : (
                  <Editions
                    before={{ release, scores }}
                    after={{ release: old, scores: oldScores }}
                    readsSheets={readsSheets}
                  />
                )
              }
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
