import { canonicalJson } from "@duibiao/indicators";
import type { Standing } from "../evaluations/uncertainty.ts";
import { sha256 } from "../evaluations/inputs.ts";
import { problems } from "../problem.ts";

/** 名次: places with their intervals and bands. 档次: bands alone. */
export type Presentation = "places" | "bands";

/** What a release tells of a region's standing: under 档次 nothing from which its place could be read. */
export const shownStanding = (
  standing: Standing | null,
  presentation: Presentation,
): Standing | Pick<Standing, "band"> | null =>
  standing === null || presentation === "places" ? standing : { band: standing.band };

/** Hash of what is shown of every region beside its calculation: a changed place, band or grade changes it. */
export const shownHash = (presentation: Presentation, lines: readonly Record<string, unknown>[]): string =>
  sha256(
    canonicalJson({
      presentation,
      lines: lines.map(({ region, score, place, standing, conclusion, unranked }) => ({
        region: (region as { id: number }).id,
        score,
        place,
        standing,
        conclusion,
        unranked,
      })),
    }),
  );

/** An evaluation made before there were bands has none to show. */
export function mustHaveBands(presentation: Presentation, standings: unknown): void {
  if (presentation === "bands" && standings === undefined)
    throw problems.rule(
      "该评估没有档次，只能公布名次；要公布档次，请重新评估后再起草",
      "This evaluation has no bands and can show places only; to show bands, evaluate again and draft from that",
    );
}
