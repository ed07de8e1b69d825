import { useQuery } from "@tanstack/react-query";
import { api, read, type Answer } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { DataTable, showDue, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { dueNames } from "./ask.ts";

type Change = Answer<typeof api.collectionChanges.listChanges>["items"][number];
const keys = { dueUnit: "unit", dueCounty: "county", dueCity: "city", dueProvince: "province" } as const;

/** What was changed for everybody, by whom and why. */
export function ChangesTable({ id }: { id: number }) {
  const t = useText();
  const { language } = useLanguage();
  const changes = useQuery(read(api.collectionChanges.listChanges, { params: { id } }));
  const said = ({ kind, before, after }: Change) =>
    kind === "cancel"
      ? t("取消任务", "Cancelled")
      : Object.entries(keys)
          .filter(([key]) => before[key] !== after[key])
          .map(
            ([key, tier]) =>
              `${t(dueNames[tier])} ${showDue(before[key]!, language)} → ${showDue(after[key]!, language)}`,
          )
          .join(t("；", "; "));
  const columns: Column<Change>[] = [
    {
      key: "at",
      header: { zh: "时间", en: "At" },
      value: ({ at }) => showMoment(at, language),
      sortBy: ({ at }) => at,
      width: "m",
    },
    { key: "what", header: { zh: "变更", en: "Change" }, value: said, head: true, width: "fill" },
    { key: "reason", header: { zh: "理由", en: "Reason" }, value: ({ reason }) => reason, width: "xl" },
    { key: "by", header: { zh: "办理人", en: "By" }, value: ({ userName }) => userName, width: "s" },
  ];
  return (
    <Loaded of={changes}>
      {({ items }) => (
        <DataTable
          title={t("变更记录", "Changes")}
          columns={columns}
          rows={items}
          rowKey={({ at, kind }) => `${at} ${kind}`}
          empty={t("期限没有调整过。", "Nothing was changed.")}
        />
      )}
    </Loaded>
  );
}
