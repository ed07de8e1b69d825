import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { Empty, useText } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import { Editions } from "./editions.tsx";
import type { Release } from "./release.ts";

type Props = {
  release: Release;
  chosen: number | undefined;
  onChoose: (other: number | undefined) => void;
  /** Scores lead to their calculation sheets. */
  readsSheets?: boolean;
};

/** This edition against another of the same scheme, period and tier; the one before it unless another is chosen. */
export function EditionsPart({ release, chosen, onChoose, readsSheets = false }: Props) {
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
                    {t(`${edition.zh}（${stateName.zh}）`, `${edition.en} (${stateName.en})`)}
                  </option>
                ))}
              </select>
            </label>
            <Compared release={release} other={other.id} readsSheets={readsSheets} />
          </>
        );
      }}
    </Loaded>
  );
}

type Pair = { release: Release; other: number; readsSheets: boolean };

function Compared({ release, other, readsSheets }: Pair) {
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
