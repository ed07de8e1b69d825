import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { api, read } from "@duibiao/client";
import { DataTable, Page, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import { kindWords, type Change } from "./words.ts";

/** 区划变更: every recorded change of the tree. `actions`: what an app adds, such as recording one. */
export function ChangesTable({ actions }: { actions?: ReactNode }) {
  const t = useText();
  const { language } = useLanguage();
  const changes = useQuery(read(api.regions.listRegionChanges, {}));
  const columns = useMemo<Column<Change>[]>(
    () => [
      {
        key: "effective",
        header: { zh: "生效日期", en: "Effective" },
        value: ({ effective }) => effective,
        width: "m",
      },
      {
        key: "kind",
        header: { zh: "种类", en: "Kind" },
        value: ({ kind }) => t(kindWords[kind]),
        cell: ({ id, kind }) => (
          <Link to="/region-changes/$change" params={{ change: String(id) }}>
            {t(kindWords[kind])}
          </Link>
        ),
        width: "s",
      },
      {
        key: "note",
        header: { zh: "说明", en: "Note" },
        value: ({ note }) => note,
        head: true,
        width: "fill",
      },
      {
        key: "document",
        header: { zh: "文号", en: "Document no." },
        value: ({ documentNo }) => documentNo,
        width: "xl",
      },
      {
        key: "at",
        header: { zh: "登记时间", en: "Recorded" },
        value: ({ createdAt }) => showMoment(String(createdAt), language),
        sortBy: ({ createdAt }) => String(createdAt),
        width: "l",
      },
    ],
    [t, language],
  );
  return (
    <Page title={t("区划变更", "Changes of regions")} actions={actions}>
      <Loaded of={changes}>
        {({ items }) => (
          <DataTable
            title={t("区划变更", "Changes of regions")}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            empty={t("没有登记过区划变更。", "No change is on record.")}
          />
        )}
      </Loaded>
    </Page>
  );
}

export const ChangesPage = () => <ChangesTable />;
