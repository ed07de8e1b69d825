import { useEffect, useRef } from "react";
import { auditCheckOf, auditChecks, auditWays, conditionOf, showFormula } from "@duibiao/indicators";
import { Alert, NameTag, nameOf, severities, Tag, undecided as isOpen, useLanguage, useText } from "@duibiao/ui";
import { sayOf, type CellRow } from "./cell-rows.ts";
import type { Finding, Paper } from "./paper.ts";
import { countsOf, rowsOf, ruleName } from "./return-text.ts";

type Props = {
  paper: Paper;
  findings: readonly Finding[];
  rows: readonly CellRow[];
  at: string;
  onGo: (to: string) => void;
};

/** What the check found, worst first; one click says why. */
export function FindingsList({ paper, findings, rows, at, onGo }: Props) {
  const t = useText();
  if (findings.length === 0)
    return (
      <Alert
        tone="success"
        title={t("没有不成立或无法判定的核验结果", "No finding: nothing false, nothing undecided")}
      />
    );
  const { fails, undecided, info } = countsOf(findings);
  return (
    <>
      <h2>
        {t("核验结果", "Findings")}{" "}
        <span className="quiet">
          {t(`不成立 ${fails}，无法判定 ${undecided}`, `${fails} do not hold, ${undecided} undecided`)}
          {info > 0 ? t(`，仅供参考 ${info}`, `, ${info} for information`) : null}
        </span>
      </h2>
      <ol className="findings">
        {findings.map((finding, place) => (
          <Item
            // A rule may be broken at several cells.
            key={`${finding.rule} ${finding.cells.map(({ measure, member }) => `${measure}/${member}`).join()}`}
            paper={paper}
            finding={finding}
            rows={rowsOf(rows, finding)}
            isAt={at === `f${place + 1}`}
            onGo={() => onGo(`f${place + 1}`)}
          />
        ))}
      </ol>
    </>
  );
}

type ItemProps = { paper: Paper; finding: Finding; rows: readonly CellRow[]; isAt: boolean; onGo: () => void };

function Item({ paper, finding, rows, isAt, onGo }: ItemProps) {
  const t = useText();
  const { language } = useLanguage();
  const item = useRef<HTMLLIElement>(null);
  // Not when the page opens: it begins at its top, with the decision in sight.
  const opened = useRef(false);
  useEffect(() => {
    if (isAt && opened.current) item.current?.scrollIntoView({ block: "nearest" });
    opened.current = true;
  }, [isAt]);
  const kind = auditCheckOf(paper.vocabulary, finding.rule);
  const isUndecided = finding.verdict === "undecided";
  return (
    <li ref={item} className={`finding is-${finding.verdict}${isAt ? " is-at" : ""}`}>
      <button type="button" aria-expanded={isAt} onClick={onGo}>
        <span className="row">
          <NameTag name={isUndecided ? isOpen : { mark: "·", ...nameOf(severities, finding.severity) }} />
          {kind === null ? null : (
            <Tag>
              {t(auditChecks[kind.check])}
              {kind.way === null ? null : ` · ${t(auditWays[kind.way])}`}
            </Tag>
          )}
          <b>{t(ruleName(paper, finding))}</b>
          <span className="quiet">
            {rows.map((row) => t(`行次 ${row.row}`, `line ${row.row}`)).join(t("、", ", "))}
          </span>
          <span className="grow" />
          {finding.explanation === "" ? null : <span className="finding-explained">{t("有说明", "explained")}</span>}
          <span className="quiet">{isAt ? "▾" : t("为什么标记 ▸", "Why ▸")}</span>
        </span>
      </button>
      {isAt ? <Why paper={paper} finding={finding} rows={rows} language={language} /> : null}
    </li>
  );
}

type WhyProps = { paper: Paper; finding: Finding; rows: readonly CellRow[]; language: "zh" | "en" };

/** 为什么标记: the rule, the numbers put in, both sides, where the rule comes from, what the reporter said. */
function Why({ paper, finding, rows, language }: WhyProps) {
  const t = useText();
  const rule = paper.vocabulary.catalogue.rules.find(({ key }) => key === finding.rule);
  return (
    <div className="why">
      <p>{t(finding.text)}</p>
      <dl className="facts">
        {rule === undefined ? null : (
          <>
            <dt>{t("规则", "Rule")}</dt>
            <dd>{showFormula(paper.vocabulary, conditionOf(paper.vocabulary, rule.expr), language)}</dd>
          </>
        )}
        {finding.left === undefined || finding.right === undefined ? null : (
          <>
            <dt>{t("左边与右边", "Left and right")}</dt>
            <dd className="row">
              <span>{finding.left}</span>
              <span className="quiet">{t("对", "against")}</span>
              <span>{finding.right}</span>
              {finding.imbalance === undefined ? null : (
                <span className="quiet">{t(`相差 ${finding.imbalance}`, `off by ${finding.imbalance}`)}</span>
              )}
            </dd>
          </>
        )}
        <dt>{t("涉及数值", "Figures")}</dt>
        <dd>
          {rows.map((row) => (
            <div key={row.key}>
              {t(`行次 ${row.row}`, `Line ${row.row}`)} {t(row.name)} {t("本期", "now")} {sayOf(row.now, language)}{" "}
              {row.uom}
              {row.previousYear === null
                ? t("，上年同期无数", "; no figure a year earlier")
                : t(`，上年同期 ${row.previousYear}`, `; a year earlier ${row.previousYear}`)}
            </div>
          ))}
        </dd>
        {rule?.source ? (
          <>
            <dt>{t("依据", "Source")}</dt>
            <dd>{rule.source}</dd>
          </>
        ) : null}
        <dt>{t("怎么改", "What to do")}</dt>
        <dd>{t(finding.advice)}</dd>
        <dt>{t("填报说明", "Explanation")}</dt>
        <dd>
          {finding.explanation === "" ? (
            <span className="quiet">{t("未作说明", "None given")}</span>
          ) : (
            finding.explanation
          )}
        </dd>
      </dl>
    </div>
  );
}
