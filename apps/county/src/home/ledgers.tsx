import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Loaded } from "@duibiao/screens";
import { DataTable, Empty, showPeriod, SYNTHETIC, useLanguage, useText, type Column } from "@duibiao/ui";
import { ledgersQuery, taskPath, type Assignment } from "../task/task.ts";

/** 台账: what the units may keep for themselves, loaded when it is opened; newest first. */
export function Ledgers() {
  const t = useText();
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  const ledgers = useQuery({ ...ledgersQuery(), enabled: open });
  const columns: Column<Assignment>[] = [
    {
      key: "name",
      header: { zh: "台账", en: "Ledger" },
      value: ({ name }) => name,
      cell: (task) => <Link to={taskPath(task)}>{task.name}</Link>,
      head: true,
      width: "fill",
    },
    { key: "unit", header: { zh: "填报单位", en: "Unit" }, value: ({ unitName }) => unitName, width: "xl" },
    {
      key: "period",
      header: { zh: "月份", en: "Month" },
      value: ({ period }) => showPeriod(period, language),
      sortBy: ({ period }) => period.end,
      width: "m",
    },
    {
      key: "kept",
      header: { zh: "已记", en: "Kept" },
      value: ({ answered, required }) => `${answered}/${required}`,
      sortBy: ({ answered }) => answered,
      width: "s",
    },
  ];
  return (
    <details className="tasks finished" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t("台账（自愿，不报送）", "Ledgers (voluntary, not reported)")}</h2>
      </summary>
      {open ? (
        <Loaded of={ledgers}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t("还没有开放的台账。", "No ledger has been opened yet.")}</Empty>
            ) : (
              <DataTable
                title={t("台账", "Ledgers")}
                columns={columns}
                rows={items.toReversed()}
                rowKey={({ collectionId, unitId }) => `${collectionId}/${unitId}`}
                empty=""
                about={{ stamps: items.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : [] }}
              />
            )
          }
        </Loaded>
      ) : null}
    </details>
  );
}
