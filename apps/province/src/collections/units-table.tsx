import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { GrantDialog } from "@duibiao/screens/extensions";
import {
  assignmentStates,
  Button,
  DataTable,
  nameOf,
  showDue,
  StateTag,
  SYNTHETIC,
  Tag,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { useAddress } from "@duibiao/screens/address";
import { useRights } from "../roles.ts";
import type { Collection } from "./collection-page.tsx";
import type { CollectionSearch } from "./search.ts";
import { ExemptDialog } from "./exempt-dialog.tsx";

type Unit = Answer<typeof api.units.listUnits>["items"][number];
type Row = Collection["assignments"][number] & { unit: Unit | undefined };

/** Who owes it and how far they are; several at once are exempt, owe again or get more time. */
export function UnitsTable({ collection, running }: { collection: Collection; running: boolean }) {
  const periods = useQuery(read(api.periods.listPeriods, {}));
  const date = periods.data?.items.find(({ id }) => id === collection.periodId)?.end;
  const units = useQuery({
    ...read(api.units.listUnits, {
      query: { region: collection.ownerRegionId, below: "true", ...(date !== undefined && { date }) },
    }),
    enabled: date !== undefined,
  });
  return <Loaded of={units}>{({ items }) => <Table collection={collection} running={running} units={items} />}</Loaded>;
}

function Table({ collection, running, units }: { collection: Collection; running: boolean; units: readonly Unit[] }) {
  const t = useText();
  const { language } = useLanguage();
  const rights = useRights();
  const [chosen, choose] = useState<ReadonlySet<number>>(new Set());
  const [dialog, open] = useState<"exempt" | "owe" | "extend" | null>(null);
  const rows = useMemo((): Row[] => {
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    return collection.assignments.map((assignment) => ({ ...assignment, unit: byId.get(assignment.unitId) }));
  }, [collection.assignments, units]);
  const [{ text = "" }, change] = useAddress<CollectionSearch>();
  const shown = rows.filter(({ unit }) => unit === undefined || `${unit.code} ${unit.name}`.includes(text.trim()));
  const may = running && (rights.openCollections || rights.extend);
  const toggle = (id: number) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    choose(next);
  };
  const columns: Column<Row>[] = [
    ...(may
      ? [
          {
            key: "choose",
            header: { zh: "选", en: "Choose" },
            value: () => null,
            cell: ({ unitId, unit }: Row) => (
              <input
                type="checkbox"
                aria-label={t(`选 ${unit?.name ?? unitId}`, `Choose ${unit?.name ?? unitId}`)}
                checked={chosen.has(unitId)}
                onChange={() => toggle(unitId)}
              />
            ),
            screenOnly: true,
            sortBy: false,
            width: "xs",
          } satisfies Column<Row>,
        ]
      : []),
    { key: "code", header: { zh: "代码", en: "Code" }, value: ({ unit }) => unit?.code ?? null, width: "m" },
    {
      key: "unit",
      header: { zh: "填报单位", en: "Unit" },
      value: ({ unit, unitId }) => unit?.name ?? String(unitId),
      head: true,
      width: "fill",
    },
    {
      key: "state",
      header: { zh: "状态", en: "State" },
      value: ({ state }) => t(nameOf(assignmentStates, state)),
      cell: ({ state }) => <StateTag state={state} />,
      width: "m",
    },
    {
      key: "due",
      header: { zh: "期限", en: "Due" },
      value: ({ dueUntil }) => showDue(dueUntil ?? collection.dueUnit, language),
      sortBy: ({ dueUntil }) => dueUntil ?? collection.dueUnit,
      cell: ({ dueUntil, late }) => (
        <>
          {showDue(dueUntil ?? collection.dueUnit, language)}{" "}
          {dueUntil === null ? null : <Tag tone="info">{t("已延期", "extended")}</Tag>}
          {late ? <Tag tone="error">{t("迟报", "late")}</Tag> : null}
        </>
      ),
      width: "l",
    },
    {
      key: "exempt",
      header: { zh: "免报原因", en: "Exempt because" },
      value: ({ exemptReason }) => exemptReason && t(api.unitChanges.exemptBecause(exemptReason)),
      width: "l",
    },
  ];
  const done = () => {
    open(null);
    choose(new Set());
  };
  return (
    <>
      {may ? (
        <div className="row no-print">
          <span className="quiet">{t(`已选 ${chosen.size} 个单位`, `${chosen.size} units chosen`)}</span>
          <Button
            small
            disabled={shown.length === 0}
            onClick={() => choose(new Set([...chosen, ...shown.map(({ unitId }) => unitId)]))}
          >
            {t(`选中列出的 ${shown.length} 个`, `Choose the ${shown.length} listed`)}
          </Button>
          <Button small disabled={chosen.size === 0} onClick={() => choose(new Set())}>
            {t("清空选择", "Choose none")}
          </Button>
          {rights.openCollections ? (
            <>
              <Button small disabled={chosen.size === 0} onClick={() => open("exempt")}>
                {t("免报…", "Exempt…")}
              </Button>
              <Button small disabled={chosen.size === 0} onClick={() => open("owe")}>
                {t("恢复报送…", "Owe again…")}
              </Button>
            </>
          ) : null}
          {rights.extend ? (
            <Button small disabled={chosen.size === 0} onClick={() => open("extend")}>
              {t("延期…", "Extend…")}
            </Button>
          ) : null}
        </div>
      ) : null}
      <DataTable
        title={t("报送义务", "Who owes it")}
        columns={columns}
        rows={shown}
        rowKey={({ unitId }) => unitId}
        empty={
          rows.length === 0
            ? t("没有单位应报。", "Nobody owes it.")
            : t("没有这样的单位，请换一个名称或代码。", "No such unit; try another name or code.")
        }
        about={{ stamps: collection.synthetic ? [t(SYNTHETIC)] : [], notes: [] }}
        tools={
          <label className="inline-field">
            {t("查找", "Find")}
            <input
              className="input"
              type="search"
              value={text}
              placeholder={t("单位名称或代码", "unit or code")}
              onChange={({ target }) => change({ text: target.value || undefined }, { replace: true })}
            />
          </label>
        }
      />
      {dialog === "exempt" || dialog === "owe" ? (
        <ExemptDialog
          id={collection.id}
          units={[...chosen]}
          exempt={dialog === "exempt"}
          onClose={() => open(null)}
          onDone={done}
        />
      ) : null}
      {dialog === "extend" ? (
        <GrantDialog
          collection={collection.id}
          workdays={collection.extendProvince}
          units={[...chosen]}
          onClose={() => open(null)}
          onDone={done}
        />
      ) : null}
    </>
  );
}
