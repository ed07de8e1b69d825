import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, call, newKey } from "@duibiao/client";
import { ProblemBox, useSession } from "@duibiao/screens";
import { Button, roles as roleNames, useText } from "@duibiao/ui";
import type { Task } from "../task/task-page.tsx";
import { refreshTasks, submissionQuery, taskPath, useRolesAt } from "../task/task.ts";

/** Sign, then submit; what cannot be done yet says why. */
export function Deeds({ task, gated, onDone }: { task: Task; gated: boolean; onDone: () => void }) {
  const t = useText();
  const { assignment, submission } = task;
  const { user } = useSession();
  const roles = useRolesAt(assignment.unitId);
  const valid = submission.signatures.filter((signature) => signature.valid);
  const missing = (["clerk", "head"] as const).filter((as) => !valid.some(({ signedAs }) => signedAs === as));
  const mine = missing.find((as) => roles.includes(as));
  const signedByMe = valid.some(({ userId }) => userId === user.id);
  const online = assignment.signing === "online";

  const { signing, submitting } = useDeeds(task, onDone);
  return (
    <div className="deeds">
      {signing.isError ? <ProblemBox error={signing.error} /> : null}
      {submitting.isError ? <ProblemBox error={submitting.error} /> : null}
      {online && mine !== undefined && !signedByMe ? (
        <>
          <p className="quiet">
            {t(
              "我已核对以上数值，对其真实性、准确性、完整性负责。",
              "I have checked the figures and answer for their being true, accurate and complete.",
            )}
          </p>
          <Button look="primary" disabled={gated} busy={signing.isPending} onClick={() => signing.mutate()}>
            {t(`以${roleNames[mine].zh}身份签署`, `Sign as ${roleNames[mine].en.toLowerCase()}`)}
          </Button>
        </>
      ) : null}
      {online && missing.length > 0 && (mine === undefined || signedByMe) ? (
        <p>
          {t(
            `还须${missing.map((as) => roleNames[as].zh).join("、")}本人登录签署，两人签署后才能报送。`,
            `Still to be signed by the ${missing.map((as) => roleNames[as].en.toLowerCase()).join(" and the ")}, in person; then it can be submitted.`,
          )}
        </p>
      ) : null}
      {!online || missing.length === 0 ? (
        <Button look="primary" disabled={gated} busy={submitting.isPending} onClick={() => submitting.mutate()}>
          {t("报送", "Submit")}
        </Button>
      ) : null}
      {gated ? (
        <p className="quiet">
          {t("请先处理上方列出的问题。", "Settle the points listed above first.")}{" "}
          <Link to={taskPath(assignment)} activeOptions={{ exact: true }}>
            {t("去填报页", "Go to the form")}
          </Link>
        </p>
      ) : null}
    </div>
  );
}

function useDeeds({ submission }: Task, onDone: () => void) {
  const client = useQueryClient();
  // One wish of one person: a retry after a lost answer is the same record.
  const [key, setKey] = useState(newKey);
  const { id, contentHash } = submission;
  const refresh = async () => {
    setKey(newKey());
    await Promise.all([refreshTasks(client), client.invalidateQueries({ queryKey: submissionQuery(id).queryKey })]);
    onDone();
  };
  // Refused because somebody changed the content: what is shown must be the new content.
  const onError = () => client.invalidateQueries({ queryKey: submissionQuery(id).queryKey });
  const signing = useMutation({
    mutationFn: () => call(api.submissions.signSubmission, { params: { id }, body: { contentHash } }),
    onSuccess: refresh,
    onError,
  });
  const submitting = useMutation({
    mutationFn: () => call(api.submissions.submitSubmission, { params: { id }, body: { contentHash }, key }),
    onSuccess: refresh,
    onError,
  });
  return { signing, submitting };
}
