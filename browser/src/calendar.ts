// The demo counts its quarters from the day on which it is loaded: the last one that ended is in work.

const names = ["第一季度", "第二季度", "第三季度", "第四季度"];

/** Quarters since year 0 that had ended by a moment, on Beijing's calendar. */
function endedAt(now: number): number {
  const beijing = new Date(now + 8 * 3_600_000);
  return beijing.getUTCFullYear() * 4 + Math.floor(beijing.getUTCMonth() / 3) - 1;
}

const shown = (quarter: number): string => `${Math.floor(quarter / 4)}年${names[quarter % 4]}`;

const ended = endedAt(Date.now());
/** The last day of the quarter in work. */
export const lastDayInWork = new Date(Date.UTC(Math.floor(ended / 4), (ended % 4) * 3 + 3, 0))
  .toISOString()
  .slice(0, 10);
/** The quarter in work, the one before it, and the last year that is evaluated, as pages show them. */
export const quarterInWork = shown(ended);
export const quarterBefore = shown(ended - 1);
export const lastYear = `${Math.floor(ended / 4) - 1}年`;
