import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api, ApiProblem, call, newKey } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import type { Release } from "@duibiao/screens/release";
import { useSettled, useWords } from "@duibiao/screens/words";
import {
  Button,
  Dialog,
  FoundAgain,
  NameTag,
  releaseStates,
  showMoment,
  TextArea,
  useFocusAfter,
  useLanguage,
  useText,
} from "@duibiao/ui";
import { useRights } from "../roles.ts";

/** An objection that stops a publication: it waits for its reply, or was upheld and is unchanged in this edition. */
type Objected = { matter: number; number: string };
const nothing = { open: [], upheld: [] };
type To = "consulting" | "approved" | "published" | "draft";

/** Which steps lead on from a state, and whose they are; the server holds the same table. */
const steps: Record<Release["state"], readonly { to: To; by: "prepare" | "approve" }[]> = {
  draft: [{ to: "consulting", by: "prepare" }],
  consulting: [
    { to: "approved", by: "approve" },
    { to: "draft", by: "prepare" },
    { to: "draft", by: "approve" },
  ],
  approved: [
    { to: "published", by: "approve" },
    { to: "draft", by: "approve" },
  ],
  published: [],
  superseded: [],
};

const deeds: Record<To, { zh: string; en: string }> = {
  consulting: { zh: "征求意见", en: "Put out for consultation" },
  approved: { zh: "审定", en: "Approve" },
  published: { zh: "发布", en: "Publish" },
  draft: { zh: "退回草稿", en: "Back to draft" },
};

/** Where the release stands, how it came there, and the next step of whoever may take it. */
export function ReleaseSteps({ release }: { release: Release }) {
  const t = useText();
  const { language } = useLanguage();
  const rights = useRights();
  const [asked, ask] = useState<To | null>(null);
  useSettled(release.states.slice(1).map((_, before) => `step:${release.id}/${before + 1}` as const));
  const mine = [
    ...new Map(steps[release.state].filter(({ by }) => rights[by]).map((step) => [step.to, step])).values(),
  ];
  return (
    <section className="card">
      <h2>{t("办理过程", "Steps")}</h2>
      <ol className="steps">
        {release.states.map(({ state, reason, by, at }) => (
          <li key={`${state}/${at}`}>
            <NameTag name={releaseStates[state]} /> {by} <span className="quiet">{showMoment(at, language)}</span>
            {reason ? <div className="quiet">{reason}</div> : null}
          </li>
        ))}
      </ol>
      {mine.length > 0 ? (
        <div className="row no-print">
          {mine.map(({ to }) => (
            <Button key={to} look={to === "draft" ? "danger" : "primary"} onClick={() => ask(to)}>
              {t(deeds[to])}
            </Button>
          ))}
        </div>
      ) : (
        <p className="quiet">{waiting(release.state, t)}</p>
      )}
      {asked === null ? null : (
        <StepDialog
          release={release}
          to={asked}
          by={mine.find(({ to }) => to === asked)?.by ?? "approve"}
          onClose={() => ask(null)}
        />
      )}
    </section>
  );
}

function waiting(state: Release["state"], t: (zh: string, en: string) => string): string {
  if (state === "draft") return t("由分析员征求意见。", "An analyst puts it out for consultation.");
  if (state === "consulting")
    return t("由局领导审定；起草、评估的人不能审定。", "A leader approves; never whoever prepared it.");
  if (state === "approved") return t("由局领导发布。", "A leader publishes it.");
  if (state === "published")
    return t("已发布，不再改动；更正另起一版。", "Published and fixed; a correction is a new edition.");
  return t("已被后一版替代，仍可查阅。", "Superseded by a later edition; still readable.");
}

