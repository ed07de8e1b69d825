import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api, read } from "@duibiao/client";
import { Button, DataTable, Page, showMoment, SYNTHETIC, useLanguage, useText, type Column } from "@duibiao/ui";
import { Loaded, useSession } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { collectionsQuery } from "../board/collections.ts";
import { FixDialog } from "./fix-dialog.tsx";
import { errorText, type SpotHead } from "./words.ts";

export type SpotChecksSearch = { sort?: string | undefined };

/** 抽查: every check that was ever fixed, drawn or not, with its error rate. */
export function SpotChecksPage() {
  const t = useText();
  const { language } = useLanguage();
  const [search, change] = useAddress<SpotChecksSearch>();
  const [fixing, setFixing] = useState(false);
  const { posts } = useSession();
  const bureau = posts.find(({ role, regionId }) => (role === "reviewer" || role === "leader") && regionId !== null);
  const checks = useQuery(read(api.spotChecks.listSpotChecks, { query: {} }));
  const collections = useQuery(collectionsQuery).data;
  const columns = useMemo<Column<SpotHead>[]>(
    () => [
      {
        key: "title",
        header: { zh: "抽查", en: "Spot check" },
        head: true,
        width: "fill",
        value: ({ title, id }) => t(`第 ${id} 号 ${title}`, `No. ${id} ${title}`),
        cell: ({ title, id }) => (
          <Link to="/spot-checks/$check" params={{ check: String(id) }}>
            {t(`第 ${id} 号 ${title}`, `No. ${id} ${title}`)}
          </Link>
        ),
      },
      { key: "bureau", header: { zh: "抽查机构", en: "Bureau" }, width: "m", value: ({ ownerName }) => ownerName },
      {
        key: "collection",
        header: { zh: "采集任务", en: "Collection" },
        width: "l",
        value: ({ collectionId }) => collections?.find(({ id }) => id === collectionId)?.name ?? "",
      },
      {
        key: "state",
        header: { zh: "进展", en: "Progress" },
        width: "m",
        value: ({ drawnAt, checked, size }) =>
          drawnAt === null
            ? t("已定样，未抽样", "fixed, not drawn")
            : t(`已查 ${checked} / ${size} 格`, `${checked} of ${size} checked`),
      },
      {
        key: "error",
        header: { zh: "差错率", en: "Error rate" },
        width: "xl",
        value: (row) => t(errorText(row)),
        sortBy: ({ error }) => error?.rate ?? null,
      },
      {
        key: "by",
        header: { zh: "定样", en: "Fixed" },
        width: "l",
        value: ({ createdBy, createdAt }) => `${createdBy} ${showMoment(String(createdAt), language)}`,
        sortBy: ({ createdAt }) => String(createdAt),
      },
    ],
    [t, language, collections],
  );
  return (
    <Loaded of={checks}>
      {({ items }) => (
        <Page
          title={t("抽查", "Spot checks")}
          stamps={items.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : []}
          actions={
            bureau ? (
              <Button look="primary" onClick={() => setFixing(true)}>
                {t("新抽查", "New spot check")}
              </Button>
            ) : null
          }
        >
          <DataTable
            title={t("抽查", "Spot checks")}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            about={{ stamps: items.some(({ synthetic }) => synthetic) ? [t(SYNTHETIC)] : [] }}
            sort={search.sort ?? ""}
            onSort={(sort) => change({ sort })}
            empty={t(
              "还没有抽查。新抽查先固定抽样框、样本量和随机种子，再抽样，再逐格核对凭证。",
              "None yet. A spot check first fixes frame, size and seed, then draws, then compares cell by cell with evidence.",
            )}
            footer={t(
              "差错率 = （不符 + 无凭证）/ 已查格数，区间为 Wilson 95% 区间。定样后不能删除，未抽样的也留在表内。",
              "Error rate: differing or without evidence, of those checked, with Wilson's interval of 95 %. A check that was fixed stays in the list, drawn or not.",
            )}
          />
          {fixing && bureau ? <FixDialog bureau={bureau.regionId!} onClose={() => setFixing(false)} /> : null}
        </Page>
      )}
    </Loaded>
  );
}
