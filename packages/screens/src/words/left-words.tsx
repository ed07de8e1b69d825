import { Button, showMoment, useLanguage, useText } from "@duibiao/ui";
import { kindOf, type Place } from "./kinds.ts";
import type { LeftWords } from "./place.ts";

type Props = { left: readonly LeftWords[]; drop: (place: Place) => void };

/** What was written and not sent, each with the way to where it was written and a way to drop it. */
export function LeftWordsList({ left, drop }: Props) {
  const t = useText();
  const { language } = useLanguage();
  if (left.length === 0) return null;
  return (
    <ul>
      {left.map(({ place, at, page }) => (
        <li key={place}>
          {page === null ? t(kindOf(place)) : <a href={page}>{t(kindOf(place))}</a>} · {t("没写完，", "not finished, ")}
          {showMoment(new Date(at).toISOString(), language)}{" "}
          <Button
            small
            look="quiet"
            aria-label={t(`不要了：${kindOf(place).zh}`, `Drop: ${kindOf(place).en}`)}
            onClick={() => drop(place)}
          >
            {t("不要了", "Drop it")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
