import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { groupDigits, NameTag, showMoment, useLanguage, useText } from "@duibiao/ui";
import { errorText, verdicts, type SpotCheck } from "./words.ts";

/** 抽查 of the paper on the desk: what was drawn of it by which seed, and what was found. Nothing where nothing was drawn. */
export function SpotCheckCard({ submission }: { submission: number }) {
  const t = useText();
  const listed = useQuery(read(api.spotChecks.listSpotChecks, { query: { submission } })).data?.items ?? [];
  const checks = useQueries({
    queries: listed.map(({ id }) => read(api.spotChecks.readSpotChecks, { params: { id } })),
  }).flatMap(({ data }) => data ?? []);
  if (checks.length === 0) return null;
  return (
    <section className="card" aria-label={t("抽查", "Spot checks")}>
      <h2>{t("抽查", "Spot checks")}</h2>
      {checks.map((check) => (
        <Checked key={check.id} check={check} submission={submission} />
      ))}
    </section>
  );
}

function Checked({ check, submission }: { check: SpotCheck; submission: number }) {
  const t = useText();
  const { language } = useLanguage();
  const own = check.cells.filter((cell) => cell.submissionId === submission);
  return (
    <>
      <p>
        <Link to="/spot-checks/$check" params={{ check: String(check.id) }}>
          {t(`第 ${check.id} 号：${check.title}`, `No. ${check.id}: ${check.title}`)}
        </Link>{" "}
        <span className="quiet">
          {check.drawnBy} {showMoment(String(check.drawnAt), language)}
        </span>
      </p>
      <p className="quiet">
        {t(`随机种子 ${check.seed}，抽 ${check.size} 格`, `Seed ${check.seed}, ${check.size} cells drawn`)}
        {t("；差错率 ", "; error rate ")}
        {t(errorText(check))}
      </p>
      <ul>
        {own.map(({ measure, member, name, uom, value, result, revision }) => (
          <li key={`${measure}/${member}`}>
            {t(name)} {groupDigits(value)} {uom}{" "}
            <span className="quiet">{t(`版次 ${revision}`, `revision ${revision}`)}</span>{" "}
            {result === null ? (
              <span className="quiet">{t("未查", "not checked yet")}</span>
            ) : (
              <>
                <NameTag name={verdicts[result.verdict]} />{" "}
                {result.found === null
                  ? null
                  : t(`凭证为 ${groupDigits(result.found)}`, `evidence says ${groupDigits(result.found)}`)}{" "}
                <span className="quiet">{result.evidence}</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
