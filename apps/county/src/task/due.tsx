import { showDue, showWeekday, Tag, useLanguage, useText, type Tone } from "@duibiao/ui";
import type { Assignment } from "./task.ts";

const DAY = 86_400_000;
const BEIJING = 8 * 3_600_000;
/** A moment that ends a day (24:00) belongs to the day that it ends. */
const dayNumber = (at: Date) => Math.floor((at.getTime() + BEIJING - 1) / DAY);

/** Calendar days of Beijing from today to the day of a deadline; negative when that day has passed. */
export const daysLeft = (dueAt: string, now: Date): number => dayNumber(new Date(dueAt)) - dayNumber(now);

/** Green with more than five days left, yellow with three or fewer, red when past; the words say the same. */
export function dueIn(dueAt: string, now: Date): { zh: string; en: string; tone?: Tone } {
  const days = daysLeft(dueAt, now);
  if (new Date(dueAt) < now)
    return days === 0
      ? { zh: "今天已逾期", en: "Overdue since today", tone: "error" }
      : { zh: `已逾期 ${-days} 天`, en: `${-days} d overdue`, tone: "error" };
  if (days === 0) return { zh: "今天截止", en: "Due today", tone: "warning" };
  const words = { zh: `还剩 ${days} 天`, en: `${days} d left` };
  if (days <= 3) return { ...words, tone: "warning" };
  return days > 5 ? { ...words, tone: "success" } : words;
}

/** When a task is due: weekday, time of day, how long that is. A sent report shows only whether it was late. */
export function Due({ task, now = new Date() }: { task: Assignment; now?: Date }) {
  const t = useText();
  const { language } = useLanguage();
  const { dueAt, dueUnit, extendedBecause, late, state } = task;
  const open = ["not_started", "draft", "signed", "returned"].includes(state);
  const left = dueIn(dueAt, now);
  const closes = (at: string) => {
    const time = showDue(at, language);
    return `${time.slice(0, 10)} ${showWeekday(new Date(new Date(at).getTime() - 1), language)} ${time.slice(-5)}`;
  };
  return (
    <span className="row">
      <span>{closes(dueAt)}</span>
      {open ? <Tag tone={left.tone}>{t(left)}</Tag> : null}
      {extendedBecause === null ? null : (
        <span className="quiet">
          {t(
            `已延期（全体期限 ${closes(dueUnit)}）：${extendedBecause}`,
            `extended (everybody: ${closes(dueUnit)}): ${extendedBecause}`,
          )}
        </span>
      )}
      {!open && late ? <Tag tone="error">{t("迟报", "Sent late")}</Tag> : null}
    </span>
  );
}
