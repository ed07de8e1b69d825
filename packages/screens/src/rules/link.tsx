import { Link } from "@tanstack/react-router";
import { useText } from "@duibiao/ui";

/** To 规则执行情况 of a collection. */
export function RulesLink({ collection }: { collection: number }) {
  const t = useText();
  return (
    <Link to="/rules/$collection" params={{ collection: String(collection) }} search={{} as never}>
      {t("规则执行情况", "How its rules fared")}
    </Link>
  );
}