function StepDialog({
  release,
  to,
  by,
  onClose,
}: {
  release: Release;
  to: To;
  by: "prepare" | "approve";
  onClose: () => void;
}) {
  const t = useText();
  const client = useQueryClient();
  const key = useMemo(() => newKey(), []);
  // After the steps taken so far: once this one was, it waits there no more.
  const written = useWords(`step:${release.id}/${release.states.length}/${to}`, { reason: "", overrule: "" });
  const { reason, overrule } = written.words;
  const [objected, setObjected] = useState<{ open: readonly Objected[]; upheld: readonly Objected[] }>(nothing);
  const moving = useMutation({
    mutationFn: () => {
      const params = { id: release.id };
      if (by === "prepare")
        return call(api.releases.moveRelease, {
          params,
          key,
          body: { to: to as "consulting" | "draft", reason: reason.trim() },
        });
      return call(api.releases.decideRelease, {
        params,
        key,
        body: { to: to as "approved" | "published" | "draft", reason: reason.trim(), overrule: overrule.trim() },
      });
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.body.code === "open_objections")
        setObjected({
          open: error.body["objections"] as Objected[],
          upheld: error.body["upheld"] as Objected[],
        });
    },
    onSuccess: async () => {
      written.sent();
      await Promise.all([
        client.invalidateQueries({ queryKey: [api.releases.readRelease.id] }),
        client.invalidateQueries({ queryKey: [api.releases.listReleases.id] }),
        client.invalidateQueries({ queryKey: [api.matters.listMatters.id] }),
      ]);
      onClose();
    },
  });
  const needsReason = to === "draft";
  const stopped = objected.open.length + objected.upheld.length > 0;
  // What was upheld is not declined; only what waits for its reply is.
  const declines = objected.open.length > 0;
  // The button that was pressed is off until the reason is written.
  const told = useFocusAfter<HTMLDivElement>(moving.isPending);
  return (
    <Dialog
      title={`${t(deeds[to])}${t("：", ": ")}${t(release.edition)}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button
            look={needsReason || stopped ? "danger" : "primary"}
            busy={moving.isPending}
            disabled={(needsReason && reason.trim() === "") || (stopped && overrule.trim() === "")}
            onClick={() => moving.mutate()}
          >
            {stopped
              ? t(declines ? "不采纳，仍然发布" : "仍然发布", declines ? "Publish over them" : "Publish all the same")
              : t(deeds[to])}
          </Button>
        </>
      }
    >
      {moving.isError ? <ProblemBox error={moving.error} /> : null}
      <p>{effect(to, t)}</p>
      <FoundAgain of={written} />
      <TextArea
        label={needsReason ? t("退回原因（必填）", "Reason (needed)") : t("说明（可不填）", "Remark (optional)")}
        maxLength={1000}
        value={reason}
        onChange={(next) => written.write({ reason: next, overrule })}
      />
      {stopped ? (
        <div ref={told} tabIndex={-1}>
          <Objections title={t("先答复：", "Reply first:")} objected={objected.open} />
          <Objections
            title={t("已采纳，本版没有改：", "Upheld, unchanged in this edition:")}
            objected={objected.upheld}
          />
          <TextArea
            label={t(
              declines ? "不采纳即发布的理由（必填，随结果公开）" : "未改即发布的理由（必填，随结果公开）",
              declines
                ? "Why it is published over them (needed, shown with it)"
                : "Why it is published unchanged (needed, shown with it)",
            )}
            maxLength={1000}
            value={overrule}
            onChange={(next) => written.write({ reason, overrule: next })}
          />
        </div>
      ) : null}
    </Dialog>
  );
}

function Objections({ title, objected }: { title: string; objected: readonly Objected[] }) {
  if (objected.length === 0) return null;
  return (
    <>
      <p>{title}</p>
      <ul className="releases-objected">
        {objected.map(({ matter, number }) => (
          <li key={matter}>
            <Link to={`/matters/${matter}`}>{number}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function effect(to: To, t: (zh: string, en: string) => string): string {
  if (to === "consulting")
    return t(
      "各地区将看到自己的结果，可以提出意见；位次尚不公开。",
      "Each region will see its own result and may comment; places stay unpublished.",
    );
  if (to === "approved")
    return t("审定后等待发布；仍可退回草稿。", "It then waits to be published and can still go back to draft.");
  if (to === "published")
    return t(
      "发布后不能改动，同一方案、报告期的前一版随即被替代。",
      "Nothing can be changed afterwards; the earlier edition is superseded at once.",
    );
  return t("退回后可另行评估起草。", "A new evaluation may then be drafted.");
}
