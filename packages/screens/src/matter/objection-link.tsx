import { Link } from "@tanstack/react-router";
import { useText } from "@duibiao/ui";
import { useSession } from "../session.ts";

/** The way to an objection, for whoever speaks for a region below the release's owner; the server decides who that is. */
export function ObjectionLink({ release, region }: { release: number; region: number }) {
  const t = useText();
  const { posts } = useSession();
  const speaks = posts.some(
    ({ role, tier }) => role === "head" || ((role === "leader" || role === "analyst") && tier !== "province"),
  );
  if (!speaks) return null;
  return (
    <Link className="btn no-print" to="/matters/new" search={{ release, region } as never}>
      {t("提出异议", "Object")}
    </Link>
  );
}
