import { Link } from "@tanstack/react-router";
import { useSession } from "@duibiao/screens";
import { showPeriod, useLanguage, useText } from "@duibiao/ui";
import type { Assignment } from "../task/task.ts";
import { sharedTasks } from "../together/shared.ts";

/** Tasks that several units of the clerk have in work, each as one table. */
export function Together({ tasks }: { tasks: readonly Assignment[] }) {
  const t = useText();
  const { language } = useLanguage();
  const { posts } = useSession();
  const isClerkAt = (unit: number) => posts.some((post) => post.unitId === unit && post.role === "clerk");
  const shared = sharedTasks(tasks, isClerkAt);
  if (shared.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("多单位一起填", "Several units in one table")}</h2>
      <ul>
        {shared.map(({ collectionId, name, period, tasks: own }) => (
          <li key={collectionId}>
            <Link to={`/together/${collectionId}`}>
              {name} {showPeriod(period, language)}
            </Link>{" "}
            <span className="quiet">{t(`${own.length} 个单位`, `${own.length} units`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
