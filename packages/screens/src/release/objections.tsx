import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { NameTag, useText } from "@duibiao/ui";
import { matterStates } from "../matter/words.ts";

/** Objections to a release, as far as one may see them. */
export function ReleaseObjections({ release }: { release: number }) {
  const t = useText();
  const { data } = useQuery(read(api.matters.listMatters, { query: { release } }));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="card no-print">
      <h2>{t("异议", "Objections")}</h2>
      <ul>
        {data.items.map(({ id, number, state, region, about }) => (
          <li key={id}>
            <Link to={`/matters/${id}`}>{number}</Link> <NameTag name={matterStates[state]} /> {region}{" "}
            <span className="quiet">{t(about)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
