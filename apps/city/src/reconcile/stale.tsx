import { Link } from "@tanstack/react-router";
import { assignmentStates, nameOf, useText } from "@duibiao/ui";
import type { CityData } from "./city.tsx";
import { changesSince, type Change, type Consolidation } from "./standing.ts";

/** 需重新汇总, loudly, with what moved below. */
export function Stale({ edition, data }: { edition: Consolidation; data: CityData }) {
  const t = useText();
  const changes = changesSince(edition, data.preview);
  const submissions = new Map(data.preview.included.map(({ unit, submission }) => [unit, submission]));
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
    </div>
  );
}
