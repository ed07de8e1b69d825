import type { Text } from "@duibiao/indicators";
import { showPeriod, useLanguage, useText } from "@duibiao/ui";
import { cleanPeriods, type CleanItem } from "./clean-items.ts";

type Props = {
  list: readonly CleanItem[];
  out: ReadonlySet<number>;
  doubts: ReadonlyMap<number, Text>;
  locked: boolean;
  change: (out: ReadonlySet<number>) => void;
};

/** Where the list is of several periods: how many of each are passed, and all of one in or out at once. */
export function ByPeriod({ list, out, doubts, locked, change }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const periods = cleanPeriods(list, doubts);
  if (periods.length < 2) return null;
  return (
    <fieldset className="row clean-periods" disabled={locked}>
      <legend>{t(`涉及 ${periods.length} 个报告期，按期勾选`, `Of ${periods.length} periods; tick by period`)}</legend>
      {periods.map(({ period, ids, plain }) => {
        const rest = plain.filter((id) => !out.has(id));
        const passed = ids.filter((id) => !out.has(id)).length;
        return (
          <label key={period.id}>
            <input
              type="checkbox"
              checked={plain.length > 0 && rest.length === plain.length}
              disabled={plain.length === 0}
              ref={(box) => {
                if (box !== null) box.indeterminate = rest.length > 0 && rest.length < plain.length;
              }}
              onChange={({ target }) =>
                change(new Set(target.checked ? [...out].filter((id) => !plain.includes(id)) : [...out, ...ids]))
              }
            />{" "}
            {showPeriod(period, language)} <span className="quiet">{`${passed}/${ids.length}`}</span>
          </label>
        );
      })}
      {doubts.size > 0 ? (
        <span className="quiet">
          {t(
            "存疑的不随报告期勾选，请逐份看过再勾。",
            "What is in doubt is not ticked with its period: tick it by itself.",
          )}
        </span>
      ) : null}
    </fieldset>
  );
}
