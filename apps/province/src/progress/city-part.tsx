import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import {
  Button,
  DataTable,
  daysUntil,
  nameOf,
  NameTag,
  showPeriod,
  StateTag,
  Tag,
  tiers,
  useLanguage,
  useText,
  assignmentStates,
  type Column,
} from "@duibiao/ui";
import { useRights } from "../roles.ts";
import { Consolidations } from "./consolidations.tsx";
import type { Part, Progress, Waiting } from "./part.ts";

type Board = Omit<Answer<typeof api.board.readBoard>, "cells"> & { cells: api.board.BoardCell[] };
type Row = { unit: Board["units"][number]; cell: Board["cells"][number] };
type Contact = Answer<typeof api.board.listContacts>["items"][number];

type Props = {
  part: Part;
  collection: Progress["collections"][number];
  city: Progress["cities"][number];
  window: { from: string; to: string };
  waiting: Waiting;
  onClose: () => void;
};

/** One city's part of one collection: its consolidations, and its units in counts and states with whom to call. */
export function CityPart({ part, collection, city, window, waiting, onClose }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const rights = useRights();
  const board = useQuery({
    ...read(api.board.readBoard, { query: { ...window, region: city.cityId } }),
    select: (sent: Answer<typeof api.board.readBoard>): Board => api.board.openBoard(sent),
  });
  const contacts = useQuery({
    ...read(api.board.listContacts, { query: { region: city.cityId } }),
    enabled: rights.contacts,
  });
  const openings = useQuery({
    ...read(api.openings.listOpenings, { params: { id: collection.collectionId } }),
    enabled: part.opened,
  });
  const opening = openings.data?.items.find(({ cityId }) => cityId === city.cityId);
  return (
    <section className="card city-part" aria-label={city.name}>
      <div className="row between">
        <h2 tabIndex={-1}>
          {city.name} · {t(collection.formName)} {showPeriod(collection.period, language)}
        </h2>
        <Button look="quiet" onClick={onClose} aria-label={t("收起", "Close")}>
          ✕
        </Button>
      </div>
      <p className="row">
        {inWay(part.counts).map(([state, n]) => (
          <NameTag key={state} name={nameOf(assignmentStates, state)} detail={n} />
        ))}
        {part.late > 0 ? <Tag tone="error">{t(`迟报 ${part.late}`, `${part.late} late`)}</Tag> : null}
      </p>
      <p className="quiet">
        {part.opened
          ? t(
              `该市已开放未审数据${opening ? `（${opening.by}：${opening.reason}）` : ""}，对标分析可选“上报”“县审”口径查看。`,
              `The city has opened figures before its review${opening ? ` (${opening.by}: ${opening.reason})` : ""}; see them in Benchmark by the lens.`,
            )
          : t(
              "未经市审的数据省级只见个数和状态，不见数值。",
              "Before city review the province sees counts and states, no figures.",
            )}
      </p>
      <Consolidations key={`${city.cityId}/${collection.collectionId}`} {...{ city, collection, waiting }} />
      <h3>{t("填报单位", "Units")}</h3>
      <Loaded of={board}>
        {(data) => (
          <Units
            board={data}
            collection={collection.collectionId}
            contacts={contacts.data?.items ?? []}
            city={city.name}
          />
        )}
      </Loaded>
    </section>
  );
}

/** Counts by state in the order of a submission's way; a state that this build does not know stands first. */
function inWay(counts: Part["counts"]) {
  const way = Object.keys(assignmentStates);
  return Object.entries(counts).toSorted(([a], [b]) => way.indexOf(a) - way.indexOf(b));
}

function Units({
  board,
  collection,
  contacts,
  city,
}: {
  board: Board;
  collection: number;
  contacts: readonly Contact[];
  city: string;
}) {
  const t = useText();
  const rows = useMemo((): Row[] => {
    const units = new Map(board.units.map((unit) => [unit.unitId, unit]));
    return board.cells.flatMap((cell) => {
      const unit = units.get(cell.unitId);
      return cell.collectionId === collection && unit !== undefined ? [{ unit, cell }] : [];
    });
  }, [board, collection]);
  const people = (unitId: number, role: string) =>
    contacts
      .filter((contact) => contact.unitId === unitId && contact.role === role)
      .map(({ name, phone }) => `${name} ${phone}`.trim())
      .join(t("、", ", ")) || null;
  const columns: Column<Row>[] = [
    { key: "unit", header: { zh: "填报单位", en: "Unit" }, value: ({ unit }) => unit.name, head: true, width: "xl" },
    { key: "region", header: { zh: "地区", en: "Region" }, value: ({ unit }) => unit.regionName, width: "m" },
    {
      key: "state",
      header: { zh: "状态", en: "State" },
      value: ({ cell }) => t(nameOf(assignmentStates, cell.state)),
      cell: ({ cell }) => <StateTag state={cell.state} />,
      width: "l",
    },
    {
      key: "due",
      header: { zh: "期限", en: "Due" },
      value: ({ cell }) => dueText(cell, t),
      sortBy: ({ cell }) => String(cell.dueAt),
      cell: ({ cell }) => (cell.late ? <Tag tone="error">{dueText(cell, t)}</Tag> : dueText(cell, t)),
      width: "m",
    },
    {
      key: "findings",
      header: { zh: "核验结果", en: "Findings" },
      value: ({ cell }) => findingsText(cell.findings, t),
      sortBy: ({ cell }) => cell.findings.false + cell.findings.undecided,
      width: "m",
    },
    {
      key: "questions",
      header: { zh: "未答核实单", en: "Open questions" },
      type: "number",
      decimals: 0,
      value: ({ cell }) => cell.openQuestions,
      width: "s",
    },
    {
      key: "next",
      header: { zh: "待谁审", en: "Waits for" },
      value: ({ cell }) => (cell.next === null ? null : t(nameOf(tiers, cell.next))),
      width: "s",
    },
    {
      key: "clerk",
      header: { zh: "填报人", en: "Clerk" },
      value: ({ unit }) => people(unit.unitId, "clerk"),
      width: "l",
    },
    { key: "head", header: { zh: "负责人", en: "Head" }, value: ({ unit }) => people(unit.unitId, "head"), width: "l" },
  ];
  return (
    <DataTable
      title={t(`${city} 填报单位进度`, `${city}: units`)}
      columns={columns}
      rows={rows}
      rowKey={({ unit }) => unit.unitId}
      empty={t("该市在这张报表没有应报单位。", "The city owes nothing on this form.")}
    />
  );
}

function dueText({ late, dueAt, state }: Row["cell"], t: (zh: string, en: string) => string): string {
  const days = daysUntil(dueAt);
  if (late) return t("迟报", "late");
  if (state !== "not_started" && state !== "draft" && state !== "signed" && state !== "returned")
    return t("按期", "in time");
  return days < 0 ? t(`已过 ${-days} 天`, `${-days} days past`) : t(`还有 ${days} 天`, `${days} days left`);
}

function findingsText(found: Row["cell"]["findings"], t: (zh: string, en: string) => string): string {
  const said = [
    ...(found.false > 0 ? [t(`${found.false} 项`, `${found.false}`)] : []),
    ...(found.undecided > 0 ? [t(`无法判定 ${found.undecided}`, `${found.undecided} undecided`)] : []),
  ];
  return said.length === 0 ? t("无", "none") : said.join(t("，", ", "));
}
