const day = 86_400_000;
/** Days before a due time at which whoever still has something to do is reminded. */
export const before = [3, 1] as const;
/** What is overdue is the business of the tier above after so many days. */
export const escalatesAfter = 2;
/** What is longer overdue than this is history, not something to remind of. */
export const forgets = 30;

/** The reminder that is due with so many milliseconds left, by its days; undefined: none yet. */
export const reminderAt = (left: number): (typeof before)[number] | undefined =>
  before.findLast((threshold) => left <= threshold * day);
