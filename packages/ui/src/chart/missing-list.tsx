import { useText } from "../language.tsx";
import { usePrinting } from "../table/printing.ts";

export type Missing = { name: string; reason: string };

/** More names than this are folded away on screen; paper shows all. */
const few = 24;

/** Regions without a value, by reason, so that a common reason is read once. */
export function MissingList({ missing }: { missing: readonly Missing[] }) {
  const printing = usePrinting();
  const t = useText();
  return missing.length === 0 ? null : (
    <div className="chart-missing">
      {byReason(missing).map(({ reason, names }) => (
        <details key={reason} open={printing || names.length <= few}>
          <summary>{heading(reason, names, t)}</summary>
          {names.join(t("、", ", "))}
        </details>
      ))}
    </div>
  );
}

/** The same in sentences, for a picture. */
export const missingSentences = (missing: readonly Missing[], t: (zh: string, en: string) => string): string[] =>
  byReason(missing).map(
    ({ reason, names }) => `${heading(reason, names, t)}${t("：", ": ")}${names.join(t("、", ", "))}`,
  );

const heading = (reason: string, names: readonly string[], t: (zh: string, en: string) => string) =>
  t(`图中没有 ${names.length} 个（${reason}）`, `Not shown, ${names.length} (${reason})`);

function byReason(missing: readonly Missing[]): { reason: string; names: string[] }[] {
  const names = new Map<string, string[]>();
  for (const { name, reason } of missing) {
    const same = names.get(reason);
    if (same) same.push(name);
    else names.set(reason, [name]);
  }
  return [...names].map(([reason, regions]) => ({ reason, names: regions }));
}
