import { useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@duibiao/client";
import { Alert, Button, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";

/** Why a decision was refused. What changed meanwhile is named as such, and read again on a click. */
export function Refusal({ error, onReload }: { error: unknown; onReload: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const code = error instanceof ApiProblem ? error.body.code : "";
  if (code !== "content_changed" && code !== "wrong_state") return <ProblemBox error={error} />;
  const reload = async () => {
    onReload();
    await client.invalidateQueries();
  };
  return (
    <Alert
      tone="error"
      title={
        code === "content_changed"
          ? t(
              "您打开之后内容已变化，刚才的意见没有记录。请重新载入，看过新内容再办理。",
              "The content changed after you opened it; nothing was recorded. Reload, look at it, then decide.",
            )
          : t(
              "您打开之后状态已变化（可能已由他人办理），刚才的意见没有记录。请重新载入。",
              "The state changed after you opened it (somebody else may have decided); nothing was recorded. Reload.",
            )
      }
      actions={<Button onClick={() => void reload()}>{t("重新载入", "Reload")}</Button>}
    />
  );
}
