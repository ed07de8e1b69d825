import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { api, call, read } from "@duibiao/client";
import { Alert, Button, Page, SYNTHETIC, useFocusAfter, useText } from "@duibiao/ui";
import { Loaded } from "@duibiao/screens";
import { wanted } from "@duibiao/screens/address";
import { Refusal, useDecision } from "@duibiao/screens/decision";
import { Said, say } from "../said.tsx";
import { MinutesForm } from "./minutes-form.tsx";
import { MinutesSheet } from "./minutes-sheet.tsx";
import type { Minutes } from "./words.ts";

/** One set of minutes: written until the leader signs it, then for reading and for paper. */
export function MinutesPage() {
  const { minutes } = useParams({ strict: false }) as { minutes: string };
  return minutes === "new" ? <Fresh /> : <Known id={wanted.id(minutes) ?? 0} />;
}

function Fresh() {
  const t = useText();
  return (
    <Loaded of={useQuery(read(api.jointReviews.listJointReviews, {}))}>
      {({ bureaus }) => (
        <Framed title={t("新会审纪要", "New minutes")} stamps={[]}>
          {bureaus.length === 0 ? (
            <Alert
              tone="warning"
              title={t("会审纪要由审核人或审签领导记录。", "Reviewers and leaders write minutes.")}
            />
          ) : (
            <MinutesForm owner={bureaus[0]!.region} minutes={null} onDone={() => {}} />
          )}
        </Framed>
      )}
    </Loaded>
  );
}

function Known({ id }: { id: number }) {
  return (
    <Loaded of={useQuery(read(api.jointReviews.readJointReview, { params: { id } }))}>
      {(minutes) => <Shown key={minutes.version} minutes={minutes} />}
    </Loaded>
  );
}

function Shown({ minutes }: { minutes: Minutes }) {
  const t = useText();
  const [writing, setWriting] = useState(false);
  const sign = useDecision(
    (body: { hash: string }, key) => call(api.jointReviews.signJointReview, { params: { id: minutes.id }, body, key }),
    () => say(t("会审纪要已签署，核实单已发出。", "The minutes are signed and their questions sent.")),
  );
  const said = useFocusAfter<HTMLDivElement>(sign.isPending);
  const questions = minutes.items.filter(({ decision }) => decision === "question").length;
  return (
    <Framed
      title={t(`会审纪要第 ${minutes.id} 号：${minutes.title}`, `Minutes no. ${minutes.id}: ${minutes.title}`)}
      stamps={minutes.synthetic ? [t(SYNTHETIC)] : []}
      actions={
        writing ? null : (
          <>
            {minutes.writes ? <Button onClick={() => setWriting(true)}>{t("修改", "Edit")}</Button> : null}
            <Button onClick={() => print()}>{t("打印", "Print")}</Button>
            {minutes.signs ? (
              <Button look="primary" busy={sign.isPending} onClick={() => sign.mutate({ hash: minutes.hash })}>
                {questions > 0
                  ? t(`签署并发出 ${questions} 张核实单`, `Sign and send ${questions} questions`)
                  : t("签署", "Sign")}
              </Button>
            ) : null}
          </>
        )
      }
    >
      <div ref={said} tabIndex={-1}>
        <Said />
      </div>
      {sign.isError ? <Refusal error={sign.error} onReload={() => sign.reset()} /> : null}
      {minutes.signedAt === null && !minutes.signs && !writing ? (
        <p className="quiet no-print">
          {t(
            "尚未签署，由本机构审签领导签署；签署后内容固定，核实单随即发出。",
            "Not signed yet: the bureau's leader signs; then it stays as it is and the questions go out.",
          )}
        </p>
      ) : null}
      {writing ? (
        <MinutesForm owner={minutes.owner} minutes={minutes} onDone={() => setWriting(false)} />
      ) : (
        <MinutesSheet minutes={minutes} />
      )}
    </Framed>
  );
}

type FramedProps = {
  title: string;
  stamps: readonly string[];
  actions?: ReactNode;
  children: ReactNode;
};

function Framed({ title, stamps, actions, children }: FramedProps) {
  const t = useText();
  return (
    <Page
      title={title}
      crumbs={[
        <Link key="all" to="/joint-reviews">
          {t("会审", "Joint reviews")}
        </Link>,
      ]}
      stamps={stamps}
      actions={actions}
    >
      {children}
    </Page>
  );
}
