import { useQuery } from "@tanstack/react-query";
import { api, call, read } from "@duibiao/client";
import { Alert, Button, FoundAgain, nameOf, showMoment, tiers, TextArea, useLanguage, useText } from "@duibiao/ui";
import { Refusal, useDecision } from "@duibiao/screens/decision";
import { useSettled, useWords } from "@duibiao/screens/words";
import { useFormNames } from "../reconcile/form-names.ts";
import type { Paper } from "../review/paper.ts";
import { hasNobody, whatOf, whoOf } from "./words.ts";

/** Stands on the second reviewer's note, if there is one to give. */
export const toSecondReview = () => document.querySelector<HTMLTextAreaElement>(".second-review textarea")?.focus();

/** 复核 of the paper on the desk: what is asked, who has been there, and the second reviewer's word. Nothing where nothing is asked. */
export function SecondReviewCard({ paper }: { paper: Paper }) {
  const t = useText();
  const { language } = useLanguage();
  const { id } = paper.submission;
  const { hash } = paper.revision;
  const { data } = useQuery(read(api.secondReviews.readSecondReviews, { params: { id } }));
  // On this content: what was written about another is not said again.
  const written = useWords(`second:${id}/${hash}`, "");
  useSettled(data === undefined || data.mine ? [] : [`second:${id}`]);
  const nameOfForm = useFormNames([paper.collection]);
  const give = useDecision(
    (body: { contentHash: string; note: string }, key) =>
      call(api.secondReviews.giveSecondReview, { params: { id }, body, key }),
    written.drop,
  );
  if (data === undefined || (data.duties.length === 0 && data.reviews.length === 0)) return null;
  const forms = new Map([[paper.collection.formKey, nameOfForm(paper.collection)]]);
  return (
    <section className="card second-review" aria-label={t("复核", "Second review")}>
      <h2>{t("复核", "Second review")}</h2>
      {data.duties.length === 0 ? null : data.waiting ? (
        <Alert
          tone="warning"
          title={
            data.mine
              ? t("等您复核，再由另一人审核通过", "Waits for your second review; another person then accepts")
              : t("须先经第二人复核，才能审核通过", "A second reviewer must look before it is accepted")
          }
        />
      ) : (
        <Alert tone="success" title={t("已复核，可由另一人审核通过", "Reviewed; another person may accept")} />
      )}
      {data.waiting && data.duties.some(hasNobody) ? (
        <Alert
          tone="error"
          title={t(
            "指定的复核人都已不在岗，请审签领导在“复核要求”中结束这一项",
            "None of those named serves any more: a leader has to end the duty under Second reviews",
          )}
        />
      ) : null}
      {data.duties.map((duty) => (
        <p key={duty.id} className="quiet">
          {t(whatOf(duty, forms))}
          {duty.reviewers.length === 0 ? null : t(`，复核人：${whoOf(duty).zh}`, `, by ${whoOf(duty).en}`)}
          {t(`。${duty.reason}`, `. ${duty.reason}`)}
        </p>
      ))}
      <ul className="history">
        {data.reviews.map((review) => (
          <li key={review.id}>
            <b>
              {t(nameOf(tiers, review.tier))}
              {t("级复核", " tier")}
            </b>{" "}
            {review.by} <span className="quiet">{t(`版次 ${review.revision}`, `revision ${review.revision}`)}</span>
            <div className="quiet">{showMoment(String(review.at), language)}</div>
            {review.note === "" ? null : <div className="pre-line">{review.note}</div>}
          </li>
        ))}
      </ul>
      {data.mine ? (
        <>
          <FoundAgain of={written} />
          <TextArea
            label={t("复核意见（可不填）", "Note (may stay empty)")}
            maxLength={1000}
            value={written.words}
            onChange={written.write}
          />
          <Button
            look="primary"
            busy={give.isPending}
            onClick={() => give.mutate({ contentHash: hash, note: written.words.trim() })}
          >
            {t("复核通过", "Give the second review")}
          </Button>
        </>
      ) : null}
      {give.isError ? <Refusal error={give.error} onReload={() => give.reset()} /> : null}
    </section>
  );
}
