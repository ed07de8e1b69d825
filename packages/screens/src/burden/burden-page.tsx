import { useQuery } from "@tanstack/react-query";
import { api, read, type Answer } from "@duibiao/client";
import { Button, DataTable, nameOf, Page, Segments, SYNTHETIC, tiers, useText, type Column } from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { Loaded } from "../problem-box.tsx";
import type { BurdenSearch } from "./search.ts";

type Row = Answer<typeof api.burden.readBurden>["items"][number];

const thisYear = () => new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();

/** 填报负担: how often, how much and how long each region or unit was asked, by the year in which it was due. */
export function BurdenPage() {
  const t = useText();
  const [search, change] = useAddress<BurdenSearch>();
  const year = search.year ?? thisYear();
  const byUnit = search.by === "unit";
  const burden = useQuery(
    read(api.burden.readBurden, {
      query: {
        from: `${year}-01-01`,
        to: `${year}-12-31`,
        by: byUnit ? "unit" : "region",
        monthly: search.monthly ? "true" : "false",
        ...(search.region !== undefined && { region: search.region }),
      },
    }),
  );
  const count = (key: "units" | "requests" | "cells", zh: string, en: string): Column<Row> => ({
    key,
    header: { zh, en },
    type: "number",
    decimals: 0,
    highFirst: true,
    value: (row) => row[key],
    width: "s",
  });
  const columns: Column<Row>[] = [
    {
      key: "region",
      header: { zh: "地区", en: "Region" },
      value: ({ region }) => region,
      // From a region to its units, and by the button above back again.
      ...(byUnit
        ? {}
        : {
            cell: ({ region, regionId }: Row) => (
              <Button look="quiet" small onClick={() => change({ by: "unit", region: regionId })}>
                {region}
              </Button>
            ),
          }),
      head: true,
      width: "fill",
    },
    { key: "tier", header: { zh: "级次", en: "Tier" }, value: ({ tier }) => t(nameOf(tiers, tier)), width: "xs" },
    ...(byUnit
      ? [
          {
            key: "unit",
            header: { zh: "填报单位", en: "Unit" },
            value: ({ unit }: Row) => unit,
            width: "fill",
          } satisfies Column<Row>,
        ]
      : [count("units", "单位", "Units")]),
    ...(search.monthly
      ? [
          {
            key: "month",
            header: { zh: "月份（按单位期限）", en: "Month (of the due time)" },
            value: ({ month }: Row) => month,
            width: "m",
          } satisfies Column<Row>,
        ]
      : []),
    count("requests", "次数", "Requests"),
    count("cells", "格数", "Cells"),
    {
      key: "minutes",
      header: { zh: "分钟", en: "Minutes" },
      type: "number",
      decimals: 0,
      highFirst: true,
      value: ({ minutes }) => minutes,
      width: "s",
    },
    {
      key: "measured",
      header: { zh: "计到时间的次数", en: "Requests measured" },
      type: "number",
      decimals: 0,
      value: ({ measured }) => measured,
      width: "m",
    },
  ];
  return (
    <Page title={t("填报负担", "Burden of reporting")} stamps={burden.data?.synthetic ? [t(SYNTHETIC)] : []}>
      <Loaded of={burden}>
        {({ items, definition, synthetic }) => (
          <DataTable
            title={t(`${year} 年填报负担`, `Burden of reporting, ${year}`)}
            columns={columns}
            rows={items}
            rowKey={({ regionId, unitId, month }) => `${regionId} ${unitId} ${month}`}
            empty={t("这一年没有要求填报。", "Nothing was asked in that year.")}
            about={{ stamps: synthetic ? [t(SYNTHETIC)] : [], notes: [t(definition)] }}
            footer={t(definition)}
            tools={
              <>
                <label className="inline-field">
                  {t("年份（按单位期限）", "Year (of the due time)")}
                  <input
                    className="input"
                    type="number"
                    min={2000}
                    max={2100}
                    value={year}
                    onChange={({ target }) => change({ year: Number(target.value) })}
                  />
                </label>
                <Segments
                  label={t("按", "By")}
                  value={byUnit ? "unit" : "region"}
                  options={[
                    { value: "region", label: t("地区", "Region") },
                    { value: "unit", label: t("单位", "Unit") },
                  ]}
                  onChange={(by) => change({ by: by === "unit" ? "unit" : undefined, region: undefined })}
                />
                <label className="inline-field">
                  <input
                    type="checkbox"
                    checked={search.monthly === true}
                    onChange={({ target }) => change({ monthly: target.checked || undefined })}
                  />
                  {t("按月", "By month")}
                </label>
              </>
            }
          />
        )}
      </Loaded>
    </Page>
  );
}
