import type { ReactNode } from "react";
import type { api, Answer } from "@duibiao/client";
import { roles, Tag, useText } from "@duibiao/ui";

type Deputy = Answer<typeof api.deputies.listDeputies>["items"][number];

/** Who stands in for whom, where and when. `last`: how to end one that has not ended. */
export function DeputyTable({ items, last }: { items: readonly Deputy[]; last: (deputy: Deputy) => ReactNode }) {
  const t = useText();
  if (items.length === 0) return <p className="quiet">{t("没有代理。", "No deputies.")}</p>;
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("任职", "Post")}</th>
          <th>{t("由谁代理", "Deputy")}</th>
          <th>{t("代谁", "For")}</th>
          <th>{t("期间", "Time")}</th>
          <th>{t("状态", "State")}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td>
              {item.place} · {t(roles[item.role])}
            </td>
            <td>{item.deputy.name}</td>
            <td>{item.holder.name}</td>
            <td className="nowrap">
              {item.from} — {item.to}
            </td>
            <td>
              {item.endedAt !== null ? (
                <Tag>{t("已结束", "Ended")}</Tag>
              ) : item.holds ? (
                <Tag tone="info">◔ {t("代理中", "Standing in")}</Tag>
              ) : (
                <Tag>{t("不在期间内", "Not at this time")}</Tag>
              )}
            </td>
            <td>{item.endedAt === null ? last(item) : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
