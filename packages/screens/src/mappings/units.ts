import type { Named } from "@duibiao/ui";
import type { Verdict } from "./bring.ts";

export const standings = ["unknown", "refused", "conflict", "good", "unchanged", "absent"] as const;
export type Standing = (typeof standings)[number];

/** What a file has for a unit, and what came of it. */
export type UnitRow = {
  key: string;
  /** Absent: a name of the file that no unit here bears. */
  id: number | null;
  code: string;
  name: string;
  region: string;
  named: string | null;
  standing: Standing;
  counts: Verdict["counts"];
  findings: number | null;
};

/** How a unit stands; the sign says the same as the colour. */
export const standingNames: Record<Standing, Named> = {
  unknown: { zh: "名称不认识", en: "Unknown name", mark: "?", tone: "warning" },
  refused: { zh: "有不接受的", en: "Some refused", mark: "✕", tone: "error" },
  conflict: { zh: "有冲突", en: "Conflicts", mark: "⇄", tone: "warning" },
  good: { zh: "可接受", en: "Accepted", mark: "✓", tone: "success" },
  unchanged: { zh: "无变化", en: "Unchanged", mark: "＝" },
  absent: { zh: "文件中没有", en: "Not in the file", mark: "○" },
};

/** Every unit that owes, those of the file that do not, and its names that nobody bears: what is to be looked at first. */
export function unitRows({ owing, unknown, units }: Pick<Verdict, "owing" | "unknown" | "units">): UnitRow[] {
  const counts = new Map(units.map((unit) => [unit.code, unit.counts]));
  const findings = new Map(units.map((unit) => [unit.code, unit.findings]));
  const none = { written: 0, unchanged: 0, conflict: 0, refused: 0 };
  const nobodys = new Set(unknown);
  const known = owing.map(({ id, code, name, region, named }) => {
    const own = counts.get(code);
    counts.delete(code);
    const standing = own === undefined ? "absent" : standingOf(own);
    return {
      key: code,
      id,
      code,
      name,
      region,
      named,
      standing,
      counts: own ?? none,
      findings: findings.get(code) ?? null,
    };
  });
  // What is left owes nothing here, or is a name that no unit bears.
  const others = [...new Set([...counts.keys(), ...unknown])].map((unit) => ({
    key: unit,
    id: null,
    code: nobodys.has(unit) ? "" : unit,
    name: unit,
    region: "",
    named: unit,
    standing: nobodys.has(unit) ? ("unknown" as const) : ("refused" as const),
    counts: counts.get(unit) ?? none,
    findings: null,
  }));
  return [...others, ...known].toSorted((a, b) => standings.indexOf(a.standing) - standings.indexOf(b.standing));
}

function standingOf({ written, conflict, refused }: Verdict["counts"]): Standing {
  if (refused > 0) return "refused";
  if (conflict > 0) return "conflict";
  return written > 0 ? "good" : "unchanged";
}
