import { useState } from "react";

/** Reasons as they are being written; they stay in this tab over a reload until they are signed. */
export function useReasons(key: string) {
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
    of: (name: string) => reasons[name] ?? "",
    set: (name: string, text: string) => keep({ ...reasons, [name]: text }),
    fill: (given: Readonly<Record<string, string>>) => keep({ ...given, ...reasons }),
    clear: () => keep({}),
  };
}

export type Reasons = ReturnType<typeof useReasons>;
