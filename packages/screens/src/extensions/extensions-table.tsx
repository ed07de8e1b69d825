import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { Button, DataTable, showDue, showMoment, Tag, useLanguage, useText, type Column, type Tone } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import { DecideDialog } from "./decide-dialog.tsx";

export type Extension = Answer<typeof api.extensions.listExtensions>["items"][number];
type Props = { query: { collection?: number; unit?: number; open?: "true" } };

const tierNames = {
  unit: { zh: "单位", en: "unit" },
  county: { zh: "县", en: "county" },
  city: { zh: "市", en: "city" },
  province: { zh: "省", en: "province" },
  nation: { zh: "国家", en: "nation" },
} as const;

function kindOf({ kind, open, until }: Extension): { zh: string; en: string; tone?: Tone } {
  if (kind === "refuse") return { zh: "不批准", en: "Refused", tone: "error" };
  if (kind === "grant")
    return until === null
      ? { zh: "收回延期", en: "Taken back", tone: "warning" }
      : { zh: "已延期", en: "Extended", tone: "success" };
  return open ? { zh: "待批", en: "Waits", tone: "warning" } : { zh: "申请", en: "Asked" };
}

/** 延期: who asked until when and why, who decided it in whose name; whoever may decides here. */
export function ExtensionsTable({ query }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const [deciding, decide] = useState<Extension | null>(null);
  const found = useQuery(read(api.extensions.listExtensions, { query }));
  const columns: Column<Extension>[] = [
    {
      key: "at",
      header: { zh: "时间", en: "At" },
      value: ({ at }) => showMoment(at, language),
      sortBy: ({ at }) => at,
      width: "m",
    },
    { key: "unit", header: { zh: "填报单位", en: "Unit" }, value: ({ unit }) => unit, head: true, width: "l" },
    ...(query.collection === undefined
      ? [
          {
            key: "collection",
            header: { zh: "任务", en: "Collection" },
            value: ({ collection }: Extension) => collection,
            width: "xl",
          } satisfies Column<Extension>,
        ]
      : []),
    {
      key: "kind",
      header: { zh: "办理", en: "What" },
      value: (row) => t(kindOf(row)),
      cell: (row) => <Tag tone={kindOf(row).tone}>{t(kindOf(row))}</Tag>,
      width: "s",
    },
    {
      key: "until",
      header: { zh: "延至", en: "Until" },
      value: ({ until }) => (until === null ? null : showDue(until, language)),
      sortBy: ({ until }) => until,
      width: "m",
    },
    {
      key: "due",
      header: { zh: "全体期限", en: "Everybody's due time" },
      value: ({ dueUnit }) => showDue(dueUnit, language),
      sortBy: ({ dueUnit }) => dueUnit,
      width: "m",
    },
    { key: "reason", header: { zh: "理由", en: "Reason" }, value: ({ reason }) => reason, width: "fill" },
    {
      key: "by",
      header: { zh: "经办", en: "By" },
      value: ({ userName, tier }) =>
        t(
          `${userName}（${tierNames[tier as keyof typeof tierNames].zh}）`,
          `${userName} (${tierNames[tier as keyof typeof tierNames].en})`,
        ),
      width: "m",
    },
    {
      key: "do",
      header: { zh: "决定", en: "Decide" },
      value: () => null,
      cell: (row) =>
        row.mayDecide ? (
          <Button small onClick={() => decide(row)} aria-label={t(`决定：${row.unit}`, `Decide: ${row.unit}`)}>
            {t("决定…", "Decide…")}
          </Button>
        ) : null,
      screenOnly: true,
      sortBy: false,
      width: "s",
    },
  ];
  return (
    <>
      <Loaded of={found}>
        {({ items }) => (
          <DataTable
            title={t("延期", "Extensions")}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            empty={
              query.open
                ? t("没有待批的延期申请。", "No extension waits for a decision.")
                : t("没有延期申请，也没有批过延期。", "Nobody asked for an extension, none was given.")
            }
          />
        )}
      </Loaded>
      {deciding === null ? null : <DecideDialog extension={deciding} onClose={() => decide(null)} />}
    </>
  );
}
