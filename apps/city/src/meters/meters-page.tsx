import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { refName, type Compiled, type Text } from "@duibiao/indicators";
import { Loaded, useCompiled } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import {
  Button,
  DataTable,
  Empty,
  groupDigits,
  NameTag,
  Page,
  SYNTHETIC,
  useFocusAfter,
  useText,
  type Column,
  type Named,
} from "@duibiao/ui";
import { collectionsQuery } from "../board/collections.ts";
import { BureauSelect, Parts, useBureaus, type Bureau } from "../filings/bureaus.tsx";
import { Said } from "../said.tsx";
import { KeyAnswerDialog, KeyDialog } from "./key-dialog.tsx";
import { MeterDialog } from "./meter-dialog.tsx";
import { ReadingDialog } from "./reading-dialog.tsx";
import type { PartSearch } from "../filings/search.ts";
import "../filings/filings.css";

export type Meter = Answer<typeof api.meters.listMeters>["items"][number];
export type SplitKey = Meter["keys"][number];

const keyStates: Record<SplitKey["state"] | "none", Named> = {
  none: { zh: "尚无比例", en: "no key yet", mark: "○" },
  proposed: { zh: "待确认", en: "to be confirmed", mark: "◔", tone: "warning" },
  confirmed: { zh: "各方已确认", en: "confirmed by all", mark: "✓", tone: "success" },
  refused: { zh: "有单位不同意", en: "refused", mark: "✕", tone: "error" },
};

/** 共用表计: one meter, split once by a key that all who share it have confirmed. */
export function MetersPage() {
  const t = useText();
  const [search, change] = useAddress<PartSearch>();
  const bureaus = useBureaus();
  const bureau = bureaus.find(({ regionId }) => regionId === search.region) ?? bureaus[0];
  const listed = useQuery(collectionsQuery);
  const names = useCompiled(listed.data?.[0]?.catalogueId);
  const stamps = listed.data?.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : [];
  return (
    <Page
      title={t("共用表计", "Shared meters")}
      stamps={stamps}
      actions={<BureauSelect bureaus={bureaus} value={bureau?.regionId} onChange={(region) => change({ region })} />}
    >
      <Said />
      <Parts region={search.region} />
      {bureau === undefined ? (
        <Empty>{t("您没有在机关事务机构任职。", "You hold no post at a bureau.")}</Empty>
      ) : listed.data?.length === 0 ? (
        <Empty>{t("还没有采集任务。", "There is no collection yet.")}</Empty>
      ) : (
        <Loaded of={names}>
          {(compiled) => (
            <Meters
              key={bureau.regionId}
              bureau={bureau}
              compiled={compiled}
              stamps={stamps}
              sort={search.sort}
              onSort={(sort) => change({ sort })}
            />
          )}
        </Loaded>
      )}
    </Page>
  );
}

export const figureName = (compiled: Compiled, { measure, member }: Pick<Meter, "measure" | "member">): Text =>
  refName(compiled, { measure, member, lag: 0 });

type Props = {
  bureau: Bureau;
  compiled: Compiled;
  stamps: string[];
  sort: string | undefined;
  onSort: (sort: string) => void;
};
type Asked = { kind: "new" } | { kind: "key" | "answer" | "reading"; meter: Meter };

