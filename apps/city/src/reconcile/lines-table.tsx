import {
  DataTable,
  groupDigits,
  lenses,
  nameOf,
  Segments,
  showPeriod,
  Tag,
  useLanguage,
  useText,
  type Column,
  SYNTHETIC,
} from "@duibiao/ui";
import type { ListedCollection } from "../board/collections.ts";
import type { CityData, CityName } from "./city.tsx";
import type { Lens } from "./search.ts";
import { isOff, linesOf, type Figure, type Line, type Reconciled } from "./standing.ts";

type Props = {
  data: CityData;
  city: CityName;
  collection: ListedCollection;
  figures: readonly Figure[];
  below: readonly Figure[];
  reconciled: readonly Reconciled[];
  pending: boolean;
  lens: Lens;
  onLens: (lens: Lens) => void;
};

/** 对账表: own total | sum of the parts | difference | who is missing. */
export function LinesTable({ data, city, collection, figures, below, reconciled, pending, lens, onLens }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const lines = linesOf(data.vocabulary, data.form, city.cityId, figures, below, reconciled, t("本级", "own level"));
  const hidden = lines.find((line) => line.hidden !== null)?.hidden;
  const title = t(
    `${city.name}${data.form.name.zh}${showPeriod(collection.period, "zh")}对账`,
    `${city.name}, ${data.form.name.en} ${showPeriod(collection.period, "en")}: reconciliation`,
  );
  return (
    <DataTable
      title={title}
      columns={columnsOf(t)}
      rows={lines}
      rowKey={({ key }) => key}
      rowClass={(line) => (isOff(line) ? "dt-own" : undefined)}
      empty={t("这张报表没有行次。", "This form has no lines.")}
      about={{
        stamps: collection.synthetic ? [t(SYNTHETIC)] : [],
        notes: [t(`口径：${nameOf(lenses, lens).zh}`, `Lens: ${nameOf(lenses, lens).en}`)],
      }}
      tools={
        <Segments<Lens>
          label={t("口径", "Lens")}
          value={lens}
          options={(["submitted", "county", "city"] as const).map((value) => ({
            value,
            label: t(nameOf(lenses, value)),
          }))}
          onChange={onLens}
        />
      }
      footer={
        <>
          {hidden ? t(hidden) : null}
          {data.preview.missing.some(({ state }) => state === "returned")
            ? t(
                "已退回的报送，在新版次通过之前汇总值仍按原版次计。",
                "A returned submission keeps counting at its old revision until a new one is accepted.",
              )
            : null}
          {pending
            ? t("有新的报送正在汇总，数值稍后更新。", "New submissions are being added up; the figures follow shortly.")
            : null}{" "}
          {language === "zh"
            ? "全域自报：由一个单位报全域数的才有，只作核对，不计入汇总值；各部分：本级各单位和下级；差额＝全域自报－各部分合计。"
            : "Reported whole: where one unit reports the whole region; a check, never added. Parts: units of the region's own level and all below. Difference: reported whole less the sum."}
        </>
      }
    />
  );
}

type T = ReturnType<typeof useText>;

function columnsOf(t: T): Column<Line>[] {
  return [
    { key: "row", header: { zh: "行次", en: "Line" }, width: "xs", value: ({ row }) => row },
    { key: "name", header: { zh: "指标", en: "Measure" }, width: "fill", head: true, value: ({ name }) => t(name) },
    {
      key: "uom",
      header: { zh: "计量单位", en: "Unit of measure" },
      width: "s",
      value: ({ uom }) => uom,
      sortBy: false,
    },
    {
      key: "own",
      header: { zh: "全域自报", en: "Reported whole" },
      type: "number",
      width: "m",
      value: ({ own }) => own,
    },
    {
      key: "parts",
      header: { zh: "各部分合计", en: "Sum of the parts" },
      type: "number",
      width: "m",
      value: ({ parts }) => parts,
    },
    {
      key: "difference",
      header: { zh: "差额", en: "Difference" },
      type: "number",
      width: "m",
      highFirst: true,
      value: ({ difference }) => difference,
      cell: (line) =>
        line.difference === null ? (
          <span className="quiet">–</span>
        ) : isOff(line) ? (
          <Tag tone="error">≠ {groupDigits(line.difference)}</Tag>
        ) : (
          t("相符", "agrees")
        ),
    },
    {
      key: "estimated",
      header: { zh: "其中暂估", en: "of which estimated" },
      type: "number",
      width: "m",
      value: ({ estimated }) => estimated,
    },
    {
      key: "answered",
      header: { zh: "已答/应答", en: "Answered" },
      width: "s",
      value: ({ answered, expected }) => `${answered}/${expected}`,
      sortBy: ({ answered, expected }) => answered - expected,
    },
    {
      key: "missing",
      header: { zh: "缺", en: "Missing" },
      width: "l",
      value: ({ missing }) => missing.join(t("、", ", ")),
      cell: ({ missing }) => <Names names={missing} />,
    },
  ];
}

/** A few names, the rest on a click. */
function Names({ names }: { names: readonly string[] }) {
  const t = useText();
  const shown = 2;
  if (names.length <= shown) return names.join(t("、", ", "));
  return (
    <details>
      <summary>
        {names.slice(0, shown).join(t("、", ", "))}
        {t(` 等 ${names.length} 个`, ` and ${names.length - shown} more`)}
      </summary>
      {names.slice(shown).join(t("、", ", "))}
    </details>
  );
}
