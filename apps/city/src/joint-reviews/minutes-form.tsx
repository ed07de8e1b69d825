import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { api, call } from "@duibiao/client";
import { beijingDay, Button, DayInput, Field, FoundAgain, goToFirstFault, useText } from "@duibiao/ui";
import { useSession } from "@duibiao/screens";
import { Refusal, useDecision } from "@duibiao/screens/decision";
import { useWords } from "@duibiao/screens/words";
import { say } from "../said.tsx";
import { Attendees } from "./attendees.tsx";
import { bodyOf, draftOf, emptyDraft, faultsOf, type Draft, type DraftItem } from "./draft.ts";
import { ItemRow } from "./item-row.tsx";
import type { Minutes } from "./words.ts";
import "./joint-reviews.css";

type Props = { owner: number; minutes: Minutes | null; onDone: () => void };
type Body = ReturnType<typeof bodyOf>;

/** 会审纪要 while it is written; a refusal leaves everything as it was typed. */
export function MinutesForm({ owner, minutes, onDone }: Props) {
  const t = useText();
  const navigate = useNavigate();
  const { user } = useSession();
  // Over the version that is written on: what was written over another is another matter.
  const written = useWords<Draft>(
    minutes === null ? `minutes:new/${owner}` : `minutes:${minutes.id}/${minutes.version}`,
    minutes === null ? emptyDraft(beijingDay(new Date()), { name: user.name, unit: "" }) : draftOf(minutes),
  );
  const draft = written.words;
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const [added, setAdded] = useState(-1);
  const put = (patch: Partial<Draft>) => written.write({ ...draft, ...patch });
  const putItem = (at: number, patch: Partial<DraftItem> | null) =>
    put({
      items: draft.items.flatMap((item, place) =>
        place !== at ? [item] : patch === null ? [] : [{ ...item, ...patch }],
      ),
    });
  const save = useDecision(
    (body: Body, key) =>
      minutes === null
        ? call(api.jointReviews.createJointReview, { body: { owner, ...body }, key })
        : call(api.jointReviews.saveJointReview, {
            params: { id: minutes.id },
            body: { version: minutes.version, ...body },
          }),
    ({ id }) => {
      written.sent();
      say(t("会审纪要已保存。", "The minutes are saved."));
      onDone();
      void navigate({ to: "/joint-reviews/$minutes", params: { minutes: String(id) } });
    },
  );
  const faults = faultsOf(draft);
  const isFaulty = faults.title || faults.place || faults.items.some((fault) => fault !== null);
  function submit() {
    setTried(true);
    if (isFaulty) goToFirstFault(() => form.current);
    else save.mutate(bodyOf(draft));
  }
  const text = (of: "title" | "place", label: string, missing: string) => (
    <Field label={label} fault={tried && faults[of] ? missing : null}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          maxLength={120}
          value={draft[of]}
          onChange={(event) => put({ [of]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <FoundAgain of={written} />
      <section className="card">
        {text("title", t("会审名称", "Name"), t("请写明会审名称。", "Name the meeting."))}
        <Field label={t("会审日期", "Held on")}>
          {(ids) => (
            <DayInput
              {...ids}
              max={beijingDay(new Date())}
              value={draft.heldOn}
              onChange={(event) => put({ heldOn: event.target.value })}
            />
          )}
        </Field>
        {text("place", t("地点", "Place"), t("请写明地点。", "Say where."))}
        <Attendees attendees={draft.attendees} onChange={(attendees) => put({ attendees })} />
      </section>
      <section className="card">
        <h2>{t("逐项意见", "Items")}</h2>
        {draft.items.map((item, at) => (
          <ItemRow
            // oxlint-disable-next-line no-array-index-key -- rows have no identity but their place
            key={at}
            no={at + 1}
            item={item}
            fault={tried ? (faults.items[at] ?? null) : null}
            isNew={at === added}
            onChange={(patch) => putItem(at, patch)}
          />
        ))}
        <Button
          small
          onClick={() => {
            setAdded(draft.items.length);
            put({
              items: [
                ...draft.items,
                {
                  collection: draft.items.at(-1)?.collection ?? 0,
                  submission: 0,
                  cell: "",
                  decision: "pass",
                  text: "",
                },
              ],
            });
          }}
        >
          {t("加一项", "Add an item")}
        </Button>
      </section>
      {save.isError ? <Refusal error={save.error} onReload={onDone} /> : null}
      <div className="row">
        <Button look="primary" type="submit" busy={save.isPending}>
          {t("保存", "Save")}
        </Button>
        {minutes === null ? null : (
          <Button
            onClick={() => {
              written.drop();
              onDone();
            }}
          >
            {t("放弃修改", "Discard")}
          </Button>
        )}
        <span className="quiet">
          {t("签署前可随时修改；签署后固定。", "May be changed until it is signed; then it stays.")}
        </span>
      </div>
    </form>
  );
}
