/**
 * Something a person should know about a scheme or a result. `error`: nothing is computed until it is
 * put right. `warning`: computed, but look at it. `path` says where: node keys joined by "/", or the
 * part of the input (`columns/<indicator>/<row>`).
 */
export type Remark = {
  code: string;
  severity: "error" | "warning";
  path: string;
  zh: string;
  en: string;
};

/** A remark that keeps a scheme or an input from being scored. */
export function error(code: string, path: string, zh: string, en: string): Remark {
  return { code, severity: "error", path, zh, en };
}

/** One error about a method's own numbers, ready to be thrown; `path` names the column or the item, where there is one. */
export function refused(code: string, zh: string, en: string, path = "data"): ScoringError {
  return new ScoringError([error(code, path, zh, en)]);
}

/** Thrown when a scheme or an input cannot be scored. Carries every error found, not only the first. */
export class ScoringError extends Error {
  readonly remarks: readonly Remark[];

  constructor(remarks: readonly Remark[]) {
    super(remarks.map((r) => `${r.path}: ${r.zh} ${r.en}`).join("\n"));
    this.name = "ScoringError";
    this.remarks = remarks;
  }
}
