import { useSyncExternalStore } from "react";
import { Button, showClock, Tag, useLanguage, useText } from "@duibiao/ui";
import { reopening, type Reopening } from "../offline.ts";
import type { EntrySession } from "./session.ts";

/** The session's state as one text that compares by value. */
export const saveText = ({ queue, savedAt, isKept }: EntrySession): string => {
  const state = queue.state();
  return JSON.stringify([state, queue.unsaved().size, queue.conflicts().size, savedAt(), isKept()]);
};

export const useSaveState = (session: EntrySession) => useSyncExternalStore(session.subscribe, () => saveText(session));

/** Whether the page may be closed without network. */
const CLOSING: Record<Reopening, { zh: string; en: string }> = {
  ready: { zh: "可以关闭页面，断网也能再打开。", en: "The page may be closed; it opens again without network." },
  preparing: { zh: "请先不要关闭页面。", en: "Do not close the page yet." },
  insecure: {
    zh: "请不要关闭页面：http 连接断网后不能重新打开（https 可以）。",
    en: "Do not close the page: over plain http it does not open again without network (over https it does).",
  },
  unable: {
    zh: "请不要关闭页面：本浏览器断网后不能重新打开。",
    en: "Do not close the page: this browser does not open it again without network.",
  },
};

/** Whether what was typed is stored: always in sight, in words. `storedAt`: when the server last stored something before this page. */
export function SaveLine({ session, storedAt }: { session: EntrySession; storedAt: string }) {
  useSaveState(session);
  const t = useText();
  const { language } = useLanguage();
  const { queue } = session;
  const state = queue.state();
  const conflicts = queue.conflicts().size;
  const waiting = queue.unsaved().size - conflicts;
  const at = showClock(session.savedAt() ?? storedAt, language);
  const retry = (
    <Button small onClick={() => void queue.flush()}>
      {t("立即重试", "Try now")}
    </Button>
  );
  return (
    <span className="row save-line" role="status">
      {state.is === "saved" ? (
        <Tag tone="success">✓ {t(`已保存到服务器 ${at}`, `Saved on the server ${at}`)}</Tag>
      ) : null}
      {state.is === "saving" ? <Tag tone="info">◔ {t("正在保存…", "Saving…")}</Tag> : null}
      {state.is === "offline" ? (
        <>
          <Tag tone="warning">
            ▲{" "}
            {t(
              `未保存（离线） ${waiting} 格，已留在本机，联网后自动保存；服务器上是 ${at} 的内容。${CLOSING[reopening()].zh}`,
              `${waiting} not saved (offline); kept on this computer, sent when the network is back; the server holds what was there at ${at}. ${CLOSING[reopening()].en}`,
            )}
          </Tag>
          {retry}
        </>
      ) : null}
      {state.is === "signed_out" ? (
        <Tag tone="warning">
          ▲{" "}
          {t(
            `登录已失效，${waiting} 格留在本机，重新登录后自动保存`,
            `Signed out; ${waiting} cells are kept here and saved after you sign in again`,
          )}
        </Tag>
      ) : null}
      {state.is === "refused" ? (
        <>
          <Tag tone="error">
            ✕ {t(`${waiting} 格未能保存：`, `${waiting} cells were not saved: `)}
            {t(state.text)}
          </Tag>
          {retry}
        </>
      ) : null}
      {conflicts > 0 ? (
        <Tag tone="error">⇆ {t(`冲突 ${conflicts} 格，请逐格选择`, `${conflicts} in conflict, choose one each`)}</Tag>
      ) : null}
      {conflicts > 1 ? (
        <>
          <Button small onClick={() => session.resolveAll("mine")}>
            {t("全部用我的", "Use mine in all")}
          </Button>
          <Button small onClick={() => session.resolveAll("theirs")}>
            {t("全部用已存的", "Use the stored ones in all")}
          </Button>
        </>
      ) : null}
      {session.isKept() ? null : (
        <Tag tone="error">
          ✕{" "}
          {t(
            "本机存储已满：未保存的内容关闭页面会丢失，请联网后再离开",
            "No room on this computer: what is not saved is lost when the page closes",
          )}
        </Tag>
      )}
    </span>
  );
}
