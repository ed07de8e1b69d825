import { Link } from "@tanstack/react-router";
import type { Text } from "@duibiao/indicators";
import { atAGlance } from "@duibiao/screens/consolidation";
import { assignmentStates, nameOf, usePrinting, useText } from "@duibiao/ui";
import type { CityData } from "./city.tsx";
import { changesSince, type Change, type Consolidation } from "./standing.ts";

const kinds: Record<Change["kind"], Text> = {
  added: { zh: "新纳入", en: "now included" },
  revised: { zh: "改为新版次", en: "revised" },
  dropped: { zh: "不再有效", en: "stand no more" },
  missing: { zh: "新增应报，尚缺", en: "newly owing, missing" },
};

/** 需重新汇总, loudly, with what moved below. */
export function Stale({ edition, data }: { edition: Consolidation; data: CityData }) {
  const t = useText();
  const printing = usePrinting();
  const changes = changesSince(edition, data.preview);
  const submissions = new Map(data.preview.included.map(({ unit, submission }) => [unit, submission]));
  const counted = (["added", "revised", "dropped", "missing"] as const)
    .map((kind) => ({ kind, n: changes.filter((change) => change.kind === kind).length }))
    .filter(({ n }) => n > 0)
    .map(({ kind, n }) => `${t(kinds[kind])} ${n}`)
    .join(t("，", ", "));
  const says = ({ kind, from, to, state }: Change) =>
    ({
      added: t(`新纳入版次 ${to}`, `now included, revision ${to}`),
      revised: t(`版次 ${from} 改为 ${to}`, `revision ${from} became ${to}`),
      dropped: t(
        `版次 ${from} 不再有效（现为${nameOf(assignmentStates, state).zh}）`,
        `revision ${from} stands no more (now ${nameOf(assignmentStates, state).en.toLowerCase()})`,
      ),
      missing: t("新增应报，尚缺", "newly owing, missing"),
    })[kind];
  return (
    <div className="stale" role="alert">
      <strong>
        <span aria-hidden="true">✕ </span>
        {t(
          `需重新汇总：第 ${edition.number} 版签署之后下级有变动`,
          `Sign anew: something below moved after no. ${edition.number} was signed`,
        )}
      </strong>
      {changes.length === 0 ? null : (
        <details open={printing || changes.length <= atAGlance}>
          <summary>{counted}</summary>
          <ul>
            {changes.map((change) => (
              <li key={`${change.unit}/${change.kind}`}>
                {data.units.get(change.unit)?.name ?? t("一个单位", "a unit")}
                {t("：", ": ")}
                {says(change)}{" "}
                {submissions.has(change.unit) ? (
                  <Link to="/review/$submission" params={{ submission: String(submissions.get(change.unit)) }}>
                    {t("看改动", "See what changed")}
                  </Link>
                ) : null}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
