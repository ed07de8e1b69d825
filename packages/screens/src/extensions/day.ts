const BEIJING = 8 * 3_600_000;

/** The day that a due time closes: 24:00 of the 5th belongs to the 5th. */
export const dayOfDue = (at: string) => new Date(new Date(at).getTime() + BEIJING - 1).toISOString().slice(0, 10);
