import { useState } from "react";
import { Button } from "../button.tsx";
import { Dialog } from "../dialog.tsx";
import { showPeriod } from "../format.ts";
import { useLanguage, useText } from "../language.tsx";
import { carriable } from "./carry.ts";
import { shownText } from "./entry.ts";
import type { EntryLine } from "./lines.ts";
import type { EntryStore } from "./store.ts";
import { useEntryVersion } from "./use-entry.ts";

type Props = { store: EntryStore; lines: readonly EntryLine[]; label: { zh: string; en: string } };

/** 沿用上期: every stock of the form, or of one section, confirmed as it was with one act; flows stay to be typed. */
export function CarryOver({ store, lines, label }: Props) {
  useEntryVersion(store, "all");
  const t = useText();
  const { language } = useLanguage();
  const [asked, ask] = useState(false);
  const next = carriable(store, lines);
  if (store.setup.readOnly !== null || (next.size === 0 && !asked)) return null;
  const flows = lines.filter(({ key, stock }) => !stock && store.entry(key).value === null).length;
  const period = showPeriod({ key: store.setup.previousKey! }, language);
  const confirm = () => {
    store.edit(next);
    ask(false);
  };
  return (
    <>
      <Button small onClick={() => ask(true)}>
        {t(label)} {t(`沿用上期 ${next.size} 行`, `${next.size} as last period`)}
      </Button>
      {asked ? (
        <Dialog
          wide
          title={t(
            `以下 ${next.size} 行存量数据与${period}相同`,
            `These ${next.size} stocks are as they were in ${period}`,
          )}
          onClose={() => ask(false)}
          actions={
            <>
              <Button onClick={() => ask(false)}>{t("取消", "Cancel")}</Button>
              <Button look="primary" disabled={next.size === 0} onClick={confirm}>
                {t(`确认无变化，沿用 ${next.size} 行`, `Nothing changed: carry ${next.size} over`)}
              </Button>
            </>
          }
        >
          <p>
            {t(
              "存量（面积、人数、车辆数等）没有变化的可以沿用，沿用的数照样核验，并标明“沿用”和来自哪一期；有变化的行确认后直接改写即可。",
              "A stock (area, people, vehicles) that did not change may be carried over; it is checked as any other figure and marked with the period that it comes from. A line that did change is simply typed over.",
            )}
            {flows > 0
              ? t(
                  `另有 ${flows} 行未填的是流量（用量、费用、次数），每期重新发生，不沿用，须按本期填写。`,
                  ` ${flows} more open lines are flows (amounts used, costs, counts): they happen anew in every period and have to be entered.`,
                )
              : ""}
          </p>
          <table className="plain">
            <thead>
              <tr>
                <th>{t("行次", "Line")}</th>
                <th>{t("指标", "Measure")}</th>
                <th className="num">{period}</th>
                <th>{t("计量单位", "Unit of measure")}</th>
              </tr>
            </thead>
            <tbody>
              {lines
                .filter(({ key }) => next.has(key))
                .map((line) => (
                  <tr key={line.key}>
                    <td>{line.row}</td>
                    <td>{t(line.fullName)}</td>
                    <td className="num">{shownText(next.get(line.key)!, language)}</td>
                    <td>{line.uom}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </Dialog>
      ) : null}
    </>
  );
}
