import { DifferenceCell, groupDigits, showPercent, sourceText, useLanguage, useText } from "@duibiao/ui";
import { CellOrigin } from "@duibiao/screens/bills";
import { EvidenceList } from "@duibiao/screens/evidence";
import { sayOf, type CellRow } from "./cell-rows.ts";

/** The cell that is being looked at, beside its past and its peers. */
export function CellCard({ row, submissionId }: { row: CellRow; submissionId: number }) {
  const t = useText();
  const { language } = useLanguage();
  const { peers, share, now } = row;
  const source = now ? sourceText(now.source) : null;
  return (
    <section className="card" aria-label={t("当前单元格", "Cell")}>
      <h2>
        {row.row} {t(row.name)}
      </h2>
      <dl className="facts">
        <dt>{t("本期", "Now")}</dt>
        <dd>
          <b>{sayOf(now, language)}</b> {row.uom}
        </dd>
        <dt>{t("上年同期", "Year before")}</dt>
        <dd>
          {row.previousYear === null ? t("无数", "none") : groupDigits(row.previousYear)}{" "}
          <DifferenceCell change={row.change} kind="year" />
        </dd>
        <dt>{t("同类地区", "Peers")}</dt>
        <dd>
          {peers === null
            ? t("上期同类地区不足五个", "fewer than five in the period before")
            : t(
                `上期 ${peers.n} 个，中位数 ${showRange(peers.median)}，中间一半 ${showRange(peers.q1)} 至 ${showRange(peers.q3)}`,
                `${peers.n} in the period before, median ${showRange(peers.median)}, middle half ${showRange(peers.q1)} to ${showRange(peers.q3)}`,
              )}
        </dd>
        {share === null ? null : (
          <>
            <dt>{t("占合计", "Share")}</dt>
            <dd>{showPercent(share * 100).replace("+", "")}</dd>
          </>
        )}
        {now?.reason ? (
          <>
            <dt>{t("原因", "Reason")}</dt>
            <dd>{now.reason}</dd>
          </>
        ) : null}
        {source ? (
          <>
            <dt>{t("来源", "Source")}</dt>
            <dd>
              {t(source)}
              <CellOrigin {...{ submissionId }} cell={row} source={now!.source} />
            </dd>
          </>
        ) : null}
        {now?.note ? (
          <>
            <dt>{t("备注", "Note")}</dt>
            <dd>{now.note}</dd>
          </>
        ) : null}
        {row.evidence.length > 0 ? (
          <>
            <dt>{t("佐证", "Papers")}</dt>
            <dd>
              <EvidenceList papers={row.evidence} />
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}

/** A quartile for reading: six significant digits, no zeros for show. */
const showRange = (value: number) => groupDigits(String(Number(value.toPrecision(6))));
