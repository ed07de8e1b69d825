import type { Text } from "@duibiao/indicators";
import { showPeriod, useText } from "@duibiao/ui";
import { bandInWords } from "../release/release.ts";
import { IntervalBar, topText } from "../release/standing.tsx";
import { placeInWords, type Result } from "./why.ts";

type Earlier = Result["earlier"][number];

/** A place or a band of before against the present one: 基本持平 where it lies inside the present interval. */
export function earlierInWords(earlier: Earlier, { place, standing }: Pick<Result, "place" | "standing">): Text {
  const { kind, rank, rankTo, band, steady, edition, period } = earlier;
  const when =
    kind === "year"
      ? { zh: showPeriod({ key: period }, "zh"), en: showPeriod({ key: period }, "en") }
      : { zh: `前一版（${edition.zh}）`, en: `Edition before (${edition.en})` };
  if (place !== null && rank !== null) {
    const was = placeInWords({ rank, rankTo: rankTo ?? rank });
    const places = rank - place.rank;
    const moved: Text =
      places > 0
        ? { zh: `升 ${places} 名`, en: `up ${places}` }
        : places < 0
          ? { zh: `降 ${-places} 名`, en: `down ${-places}` }
          : { zh: "位次不变", en: "the same place" };
    const judged: Text =
      places === 0 || steady === null
        ? moved
        : steady
          ? {
              zh: `${moved.zh}，在位次区间内，基本持平`,
              en: `${moved.en}, inside the interval: no change that can be told`,
            }
          : { zh: `${moved.zh}，超出位次区间`, en: `${moved.en}, beyond the interval` };
    return { zh: `${when.zh}${was.zh}：${judged.zh}`, en: `${when.en}, ${was.en}: ${judged.en}` };
  }
  if (standing !== null && band !== null) {
    const was = bandInWords(band);
    const moved: Text =
      band === standing.band
        ? { zh: "同档，基本持平", en: "the same band" }
        : band > standing.band
          ? { zh: `升 ${band - standing.band} 档`, en: `up ${band - standing.band}` }
          : { zh: `降 ${standing.band - band} 档`, en: `down ${standing.band - band}` };
    return { zh: `${when.zh}${was.zh}：${moved.zh}`, en: `${when.en}, ${was.en}: ${moved.en}` };
  }
  return { zh: `${when.zh}没有可比的位次`, en: `${when.en}: no place to compare` };
}

/** 「第 12 名；权重浮动±25%时为第 8–17 名」, or the band alone; null in releases made before there were any. */
export function standingInWords({ standing }: Pick<Result, "standing">): Text | null {
  if (standing === null) return null;
  return standing.sentence ?? bandInWords(standing.band);
}

/** Interval, P(前 10 名), 档次 and what became of the place, as lines of a list of facts. */
type Facts = Pick<Result, "place" | "standing" | "earlier"> & { head: Pick<Result["head"], "nRanked" | "uncertainty"> };

export function StandingFacts({ result }: { result: Facts }) {
  const t = useText();
  const { place, standing, head, earlier } = result;
  const top = standing === null ? null : topText(standing, head, t);
  return (
    <>
      {standing?.sentence === undefined || place === null ? null : (
        <>
          <dt>{t("位次区间", "Interval")}</dt>
          <dd>
            {t(standing.sentence)}
            {top === null ? "" : t(`；${top}`, `; ${top}`)}
            <IntervalBar standing={standing} place={place.rank} n={head.nRanked} />
          </dd>
        </>
      )}
      {standing === null ? null : (
        <>
          <dt>{t("档次", "Band")}</dt>
          <dd>
            {t(bandInWords(standing.band))}{" "}
            <span className="quiet">
              {t("同一档次的地区先后不稳定，不宜细分", "regions of one band cannot be told apart")}
            </span>
          </dd>
        </>
      )}
      {earlier.length === 0 ? null : (
        <>
          <dt>{t("与以前比", "Against before")}</dt>
          <dd>
            {earlier.map((one) => (
              <div key={one.kind}>{t(earlierInWords(one, result))}</div>
            ))}
          </dd>
        </>
      )}
    </>
  );
}
