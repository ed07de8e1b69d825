import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { Loaded } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { useRegions, type Region } from "@duibiao/screens/dictionary";
import { DataTable, nameOf, DayInput, Page, tiers, useText, type Column } from "@duibiao/ui";
import type { RegionsSearch } from "./search.ts";

/** 地区: the tree as it stood on a day, superiors before what hangs below them. */
export function RegionsPage() {
  const t = useText();
  const [search, change] = useAddress<RegionsSearch>();
  const regions = useRegions(search.date);
  const columns = useMemo<Column<Region & { superior: string }>[]>(
    () => [
      {
        key: "name",
        header: { zh: "地区", en: "Region" },
        value: ({ name }) => name,
        cell: ({ id, name }) => (
          <Link to="/regions/$region" params={{ region: String(id) }} search={{} as never}>
            {name}
          </Link>
        ),
        head: true,
        width: "fill",
      },
      { key: "code", header: { zh: "代码", en: "Code" }, value: ({ code }) => code, width: "m" },
      { key: "tier", header: { zh: "层级", en: "Tier" }, value: ({ tier }) => t(nameOf(tiers, tier)), width: "s" },
      { key: "kind", header: { zh: "类别", en: "Kind" }, value: ({ kind }) => kind, width: "s" },
      { key: "superior", header: { zh: "上级", en: "Superior" }, value: ({ superior }) => superior, width: "m" },
      { key: "from", header: { zh: "自", en: "From" }, value: ({ validFrom }) => validFrom, width: "m" },
      { key: "to", header: { zh: "至（不含）", en: "Until (not with)" }, value: ({ validTo }) => validTo, width: "m" },
    ],
    [t],
  );
  const wanted = (search.text ?? "").trim();
  return (
    <Page
      title={t("地区", "Regions")}
      actions={
        <Link className="btn" to="/region-changes">
          {t("区划变更", "Changes of regions")}
        </Link>
      }
    >
      <Loaded of={regions}>
        {(items) => (
          <DataTable
            title={t(
              `地区（${search.date ?? "今日"}）`,
              `Regions ${search.date === undefined ? "today" : `on ${search.date}`}`,
            )}
            columns={columns}
            rows={inOrder(items).filter(({ name, code }) => name.includes(wanted) || code.includes(wanted))}
            rowKey={({ id }) => id}
            empty={t("当日没有这样的地区。", "No such region on that day.")}
            tools={
              <>
                <label className="inline-field">
                  {t("日期", "Day")}
                  <DayInput value={search.date ?? ""} onChange={({ target }) => change({ date: target.value })} />
                </label>
                <label className="inline-field">
                  {t("查找", "Find")}
                  <input
                    className="input"
                    type="search"
                    value={search.text ?? ""}
                    placeholder={t("名称或代码", "Name or code")}
                    onChange={({ target }) => change({ text: target.value }, { replace: true })}
                  />
                </label>
              </>
            }
          />
        )}
      </Loaded>
    </Page>
  );
}

/** Every region after its superior, siblings by code. */
function inOrder(items: readonly Region[]): (Region & { superior: string })[] {
  const ids = new Set(items.map(({ id }) => id));
  const below = new Map<number | null, Region[]>();
  for (const region of items) {
    const parent = region.parentId !== null && ids.has(region.parentId) ? region.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), region]);
  }
  const walk = (parent: number | null, superior: string): (Region & { superior: string })[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .flatMap((region) => [{ ...region, superior }, ...walk(region.id, region.name)]);
  return walk(null, "");
}
