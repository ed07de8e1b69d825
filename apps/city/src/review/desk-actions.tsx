import { useQuery } from "@tanstack/react-query";
import { addressOf, api, read } from "@duibiao/client";
import { Alert, Button, nameOf, roles, showDay, showMoment, StateTag, tiers, useLanguage, useText } from "@duibiao/ui";
import { useSession } from "@duibiao/screens";
import { contactsQuery } from "../board/board-table.tsx";
import { daysLeft, dueOf } from "../board/board-rows.ts";
import { daysText } from "../board/state-cell.tsx";
import type { Deeds } from "./deeds.ts";
import type { Paper } from "./paper.ts";
import type { QueueItem } from "./queue.ts";

type Props = {
  paper: Paper;
  may: Deeds;
  queue: readonly QueueItem[];
  onOpen: (dialog: "accept" | "return" | "question" | "keys") => void;
  onNext: () => void;
  hasNext: boolean;
};

/** State, whose turn it is, and the decisions. */
export function DeskActions({ paper, may, queue, onOpen, onNext, hasNext }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const { submission, revision, cell, column } = paper;
  const place = queue.findIndex(({ id }) => id === submission.id);
  const days = cell && column ? daysLeft(cell, column, new Date().toISOString()) : null;
  return (
    <section className="card stack" aria-label={t("审核意见", "Decision")}>
      <div className="row between">
        <StateTag state={submission.state} />
        {place >= 0 ? (
          <span className="quiet">{t(`第 ${place + 1} / ${queue.length} 份`, `${place + 1} of ${queue.length}`)}</span>
        ) : null}
      </div>
      <Turn paper={paper} />
      <div className="row">
        <Button look="primary" disabled={!may.accept} onClick={() => onOpen("accept")}>
          {t("通过 A", "Accept A")}
        </Button>
        <Button look="danger" disabled={!may.return} onClick={() => onOpen("return")}>
          {t("退回 R", "Return R")}
        </Button>
        <Button disabled={!hasNext} onClick={onNext}>
          {t("下一份 N", "Next N")}
        </Button>
        <Button look="quiet" onClick={() => onOpen("keys")} aria-label={t("快捷键", "Keys")}>
          ?
        </Button>
      </div>
      <dl className="facts">
        {days !== null && column && cell ? (
          <>
            <dt>{t("期限", "Due")}</dt>
            <dd className={days < 0 ? "board-late" : undefined}>
              {showDay(dueOf(cell, column)!, language)} {t(daysText(days))}
            </dd>
          </>
        ) : null}
        <dt>{t("版次", "Revision")}</dt>
        <dd>
          {revision.revision}{" "}
          <a
            href={addressOf(api.submissions.printRevision, { id: submission.id, revision: revision.revision })}
            target="_blank"
            rel="noreferrer"
          >
            {t("打印件", "Print")}
          </a>
        </dd>
        <dt>{t("报送", "Sent")}</dt>
        <dd>
          {revision.by} {showMoment(revision.submittedAt, language)}
        </dd>
        <dt>{t("签署", "Signed")}</dt>
        <dd>
          {revision.signers.map((signer) => (
            <div key={`${signer.as}/${signer.userId}`}>
              {t(roles[signer.as])} {signer.name}
            </div>
          ))}
        </dd>
        <dt>{t("内容哈希", "Hash")}</dt>
        <dd>
          <code>{revision.hash.slice(0, 16)}…</code>
        </dd>
        <Contacts unit={submission.unitId} />
      </dl>
    </section>
  );
}

function Contacts({ unit }: { unit: number }) {
  const t = useText();
  const people = (useQuery(contactsQuery).data?.items ?? []).filter(({ unitId }) => unitId === unit);
  if (people.length === 0) return null;
  return (
    <>
      <dt>{t("电话", "Phone")}</dt>
      <dd>
        {people.map(({ role, name, phone }) => (
          <div key={`${role}/${name}`}>
            {t(roles[role])} {name} <span className="nowrap">{phone || t("无电话", "no phone")}</span>
          </div>
        ))}
      </dd>
    </>
  );
}

/** Whose turn it is; and why it is not the asker's. */
function Turn({ paper: { cell, revision, submission } }: { paper: Paper }) {
  const t = useText();
  const { user, posts } = useSession();
  const second = useQuery(read(api.secondReviews.readSecondReviews, { params: { id: submission.id } })).data;
  if (cell === null || cell.next === null || submission.state === "returned") return null;
  if (cell.mine)
    return (
      <Alert
        title={t(
          `等您以${nameOf(tiers, cell.next).zh}级审核`,
          `Waits for your ${nameOf(tiers, cell.next).en.toLowerCase()} review`,
        )}
      >
        {posts.some(({ tier }) => tier === cell.next)
          ? null
          : t(
              "这个单位没有这一级，由本局代审；下一级须由另一人审核。",
              "The unit has no bureau of this tier: yours passes it, and another person the next.",
            )}
      </Alert>
    );
  const acted =
    revision.submittedBy === user.id ||
    revision.signers.some(({ userId }) => userId === user.id) ||
    submission.decisions.some(
      ({ kind, revision: at, userId }) => kind === "accept" && at === revision.revision && userId === user.id,
    );
  if (acted)
    return (
      <Alert
        tone="warning"
        title={t(
          "您已填报、签署或审核过这一版次，须由他人审核",
          "You entered, signed or already passed this revision: a second person must review it",
        )}
      />
    );
  // What the second review says stands in its own card.
  if (cell.reviewsSecond) return null;
  if (
    second?.reviews.some(({ counts, revision: at, userId }) => counts && at === revision.revision && userId === user.id)
  )
    return (
      <Alert
        tone="warning"
        title={t(
          "您已复核过这一版次，须由另一人审核通过",
          "You reviewed this revision second: another person accepts it",
        )}
      />
    );
  if (second?.waiting) return null;
  if (submission.state === "city_accepted")
    return (
      <p className="quiet">
        {t("待省级随市级汇总一并接收。", "The province accepts it with the city's consolidation.")}
      </p>
    );
  return (
    <p className="quiet">
      {t(
        `等待${nameOf(tiers, cell.next).zh}级审核，不在您这一级。`,
        `Waits for the ${nameOf(tiers, cell.next).en.toLowerCase()} tier, not for you.`,
      )}
    </p>
  );
}
