import { Alert, assignmentStates, Button, nameOf, useText } from "@duibiao/ui";
import type { Submission } from "../task/task.ts";
import { useSaveState } from "./save-line.tsx";
import type { EntrySession } from "./session.ts";

type Props = { was: Submission["state"]; session: EntrySession; onAgain: () => void };

/** What became of the form elsewhere while it stood open here: said, with the way to see it; what is typed stays. */
export function Moved({ was, session, onAgain }: Props) {
  const t = useText();
  useSaveState(session);
  const [is, state] = [session.state(), session.queue.state()];
  const again = (
    <Button onClick={onAgain}>{t("按服务器上的状态重新打开", "Open it as it stands on the server")}</Button>
  );
  if (state.is === "refused")
    return (
      <Alert
        tone="error"
        title={t("服务器没有接收刚填的内容", "The server did not take what was typed")}
        actions={again}
      >
        {t(state.text)}{" "}
        {t(
          "内容仍在本机；重新打开后，能写的会再送一次，不能写的会逐格列出，可以导出。",
          "It is still on this computer: opened again, what can be written is sent, what cannot is listed cell by cell and can be exported.",
        )}
      </Alert>
    );
  // A change after the signature makes it a draft again: the desk says so itself.
  if (is === was || is === "draft" || is === "signed") return null;
  const name = t(nameOf(assignmentStates, is));
  return (
    <Alert
      tone="warning"
      title={t(`填写期间本报表已变为“${name}”`, `While it stood open here the form became "${name}"`)}
      actions={again}
    >
      {t("刚填的内容已存入服务器。", "What was typed is on the server.")}
    </Alert>
  );
}
