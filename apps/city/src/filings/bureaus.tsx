import { Link } from "@tanstack/react-router";
import { useSession } from "@duibiao/screens";
import { useText } from "@duibiao/ui";

export type Bureau = { regionId: number; place: string; leads: boolean };

/** The bureaus that a person works for, each once, and whether the person leads it. */
export function useBureaus(): Bureau[] {
  const { posts } = useSession();
  const found = new Map<number, Bureau>();
  for (const { role, regionId, place, endedAt } of posts) {
    if (regionId === null || endedAt !== null || (role !== "reviewer" && role !== "leader")) continue;
    const before = found.get(regionId);
    found.set(regionId, { regionId, place, leads: before?.leads === true || role === "leader" });
  }
  return [...found.values()];
}

type SelectProps = { bureaus: readonly Bureau[]; value: number | undefined; onChange: (region: number) => void };

/** One bureau of several; nothing for who serves one only. */
export function BureauSelect({ bureaus, value, onChange }: SelectProps) {
  const t = useText();
  if (bureaus.length < 2) return null;
  return (
    <label className="inline-field">
      {t("机关事务机构", "Bureau")}
      <select className="input" value={value} onChange={({ target }) => onChange(Number(target.value))}>
        {bureaus.map(({ regionId, place }) => (
          <option key={regionId} value={regionId}>
            {place}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The three pages about a bureau's institutions, under one place of the navigation. */
export function Parts({ region }: { region: number | undefined }) {
  const t = useText();
  const parts = [
    { to: "/filings", word: t("交表", "Reports") },
    { to: "/unit-changes", word: t("单位变动", "Changes") },
    { to: "/meters", word: t("共用表计", "Shared meters") },
  ];
  return (
    <nav className="row filing-parts no-print" aria-label={t("代报合并的各页", "Pages about institutions")}>
      {parts.map(({ to, word }) => (
        <Link
          key={to}
          to={to}
          search={{ region } as never}
          activeOptions={{ exact: true, includeSearch: false }}
          className="btn btn-small"
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}
