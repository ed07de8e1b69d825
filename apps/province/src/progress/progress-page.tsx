import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { api, read } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { LineTotals } from "@duibiao/screens/lines";
import {
  Button,
  DataTable,
  DayInput,
  Empty,
  lenses,
  NameTag,
  nameOf,
  Page,
  Segments,
  showMoment,
  showPeriod,
  Tag,
  consolidationStates,
  useLanguage,
  useText,
  type Column,
  SYNTHETIC,
} from "@duibiao/ui";
import { CityPart } from "./city-part.tsx";
import { Collections } from "./collections.tsx";
import { SystemForms } from "./system-forms.tsx";
import { NextToAccept } from "./next-to-accept.tsx";
import { latestFirst, standing, waitingFor, type Lens, type Part, type Progress } from "./part.ts";
import type { ProgressSearch } from "./search.ts";
import "./progress.css";

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
/** A quarter just over is still being reviewed; one that runs already collects. */
const [before, ahead] = [-100, 31];

/** 进度: cities by forms, in counts only. */
export function ProgressPage() {
  const t = useText();
  const { language } = useLanguage();
  const [search, change] = useAddress<ProgressSearch>();
  const window = useMemo(
    () => ({ from: search.from ?? day(before), to: search.to ?? day(ahead) }),
    [search.from, search.to],
  );
  const progress = useQuery({ ...read(api.board.readProgress, { query: window }), refetchInterval: 60_000 });
  const lens: Lens = search.lens ?? "city";
  const stamps = progress.data?.collections.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : [];
  const dates = (["from", "to"] as const).map((edge) => (
    <label key={edge} className="inline-field">
      {edge === "from" ? t("报告期止日从", "Periods ending from") : t("到", "to")}
      <DayInput
        value={window[edge]}
        onChange={({ target: { value } }) => value !== "" && change({ [edge]: value, collection: undefined })}
      />
    </label>
  ));
  return (
    <Page
      title={t("各市进度", "Progress by city")}
      stamps={stamps}
      actions={
        progress.data ? (
          <span className="quiet">
            {t(`截至 ${showMoment(progress.data.now, language)}`, `as of ${showMoment(progress.data.now, language)}`)}
          </span>
        ) : null
      }
    >
      <div className="row progress-tools no-print">
        {dates}
        <Button small onClick={() => change({ from: day(-400), to: undefined })}>
          {t("近一年", "Past year")}
        </Button>
        <span className="grow" />
        <Segments
          label={t("口径", "Lens")}
          value={lens}
          options={(["submitted", "county", "city", "province"] as const).map((value) => ({
            value,
            label: t(lenses[value]),
          }))}
          onChange={(value) => change({ lens: value === "city" ? undefined : value })}
        />
      </div>
      <Loaded of={progress}>
        {(data) =>
          data.collections.length === 0 ? (
            <Empty>
              {window.from > window.to
                ? t("起始日在截止日之后，请改日期。", "The first date is after the last; change one of them.")
                : t("这段时间没有采集任务。", "No collection ends within these dates.")}{" "}
              <Button onClick={() => change({ from: day(-800), to: undefined })}>
                {t("看近两年", "Show the past two years")}
              </Button>
            </Empty>
          ) : (
            <Board progress={data} lens={lens} search={search} change={change} window={window} stamps={stamps} />
          )
        }
      </Loaded>
    </Page>
  );
}

type BoardProps = {
  progress: Progress;
  lens: Lens;
  search: ProgressSearch;
  change: (patch: Partial<ProgressSearch>, how?: { replace?: boolean }) => void;
  window: { from: string; to: string };
  stamps: readonly string[];
};

type City = Progress["cities"][number];

