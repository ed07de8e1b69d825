import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, read } from "@duibiao/client";
import { DataTable, roles, showMoment, showPeriod, useLanguage, useText, type Column, SYNTHETIC } from "@duibiao/ui";
import { daysLeft, type BoardRow, type Collection } from "./board-rows.ts";
import { usePaperLink } from "../review/use-paper-link.tsx";
import { ContactCard, type Contact } from "./contact.tsx";
import { cellText, StateCell } from "./state-cell.tsx";

type Props = {
  rows: readonly BoardRow[];
  collections: readonly Collection[];
  now: string;
  search: Record<string, unknown>;
  sort: string | undefined;
  onSort: (sort: string) => void;
  /** What was left out by filters, for exports. */
  notes: readonly string[];
  tools: ReactNode;
  footer: ReactNode;
};

export const contactsQuery = { ...read(api.board.listContacts, {}), staleTime: 300_000 };

/** Contacts by unit, clerks first. */
export function byUnit(contacts: readonly Contact[] | undefined): ReadonlyMap<number, readonly Contact[]> {
  const found = new Map<number, Contact[]>();
  for (const contact of contacts ?? []) found.set(contact.unitId, [...(found.get(contact.unitId) ?? []), contact]);
  return found;
}

/** Worst first: late before due, then by findings; nothing to do last. */
function urgency({ cells }: BoardRow, collection: Collection, now: string): number | null {
  const cell = cells.get(collection.collectionId);
  if (cell === undefined) return null;
  return daysLeft(cell, collection, now);
}

export function BoardTable({ rows, collections, now, search, sort, onSort, notes, tools, footer }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const known = useQuery(contactsQuery);
  const contacts = byUnit(known.data?.items);
  const link = usePaperLink(search);
  const synthetic = collections.some((collection) => collection.synthetic);
  const columns: Column<BoardRow>[] = [
    {
      key: "region",
      header: { zh: "地区", en: "Region" },
      value: ({ unit }) => unit.regionName,
      sortBy: ({ unit }) => unit.regionCode,
      head: true,
      width: "s",
    },
    {
      key: "unit",
      header: { zh: "填报单位", en: "Unit" },
      value: ({ unit }) => unit.name,
      width: "fill",
    },
    ...collections.map((collection): Column<BoardRow> => ({
      key: `c${collection.collectionId}`,
      header: {
        zh: `${collection.formName.zh} ${showPeriod(collection.period, "zh")}`,
        en: `${collection.formName.en} ${showPeriod(collection.period, "en")}`,
      },
      value: ({ cells }) => cellText(cells.get(collection.collectionId), collection, now, language === "zh"),
      sortBy: (row) => urgency(row, collection, now),
      width: "xl",
      cell: ({ cells }) => (
        <StateCell cell={cells.get(collection.collectionId)} collection={collection} now={now} link={link} />
      ),
    })),
    {
      key: "contacts",
      header: { zh: "联系人", en: "Contact" },
      value: ({ unit }) =>
        (contacts.get(unit.unitId) ?? [])
          .map((contact) => `${t(roles[contact.role])} ${contact.name} ${contact.phone}`)
          .join(language === "zh" ? "；" : "; "),
      width: "s",
      sortBy: false,
      cell: ({ unit }) => <ContactCard contacts={contacts.get(unit.unitId) ?? []} />,
    },
  ];
  return (
    <DataTable
      title={t("进度看板", "Progress board")}
      // An auditor sees no phones.
      columns={known.isError ? columns.filter(({ key }) => key !== "contacts") : columns}
      rows={rows}
      rowKey={({ unit }) => unit.unitId}
      empty={t("没有符合条件的单位，请放宽筛选。", "No unit fits; widen the filter.")}
      about={{
        stamps: synthetic ? [t(SYNTHETIC)] : [],
        notes: [t(`数据截至 ${showMoment(now, "zh")}`, `as of ${showMoment(now, "en")}`), ...notes],
      }}
      sort={sort ?? ""}
      onSort={onSort}
      tools={tools}
      footer={footer}
    />
  );
}
