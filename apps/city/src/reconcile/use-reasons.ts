import { useState } from "react";

/**
 * Reasons as they are being written; they stay in this tab over a reload until they are signed.
 * @param given what stands where nothing was written: the reasons of the last edition.
 */
export function useReasons(key: string, given: Readonly<Record<string, string>>) {
  const stored = `duibiao.reasons.${key}`;
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>(() => {
    try {
      return JSON.parse(sessionStorage.getItem(stored) ?? "{}") as Record<string, string>;
    } catch {
      return {};
    }
  });
  const keep = (next: Readonly<Record<string, string>>) => {
    sessionStorage.setItem(stored, JSON.stringify(next));
    setReasons(next);
  };
  return {
    of: (name: string) => reasons[name] ?? given[name] ?? "",
    set: (name: string, text: string) => keep({ ...reasons, [name]: text }),
    fill: (usual: Readonly<Record<string, string>>) => keep({ ...usual, ...filled({ ...given, ...reasons }) }),
    clear: () => keep({}),
  };
}

/** Those that say something. */
const filled = (reasons: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(reasons).filter(([, text]) => text.trim() !== ""));

export type Reasons = ReturnType<typeof useReasons>;