function Board({ progress, lens, search, change, window, stamps }: BoardProps) {
  const t = useText();
  const { language } = useLanguage();
  const parts = useMemo(
    () => new Map(progress.cells.map((part) => [`${part.cityId}/${part.collectionId}`, part])),
    [progress.cells],
  );
  const chosen = useRef<HTMLDivElement>(null);
  const open = search.city !== undefined && search.collection !== undefined;
  const part = open ? parts.get(`${search.city}/${search.collection}`) : undefined;
  // The keyboard follows into what was chosen, and back to its cell; who comes by an address starts at the page's head.
  const shown = useRef(part && `${part.cityId}/${part.collectionId}`);
  useEffect(() => {
    if (part === undefined) return;
    chosen.current?.scrollIntoView({ block: "nearest" });
    const place = `${part.cityId}/${part.collectionId}`;
    if (shown.current !== place) chosen.current?.querySelector("h2")?.focus({ preventScroll: true });
    shown.current = place;
  }, [search.city, search.collection, part !== undefined]);
  const close = () => {
    shown.current = undefined;
    document.querySelector<HTMLElement>(".part[aria-pressed='true']")?.focus();
    change({ city: undefined, collection: undefined });
  };
  const cell = (city: City, collectionId: number) => parts.get(`${city.cityId}/${collectionId}`);
  const waiting = waitingFor(progress, search);
  const collections = latestFirst(progress.collections);
  const columns: Column<City>[] = [
    { key: "city", header: { zh: "市", en: "City" }, value: ({ name }) => name, head: true, width: "m" },
    {
      key: "units",
      header: { zh: "单位", en: "Units" },
      type: "number",
      decimals: 0,
      value: ({ units }) => units,
      width: "xs",
    },
    ...collections.map(({ collectionId, formName, period, lockedAt }): Column<City> => ({
      key: `c${collectionId}`,
      header: { zh: `${formName.zh} ${showPeriod(period, "zh")}`, en: `${formName.en} ${showPeriod(period, "en")}` },
      value: (city) => {
        const found = cell(city, collectionId);
        return found === undefined ? null : exported(found, lens, lockedAt !== null, t);
      },
      sortBy: (city) => {
        const found = cell(city, collectionId);
        return found === undefined || found.expected === 0 ? null : found.reached[lens] / found.expected;
      },
      cell: (city) => {
        const found = cell(city, collectionId);
        if (found === undefined) return <span className="quiet">–</span>;
        return (
          <PartButton
            part={found}
            lens={lens}
            locked={lockedAt !== null}
            name={`${city.name} ${t(formName)}`}
            chosen={found === part}
            onChoose={() => change({ city: city.cityId, collection: collectionId })}
          />
        );
      },
      width: "l",
    })),
  ];
  return (
    <>
      {open ? null : <NextToAccept waiting={waiting} done={false} />}
      <DataTable
        title={t("各市进度", "Progress by city")}
        columns={columns}
        rows={progress.cities}
        rowKey={({ cityId }) => cityId}
        empty={t("没有应报的市。", "No city owes anything here.")}
        about={{
          stamps,
          notes: [
            t(
              `口径：${nameOf(lenses, lens).zh}；格内为达到口径的单位数/应报数`,
              `Lens: ${nameOf(lenses, lens).en}; units that reached it / units that owe`,
            ),
            t(`截至 ${showMoment(progress.now, language)}`, `as of ${showMoment(progress.now, language)}`),
          ],
        }}
        footer={t(
          "格内为达到口径的单位数/应报数；未经市审的数据只显示个数。点格子看该市各单位。",
          "Units that reached the lens / units that owe; figures before city review show as counts only. Choose a cell for the city's units.",
        )}
      />
      <div ref={chosen}>
        {open && part === undefined ? (
          <Empty>{t("所选的市在这张报表里没有应报单位。", "The city owes nothing on this form.")}</Empty>
        ) : null}
        {part ? (
          <CityPart
            part={part}
            collection={progress.collections.find(({ collectionId }) => collectionId === part.collectionId)!}
            city={progress.cities.find(({ cityId }) => cityId === part.cityId)!}
            window={window}
            waiting={waiting}
            onClose={close}
          />
        ) : null}
      </div>
      <Totals collections={collections} lens={lens} search={search} change={change} />
      <Collections collections={collections} />
      <SystemForms window={window} />
    </>
  );
}

type TotalsProps = Pick<BoardProps, "lens" | "search" | "change"> & { collections: Progress["collections"] };

/** 条块合计 of the chosen collection (else the newest), in the chosen city or the whole province. */
function Totals({ collections, lens, search, change }: TotalsProps) {
  const shown = collections.find(({ collectionId }) => collectionId === search.collection) ?? collections[0]!;
  return (
    <LineTotals
      collection={shown.collectionId}
      region={search.collection === undefined ? undefined : search.city}
      lens={lens}
      by={search.by}
      figure={search.figure}
      change={(patch) => change(patch as Partial<ProgressSearch>, { replace: true })}
    />
  );
}

function exported(part: Part, lens: Lens, locked: boolean, t: (zh: string, en: string) => string): string {
  const state = standing(part, locked);
  const words = {
    none: t("未汇总", "not consolidated"),
    stale: t("需重新汇总", "to be consolidated again"),
    corrected: t("锁定后有更正", "corrected after the lock"),
    signed: t("汇总待接收", "consolidation waits"),
    accepted: t("汇总已接收", "consolidation accepted"),
    returned: t("汇总已退回", "consolidation returned"),
  };
  const late = part.late > 0 ? t(`，迟报 ${part.late}`, `, ${part.late} late`) : "";
  return `${part.reached[lens]}/${part.expected}${late}${t("，", ", ")}${words[state]}`;
}

type PartProps = { part: Part; lens: Lens; locked: boolean; name: string; chosen: boolean; onChoose: () => void };

function PartButton({ part, lens, locked, name, chosen, onChoose }: PartProps) {
  const t = useText();
  const done = part.reached[lens];
  const state = standing(part, locked);
  return (
    <button type="button" className="part" aria-pressed={chosen} onClick={onChoose}>
      <span className="sr-only">{name} </span>
      <strong className={done === part.expected ? "part-full" : ""}>
        {done}/{part.expected}
      </strong>
      {lens !== "submitted" && done < part.expected ? (
        <span className="quiet">{t(`已报 ${part.reached.submitted}`, `${part.reached.submitted} in`)}</span>
      ) : null}
      {part.late > 0 ? <Tag tone="error">{t(`迟 ${part.late}`, `${part.late} late`)}</Tag> : null}
      {state === "none" ? null : state === "stale" ? (
        <Tag tone="warning">▲ {t("需重新汇总", "to be signed again")}</Tag>
      ) : state === "corrected" ? (
        <Tag>✎ {t("锁定后有更正", "corrected since")}</Tag>
      ) : (
        <NameTag name={consolidationStates[state]} detail={part.consolidation!.number} />
      )}
      {part.opened ? <Tag>{t("已开放", "opened")}</Tag> : null}
    </button>
  );
}
