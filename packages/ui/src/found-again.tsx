import { Button } from "./button.tsx";
import { useText } from "./language.tsx";

type Props = { of: { found: boolean; drop: () => void } };

/** One quiet line above what somebody wrote here earlier and did not send. */
export function FoundAgain({ of: { found, drop } }: Props) {
  const t = useText();
  if (!found) return null;
  return (
    <p className="quiet" role="status">
      {t("恢复了您上次未提交的内容。", "What you wrote here and did not send is back.")}{" "}
      <Button
        small
        look="quiet"
        onClick={({ currentTarget }) => {
          // The button goes with what it drops; the keyboard goes on to where it stood.
          const field = currentTarget
            .closest("p")
            ?.nextElementSibling?.querySelector<HTMLElement>("input, select, textarea, button");
          drop();
          field?.focus();
        }}
      >
        {t("不要了", "Drop it")}
      </Button>
    </p>
  );
}
