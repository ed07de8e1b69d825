import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { NameTag, useText } from "@duibiao/ui";
import type { MatterItem } from "../matter/matter.ts";
import { matterStates } from "../matter/words.ts";

/** Objections to a release, as far as one may see them. */
export function ReleaseObjections({ release }: { release: number }) {
  const t = useText();
  const { data } = useQuery(read(api.matters.listMatters, { query: { release } }));
  if (data === undefined || data.items.length === 0) return null;
  const open = data.items.filter(({ state }) => state === "open" || state === "returned").length;
  return (
    <section className="card no-print">
      <h2>{t(`异议 ${data.items.length} 件，办理中 ${open} 件`, `Objections: ${data.items.length}, open: ${open}`)}</h2>
      <Listed items={data.items.slice(0, atOnce)} />
      {data.items.length > atOnce ? (
        <details>
          <summary>{t(`其余 ${data.items.length - atOnce} 件`, `The other ${data.items.length - atOnce}`)}</summary>
          <Listed items={data.items.slice(atOnce)} />
        </details>
      ) : null}
    </section>
  );
}

/** So many stand open above the results; what waits is first. */
const atOnce = 5;

function Listed({ items }: { items: readonly MatterItem[] }) {
  const t = useText();
  return (
    <ul>
      {items.map(({ id, number, state, region, about }) => (
        <li key={id}>
          <Link to={`/matters/${id}`}>{number}</Link> <NameTag name={matterStates[state]} /> {region}{" "}
          <span className="quiet">{t(about)}</span>
        </li>
      ))}
    </ul>
  );
}
