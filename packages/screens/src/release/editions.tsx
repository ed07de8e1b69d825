import { Link } from "@tanstack/react-router";
import { DataTable, showMoment, showNumber, useLanguage, useText, type Column } from "@duibiao/ui";
import { compareEditions, hasMoved, noise, type Change, type Moved } from "./compare.ts";
import { bandInWords, isRanked, placeText, type Release, type Scores } from "./release.ts";

type Side = { release: Release; scores: Scores };

/** What an edition changed for all regions: old and new place and score, and the indicators that moved them. */
export function Editions({ before, after, readsSheets }: { before: Side; after: Side; readsSheets: boolean }) {
  const t = useText();
  const { language } = useLanguage();
  const until = ({ release }: Side) => showMoment(release.dataUntil, language);
  const changes = compareEditions(before, after);
  const moved = changes.filter(hasMoved);
  const names = new Map([...before.scores.nodes, ...after.scores.nodes].map(({ path, name }) => [path, t(name)]));
  const uoms = new Map(
    after.scores.nodes.map(({ path, indicator }) => [
      path,
      after.release.head.indicators.find(({ key }) => key === indicator)?.uom ?? "",
    ]),
  );
  const said = (cause: Moved) => {
    const value = cause.before !== null && cause.after !== null && cause.before !== cause.after;
    return `${names.get(cause.path) ?? cause.path} ${signed(cause.points, 2)}${
      value
        ? t(
            `（${showNumber(cause.before!)} → ${showNumber(cause.after!)} ${uoms.get(cause.path)}）`,
            ` (${showNumber(cause.before!)} → ${showNumber(cause.after!)} ${uoms.get(cause.path)})`,
          )
        : ""
    }`;
  };
  const whyOf = (change: Change): string => {
    const { before: was, after: is, causes, places } = change;
    if (was === null) return t("原版没有这个地区", "not in the earlier edition");
    if (is === null) return t("新版没有这个地区", "not in the later edition");
    if (!isRanked(is) && isRanked(was)) return is.unranked.map((reason) => t(reason)).join(" ");
    if (!isRanked(was) && isRanked(is))
      return t("原版不排名：", "Unranked before: ") + was.unranked.map((reason) => t(reason)).join(" ");
    if (causes.length > 0)
      return (
        causes.slice(0, 3).map(said).join(t("；", "; ")) +
        (causes.length > 3 ? t(`；另 ${causes.length - 3} 项`, `; ${causes.length - 3} more`) : "")
      );
    return places === 0 || places === null
      ? t("未变", "unchanged")
      : t("本地区得分未变，因其他地区变动而移位", "own score unchanged; others moved");
  };
  const same = before.release.head.catalogue.hash === after.release.head.catalogue.hash;
  const { restates } = after.release;
  const notes = [
    ...(restates.length === 0 ? [] : [t(`依据：${restates.join("、")}`, `On: ${restates.join(", ")}`)]),
    t(
      `${before.release.edition.zh}（数据截至 ${until(before)}）→ ${after.release.edition.zh}（数据截至 ${until(after)}）`,
      `${before.release.edition.en} (figures as of ${until(before)}) → ${after.release.edition.en} (figures as of ${until(after)})`,
    ),
    t(
      `参加排名 ${before.release.head.nRanked} 个 → ${after.release.head.nRanked} 个`,
      `${before.release.head.nRanked} ranked → ${after.release.head.nRanked} ranked`,
    ),
    ...(same
      ? []
      : [
          t(
            "两版所用目录不同，指标或权重可能有变",
            "The editions use different catalogues: indicators or weights may differ",
          ),
        ]),
  ];
  return (
    <>
      <p>
        {moved.length === 0
          ? t("两版各地区得分和位次完全一致。", "Every region's score and place are the same in both editions.")
          : t(
              `${changes.length} 个地区中 ${moved.length} 个有变动，列在最前。`,
              `${moved.length} of ${changes.length} regions changed; they stand first.`,
            )}
      </p>
      <DataTable
        title={
          restates.length === 0
            ? t(`${after.release.title} 版次对比`, `${after.release.title}: editions compared`)
            : t(`${after.release.title} 更正对照表`, `${after.release.title}: restatement`)
        }
        columns={columnsOf({ before: before.release, after: after.release }, whyOf, t, readsSheets)}
        rows={changes}
        rowKey={({ regionId }) => regionId}
        empty={t("没有可见的地区。", "No region that you may see.")}
        about={{ stamps: after.release.stamps.map((stamp) => t(stamp)), notes }}
        footer={notes.join(t("；", "; "))}
      />
    </>
  );
}

/** The place, or the band where a release shows bands. */
function standsAt(side: Change["before"], t: ReturnType<typeof useText>): string | null {
  const place = placeText(side?.place ?? null);
  return place ?? (side?.standing ? t(bandInWords(side.standing.band)) : null);
}

const signed = (value: number, decimals: number) =>
  `${value > 0 ? "+" : value < 0 ? "−" : ""}${showNumber(Math.abs(value), decimals)}`;

function columnsOf(
  releases: { before: Release; after: Release },
  whyOf: (change: Change) => string,
  t: ReturnType<typeof useText>,
  readsSheets: boolean,
): Column<Change>[] {
  const side = (key: "before" | "after", zh: string, en: string): Column<Change>[] => [
    {
      key: `${key}Rank`,
      header: { zh: `${zh}位次`, en: `${en} place` },
      value: (change) => standsAt(change[key], t),
      sortBy: (change) => change[key]?.place?.rank ?? change[key]?.standing?.band ?? null,
      width: "s",
    },
    {
      key: `${key}Score`,
      header: { zh: `${zh}得分`, en: `${en} score` },
      type: "number",
      decimals: 2,
      value: (change) => change[key]?.score ?? null,
      cell: (change) => {
        const score = change[key]?.score ?? null;
        if (score === null) return <span className="quiet">{t("无", "none")}</span>;
        if (!readsSheets) return showNumber(score, 2);
        return (
          <Link
            to="/sheet/$evaluation/$region"
            params={{ evaluation: String(releases[key].evaluationId), region: String(change.regionId) }}
          >
            {showNumber(score, 2)}
          </Link>
        );
      },
      width: "s",
    },
  ];
  return [
    { key: "region", header: { zh: "地区", en: "Region" }, value: ({ name }) => name, head: true, width: "m" },
    ...side("before", "原", "Old"),
    ...side("after", "新", "New"),
    {
      key: "places",
      header: { zh: "位次变化", en: "Places" },
      type: "number",
      decimals: 0,
      value: ({ places }) => places,
      cell: ({ places }) =>
        places === null
          ? null
          : places === 0
            ? t("不变", "same")
            : places > 0
              ? t(`升 ${places} ▲`, `up ${places} ▲`)
              : t(`降 ${-places} ▼`, `down ${-places} ▼`),
      width: "s",
    },
    {
      key: "steady",
      header: { zh: "是否持平", en: "Steady" },
      value: ({ steady }) =>
        steady === null
          ? null
          : steady
            ? t("基本持平", "no change that can be told")
            : t("超出区间", "beyond the interval"),
      width: "s",
    },
    {
      key: "score",
      header: { zh: "得分变化", en: "Points" },
      type: "number",
      decimals: 2,
      value: ({ score }) => score,
      cell: ({ score }) => (score === null ? null : Math.abs(score) < noise ? t("不变", "same") : signed(score, 2)),
      width: "s",
    },
    { key: "why", header: { zh: "由哪些指标引起", en: "Caused by" }, value: whyOf, width: "fill" },
  ];
}