function Meters({ bureau, compiled, stamps, sort, onSort }: Props) {
  const t = useText();
  const listed = useQuery(read(api.meters.listMeters, { query: { region: bureau.regionId } }));
  const [asked, ask] = useState<Asked | null>(null);
  const columns = useMemo(
    (): Column<Meter>[] => [
      { key: "code", header: { zh: "户号或表号", en: "Number" }, width: "m", value: ({ code }) => code },
      { key: "name", header: { zh: "表计", en: "Meter" }, width: "l", head: true, value: ({ name }) => name },
      {
        key: "figure",
        header: { zh: "数据项", en: "Figure" },
        width: "m",
        value: (meter) => t(figureName(compiled, meter)),
      },
      {
        key: "state",
        header: { zh: "分摊比例", en: "Key" },
        width: "m",
        value: ({ keys }) => t(keyStates[keys[0]?.state ?? "none"]),
        cell: ({ keys }) => <NameTag name={keyStates[keys[0]?.state ?? "none"]} />,
      },
      {
        key: "parts",
        header: { zh: "各方、权数、是否确认", en: "Parties, weights, confirmed" },
        width: "fill",
        value: ({ keys: [key] }) => (key === undefined ? "" : t(sayParts(key))),
      },
      {
        key: "reading",
        header: { zh: "最近一期", en: "Latest reading" },
        width: "xl",
        value: ({ readings: [last] }) =>
          last === undefined
            ? ""
            : `${last.period} ${groupDigits(last.quantity)} = ${last.shares
                .map(({ unit, share }) => `${unit.name} ${groupDigits(share)}`)
                .join(" + ")}`,
      },
      {
        key: "deed",
        header: { zh: "办理", en: "To do" },
        width: "l",
        value: () => null,
        screenOnly: true,
        cell: (meter) => (
          <span className="row">
            <Button
              small
              aria-label={t(`提出比例：${meter.name}`, `Propose a key: ${meter.name}`)}
              onClick={() => ask({ kind: "key", meter })}
            >
              {t("提出比例", "Propose a key")}
            </Button>
            {meter.keys[0]?.state === "proposed" ? (
              <Button
                small
                aria-label={t(`代单位确认：${meter.name}`, `Answer by paper: ${meter.name}`)}
                // Whom it still waits for is being read anew.
                busy={listed.isFetching}
                onClick={() => ask({ kind: "answer", meter })}
              >
                {t("代单位确认", "Answer by paper")}
              </Button>
            ) : null}
            {meter.keys.some(({ state }) => state === "confirmed") ? (
              <Button
                small
                aria-label={t(`登记抄见数：${meter.name}`, `Enter a reading: ${meter.name}`)}
                onClick={() => ask({ kind: "reading", meter })}
              >
                {t("登记抄见数", "Enter a reading")}
              </Button>
            ) : null}
          </span>
        ),
      },
    ],
    [t, compiled, listed.isFetching],
  );
  const close = () => ask(null);
  const place = useFocusAfter<HTMLDivElement>(listed.isFetching);
  return (
    <Loaded of={listed}>
      {({ items }) => (
        <div ref={place} tabIndex={-1}>
          <DataTable
            title={t(`${bureau.place}共用表计`, `Shared meters, ${bureau.place}`)}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            empty={t(
              "还没有共用表计。几个单位合用一块表的，在这里登记，比例由各方确认后分摊一次。",
              "No shared meter yet. Register those that several institutions share; each is split once by a key that all confirm.",
            )}
            about={{ stamps }}
            sort={sort ?? ""}
            onSort={onSort}
            tools={
              <Button small look="primary" onClick={() => ask({ kind: "new" })}>
                {t("登记共用表计", "Register a meter")}
              </Button>
            }
          />
          {asked?.kind === "new" ? <MeterDialog region={bureau.regionId} compiled={compiled} onClose={close} /> : null}
          {asked?.kind === "key" ? <KeyDialog meter={asked.meter} onClose={close} /> : null}
          {asked?.kind === "answer" ? <KeyAnswerDialog splitKey={asked.meter.keys[0]!} onClose={close} /> : null}
          {asked?.kind === "reading" ? <ReadingDialog meter={asked.meter} onClose={close} /> : null}
        </div>
      )}
    </Loaded>
  );
}

/** Who has which weight, and who has said yes or no. */
function sayParts({ basis, parts }: SplitKey): Text {
  const marks = { true: "✓", false: "✕", null: "…" } as const;
  const each = parts.map(({ unit, weight, agrees }) => `${unit.name} ${weight} ${marks[`${agrees}`]}`);
  return { zh: `${basis}：${each.join("；")}`, en: `${basis}: ${each.join("; ")}` };
}
