import { useMemo, type ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import { addressOf, api } from "@duibiao/client";
import {
  DataTable,
  NameTag,
  nameOf,
  showMoment,
  StateTag,
  useLanguage,
  useText,
  assignmentStates,
  type Column,
} from "@duibiao/ui";
import { placeIn, standingNames, type Institution } from "./institutions.ts";

type Props = {
  rows: readonly Institution[];
  sort: string | undefined;
  onSort: (sort: string) => void;
  notes: string[];
  stamps: string[];
  tools: ReactNode;
};

/** 已交, 未交, 有错: a bureau's institutions one by one, each with its report and the file that came for it. */
export function InstitutionsTable({ rows, sort, onSort, notes, stamps, tools }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const columns = useMemo(
    (): Column<Institution>[] => [
      { key: "code", header: { zh: "代码", en: "Code" }, width: "s", value: ({ code }) => code },
      {
        key: "name",
        header: { zh: "单位", en: "Institution" },
        width: "l",
        head: true,
        value: (row) => t(nameIn(row)),
      },
      {
        key: "line",
        header: { zh: "主管部门", en: "Line" },
        width: "s",
        value: ({ line }) => (line === "" ? t("未归口", "no line") : line),
      },
      {
        key: "standing",
        header: { zh: "交表情况", en: "Standing" },
        width: "s",
        value: ({ standing }) => t(standingNames[standing]),
        cell: ({ standing }) => <NameTag name={standingNames[standing]} />,
      },
      {
        key: "why",
        header: { zh: "原因", en: "Why" },
        width: "fill",
        value: ({ standing, exemptReason, filing }) =>
          exemptReason !== null
            ? t(api.unitChanges.exemptBecause(exemptReason))
            : standing === "faulty" && filing !== null
              ? filing.reasons.map((reason) => `${placeIn(reason)} ${t(reason)}`.trim()).join(t("；", "; "))
              : "",
      },
      {
        key: "state",
        header: { zh: "报送状态", en: "State" },
        width: "m",
        value: ({ state }) => t(nameOf(assignmentStates, state)),
        cell: ({ state, submissionId }) =>
          submissionId === null ? (
            <StateTag state={state} />
          ) : (
            <Link to={`/review/${submissionId}`}>
              <StateTag state={state} />
            </Link>
          ),
      },
      { key: "way", header: { zh: "方式", en: "How" }, width: "s", value: (row) => t(wayOf(row)) },
      {
        key: "due",
        header: { zh: "截止", en: "Due" },
        width: "m",
        value: ({ dueAt }) => showMoment(dueAt, language),
        sortBy: ({ dueAt }) => dueAt,
        cell: ({ dueAt, late }) => (
          <span className={late ? "board-late" : undefined}>
            {showMoment(dueAt, language)}
            {late ? t("，逾期", ", late") : ""}
          </span>
        ),
      },
      {
        key: "sender",
        header: { zh: "报送人", en: "Sender" },
        width: "s",
        value: ({ filing }) => filing?.sender ?? "",
      },
      {
        key: "filer",
        header: { zh: "代报人、时间", en: "Filed by, when" },
        width: "m",
        value: ({ filing }) => (filing === null ? "" : `${filing.by} ${showMoment(filing.at, language)}`),
        sortBy: ({ filing }) => filing?.at ?? null,
      },
      {
        key: "file",
        header: { zh: "文件", en: "File" },
        width: "l",
        value: ({ filing }) => filing?.name ?? "",
        cell: ({ filing }) =>
          filing === null ? null : (
            <>
              <a href={addressOf(api.filings.readFiled, { id: filing.id })} download={filing.name}>
                {filing.name}
              </a>
              {filing.confirmed ? t("（经人确认）", " (confirmed by a person)") : null}
              {filing.verdict === "refused" ? (
                <>
                  {" "}
                  <a
                    href={addressOf(api.filings.markFiled, { id: filing.id })}
                    download={filing.name.replace(/(\.xlsx)?$/i, t("_标红.xlsx", "_marked.xlsx"))}
                  >
                    {t("标红退回", "marked red")}
                  </a>
                </>
              ) : null}
            </>
          ),
      },
    ],
    [t, language],
  );
  return (
    <DataTable
      title={t("所辖单位交表情况", "Institutions and their reports")}
      columns={columns}
      rows={rows}
      rowKey={({ unitId }) => unitId}
      empty={t("没有符合条件的单位，请放宽筛选。", "No institution fits; widen the filter.")}
      about={{ stamps, notes }}
      sort={sort ?? ""}
      onSort={onSort}
      tools={tools}
    />
  );
}

/** With what it was called before, and for whom it reports. */
function nameIn({ name, formerName, reportsFor }: Institution): { zh: string; en: string } {
  const parts = [
    formerName === null ? null : { zh: `原${formerName}`, en: `formerly ${formerName}` },
    reportsFor.length === 0 ? null : { zh: `含${reportsFor.join("、")}`, en: `with ${reportsFor.join(", ")}` },
  ].filter((part) => part !== null);
  if (parts.length === 0) return { zh: name, en: name };
  return {
    zh: `${name}（${parts.map(({ zh }) => zh).join("；")}）`,
    en: `${name} (${parts.map(({ en }) => en).join("; ")})`,
  };
}

/** Who reports: its own people, the bureau for it, or nobody yet and who could. */
function wayOf({ way, hasAccount, standing }: Institution): { zh: string; en: string } {
  if (way === "filed") return { zh: "代报", en: "filed for" };
  if (way === "own") return { zh: "自报", en: "by itself" };
  if (standing === "exempt") return { zh: "", en: "" };
  return hasAccount ? { zh: "有账号", en: "has an account" } : { zh: "无账号", en: "no account" };
}
