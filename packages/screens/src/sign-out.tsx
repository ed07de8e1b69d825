import { useState } from "react";
import { textOf } from "@duibiao/client";
import { Alert, Button, Dialog, useText } from "@duibiao/ui";
import { signOut, useSession } from "./session.ts";
import { unsentOf } from "./unsent.ts";
import { LeftWordsList } from "./words/left-words.tsx";
import { useLeftWords } from "./words/use-words.ts";

/** 退出登录. What the server does not have yet is said first; it stays on this computer under the account that typed it. */
export function SignOut({ inMenu = false }: { inMenu?: boolean }) {
  const t = useText();
  const { user } = useSession();
  const [unsent, ask] = useState(0);
  const [fault, setFault] = useState<unknown>(null);
  const leave = () => signOut().catch(setFault);
  const start = () => {
    const waiting = unsentOf(user.id);
    if (waiting > 0) ask(waiting);
    else void leave();
  };
  return (
    <>
      {inMenu ? (
        <button type="button" onClick={start}>
          {t("退出登录", "Sign out")}
        </button>
      ) : (
        <Button onClick={start}>{t("退出登录", "Sign out")}</Button>
      )}
      {fault === null ? null : <Alert tone="error" title={t(textOf(fault))} />}
      {unsent > 0 ? (
        <Dialog
          title={t(`还有 ${unsent} 处没有送到服务器`, `${unsent} entries have not reached the server`)}
          onClose={() => ask(0)}
          actions={
            <>
              <Button onClick={() => void leave()}>{t("留在本机并退出", "Keep them here and sign out")}</Button>
              <Button look="primary" onClick={() => ask(0)}>
                {t("先不退出", "Stay")}
              </Button>
            </>
          }
        >
          <p>
            {t(
              `退出后这些内容仍留在本机，只归 ${user.name} 的账号：别人登录看不到，也不会送出；您下次在本机登录、打开该任务时，填的数自动送出，没写完的说明、答复等您写完。清除浏览器数据会使其丢失。`,
              `They stay on this computer for ${user.name}'s account alone: nobody else who signs in sees or sends them. When you sign in here again and open the task, figures are sent, and reasons and replies wait for you to finish them. Clearing the browser's data would lose them.`,
            )}
          </p>
          <Unfinished onDropped={() => ask(unsentOf(user.id))} />
        </Dialog>
      ) : null}
    </>
  );
}

/** Words that wait, as they stand when the dialog opens. */
function Unfinished({ onDropped }: { onDropped: () => void }) {
  const { left, drop } = useLeftWords();
  return (
    <LeftWordsList
      left={left}
      drop={(place) => {
        drop(place);
        onDropped();
      }}
    />
  );
}
