import { Alert, groupDigits, NameTag, showMoment, Tag, useLanguage, useText } from "@duibiao/ui";
import { usePaperLink } from "../review/use-paper-link.tsx";
import { decisions, type Minutes } from "./words.ts";

/** The minutes as they are read and printed, with a line for everybody's hand. */
export function MinutesSheet({ minutes }: { minutes: Minutes }) {
  const t = useText();
  const { language } = useLanguage();
  const link = usePaperLink({});
  return (
    <>
      <section className="card">
        <dl className="facts">
          <dt>{t("组织机构", "Bureau")}</dt>
          <dd>{minutes.ownerName}</dd>
          <dt>{t("会审日期", "Held on")}</dt>
          <dd>{minutes.heldOn}</dd>
          <dt>{t("地点", "Place")}</dt>
          <dd>{minutes.place}</dd>
          <dt>{t("参加人", "Present")}</dt>
          <dd>
            {minutes.attendees.map(({ name, unit, duty }, at) => (
              // oxlint-disable-next-line no-array-index-key -- two may share a name; the order is fixed
              <div key={at}>
                {name} <span className="quiet">{[unit, duty].filter((text) => text !== "").join(" ")}</span>
              </div>
            ))}
          </dd>
          <dt>{t("记录", "Written by")}</dt>
          <dd>
            {minutes.savedBy} {showMoment(String(minutes.savedAt), language)}
          </dd>
          <dt>{t("签署", "Signed")}</dt>
          <dd>
            {minutes.signedAt === null
              ? t("未签署", "not signed")
              : `${minutes.signedBy} ${showMoment(String(minutes.signedAt), language)}`}
          </dd>
          <dt>{t("内容哈希", "Content hash")}</dt>
          <dd>
            <code>{minutes.hash}</code>
          </dd>
        </dl>
      </section>
      {minutes.hidden > 0 ? (
        <Alert
          tone="warning"
          title={t(
            `有 ${minutes.hidden} 项所议报送市级尚未审核或已不在您的管辖范围，不显示。`,
            `${minutes.hidden} items are not shown: their city has not reviewed them, or they are no longer yours to see.`,
          )}
        />
      ) : null}
      <section className="card">
        <h2>{t(`逐项意见 ${minutes.items.length}`, `Items ${minutes.items.length}`)}</h2>
        <div className="scroll-x">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t("序号", "No.")}</th>
                <th scope="col">{t("报送", "Submission")}</th>
                <th scope="col">{t("数据项", "Measure")}</th>
                <th scope="col" className="num">
                  {t("会上所见", "On the table")}
                </th>
                <th scope="col">{t("意见", "Decision")}</th>
                <th scope="col">{t("理由", "Why")}</th>
                <th scope="col">{t("核实单", "Question")}</th>
              </tr>
            </thead>
            <tbody>
              {minutes.items.map((item) => (
                <tr key={item.no}>
                  <td>{item.no}</td>
                  <th scope="row">
                    {link(item.submission, item.unit)}
                    <div className="quiet">
                      {t(item.form)} {t(`版次 ${item.revision}`, `revision ${item.revision}`)}{" "}
                      {item.moved ? <Tag tone="info">{t("之后有新版次", "a later one came")}</Tag> : null}
                    </div>
                  </th>
                  <td>{item.name === null ? t("整份", "the whole") : t(item.name)}</td>
                  <td className="num">{item.value === null ? "–" : `${groupDigits(item.value)} ${item.uom}`}</td>
                  <td>
                    <NameTag name={decisions[item.decision]} />
                  </td>
                  <td>{item.text}</td>
                  <td>
                    {item.question === null ? (
                      item.decision === "question" ? (
                        t("签署后发出", "goes out when signed")
                      ) : (
                        "–"
                      )
                    ) : (
                      <>
                        {t(`第 ${item.question.id} 号`, `No. ${item.question.id}`)}{" "}
                        {item.question.answer === null ? (
                          <Tag tone="warning">{t("未答复", "No answer yet")}</Tag>
                        ) : (
                          <>
                            <Tag tone="success">{t("已答复", "Answered")}</Tag>
                            <div>
                              {item.question.answer} <span className="quiet">{item.question.answeredBy}</span>
                            </div>
                          </>
                        )}
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section className="card" aria-label={t("签名", "Signatures")}>
        <h2>{t("参加人签名", "Signatures of those present")}</h2>
        <table className="plain">
          <tbody>
            {minutes.attendees.map(({ name, duty }, at) => (
              // oxlint-disable-next-line no-array-index-key -- two may share a name; the order is fixed
              <tr key={at}>
                <th scope="row">
                  {name} <span className="quiet">{duty}</span>
                </th>
                <td>________________</td>
                <td>{t("日期", "Date")} ________</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
