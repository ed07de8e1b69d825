import { Button, useText } from "@duibiao/ui";
import type { WaitingWords } from "./use-words.ts";

/** One quiet line above what was found again. */
export function FoundAgain<Words>({ of: { found, drop } }: { of: WaitingWords<Words> }) {
  const t = useText();
  if (!found) return null;
  return (
    <p className="quiet" role="status">
      {t("恢复了您上次未提交的内容。", "What you wrote here and did not send is back.")}{" "}
      <Button small look="quiet" onClick={drop}>
        {t("不要了", "Drop it")}
      </Button>
    </p>
  );
}
