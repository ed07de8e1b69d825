import type { Answer, api } from "@duibiao/client";
import {
  consolidationStates,
  DataTable,
  nameOf as wordOf,
  NameTag,
  Tag,
  useText,
  type Column,
  SYNTHETIC,
} from "@duibiao/ui";
import { useRegions } from "@duibiao/screens/dictionary";

type Progress = Answer<typeof api.board.readProgress>;
type City = Progress["cities"][number];
type Cell = Progress["cells"][number];
type Row = City & { cell: Cell };
type Props = { cities: readonly City[]; cells: readonly Cell[]; synthetic: boolean; onChoose: (city: number) => void };

/** Every city of a collection and how far its consolidation is. */
export function Cities({ cities, cells, synthetic, onChoose }: Props) {
  const t = useText();
  const regions = useRegions().data;
  // What hangs on the province directly is consolidated by the province.
  const nameOf = ({ cityId, name }: City) =>
    regions?.find(({ id }) => id === cityId)?.tier === "province" ? t(`${name}（直属）`, `${name} (direct)`) : name;
  const rows = cities.map((city): Row => ({ ...city, cell: cells.find(({ cityId }) => cityId === city.cityId)! }));
  const passed = ({ counts }: Cell) =>
    ["city_accepted", "province_accepted", "locked"].reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const columns: Column<Row>[] = [
    {
      key: "name",
      header: { zh: "市", en: "City" },
      head: true,
      width: "fill",
      value: (city) => nameOf(city),
      sortBy: ({ code }) => code,
      cell: (city) => (
        <button type="button" className="contact" onClick={() => onChoose(city.cityId)}>
          {nameOf(city)}
        </button>
      ),
    },
    {
      key: "expected",
      header: { zh: "应报", en: "Expected" },
      type: "number",
      decimals: 0,
      width: "s",
      value: ({ cell }) => cell.expected,
    },
    {
      key: "passed",
      header: { zh: "市审通过", en: "Accepted by city" },
      type: "number",
      decimals: 0,
      width: "m",
      value: ({ cell }) => passed(cell),
    },
    {
      key: "late",
      header: { zh: "逾期", en: "Late" },
      type: "number",
      decimals: 0,
      width: "s",
      value: ({ cell }) => cell.late,
    },
    {
      key: "edition",
      header: { zh: "汇总版次", en: "Consolidation" },
      width: "xl",
      value: ({ cell }) => {
        const { consolidation } = cell;
        if (consolidation === null) return t("未签署", "Not signed");
        const state = t(wordOf(consolidationStates, consolidation.state));
        const stale = consolidation.stale ? t("，需重新汇总", ", sign anew") : "";
        return `${t(`第 ${consolidation.number} 版`, `No. ${consolidation.number}`)} ${state}${stale}`;
      },
      cell: ({ cell: { consolidation } }) =>
        consolidation === null ? (
          <span className="quiet">{t("未签署", "Not signed")}</span>
        ) : (
          <span className="row">
            {t(`第 ${consolidation.number} 版`, `No. ${consolidation.number}`)}
            <NameTag name={{ mark: "·", ...wordOf(consolidationStates, consolidation.state) }} />
            {consolidation.stale ? <Tag tone="error">✕ {t("需重新汇总", "Sign anew")}</Tag> : null}
          </span>
        ),
    },
    {
      key: "opened",
      header: { zh: "未审数据", en: "Unreviewed figures" },
      width: "m",
      value: ({ cell }) => (cell.opened ? t("已向省级开放", "Opened to the province") : t("只有计数", "Counts only")),
    },
  ];
  return (
    <DataTable
      title={t("各市汇总", "Consolidations by city")}
      columns={columns}
      rows={rows}
      rowKey={({ cityId }) => cityId}
      about={{ stamps: synthetic ? [t(SYNTHETIC)] : [], notes: [] }}
      empty={t("没有市。", "No city.")}
    />
  );
}
