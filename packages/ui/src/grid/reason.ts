/** A reason as it is being written: one of the usual ones, a text, or both. */
export type Reason = { picked: string; text: string };

/** Where reasons that are not done wait, by place in the form; null: nothing waits. */
export type Reasons = {
  read: (place: string) => Reason | null;
  keep: (place: string, reason: Reason | null) => void;
};
