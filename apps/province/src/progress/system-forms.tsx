import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, read, type Answer } from "@duibiao/client";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { Button, DataTable, showMoment, showPeriod, Tag, useLanguage, useText, type Column } from "@duibiao/ui";
import { useRights } from "../roles.ts";

type Listed = Answer<typeof api.collections.listCollections>["items"][number];
type Period = Answer<typeof api.periods.listPeriods>["items"][number];
type Row = Listed & { period: Period };

type Props = { window: { from: string; to: string } };

/** 平台生成的报表: forms that nobody reports, and the button by which an analyst has the platform count. */
export function SystemForms({ window }: Props) {
  const listed = useQuery(read(api.collections.listCollections, {}));
  const periods = useQuery(read(api.periods.listPeriods, {}));
  return (
    <Loaded of={listed}>
      {({ items }) => (
        <Loaded of={periods}>
          {(known) => {
            const byId = new Map(known.items.map((period) => [period.id, period]));
            const rows = items.flatMap((collection): Row[] => {
              const period = byId.get(collection.periodId);
              const shown =
                period && collection.origin === "system" && period.end >= window.from && period.end <= window.to;
              return shown ? [{ ...collection, period }] : [];
            });
            return rows.length === 0 ? null : <Table rows={rows} />;
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

function Table({ rows }: { rows: readonly Row[] }) {
  const t = useText();
  const { language } = useLanguage();
  const columns: Column<Row>[] = [
    { key: "name", header: { zh: "报表", en: "Form" }, value: ({ name }) => name, head: true, width: "fill" },
    {
      key: "period",
      header: { zh: "报告期", en: "Period" },
      value: ({ period }) => showPeriod(period, language),
      sortBy: ({ period }) => period.end,
      width: "m",
    },
    {
      key: "locked",
      header: { zh: "锁定", en: "Lock" },
      value: ({ lockedAt }) => (lockedAt === null ? t("未锁定", "open") : showMoment(lockedAt, language)),
      width: "m",
    },
    {
      key: "count",
      header: { zh: "计数", en: "Count" },
      value: () => null,
      cell: (row) => <Count collection={row} />,
      screenOnly: true,
      sortBy: false,
      width: "xl",
    },
  ];
  return (
    <section className="card progress-collections">
      <h2>{t("平台生成的报表", "Forms that the platform fills")}</h2>
      <DataTable
        title={t("平台生成的报表", "Forms that the platform fills")}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        empty=""
        footer={t(
          "任何人不得填报；应报、按时、一次通过由平台按各单位的报送记录计数，内容不变不出新版次。",
          "Nobody reports these. Due, on-time and first-pass reports are counted from the platform's own records; the same counts make no new revision.",
        )}
      />
    </section>
  );
}

function Count({ collection }: { collection: Row }) {
  const t = useText();
  const rights = useRights();
  const client = useQueryClient();
  const [done, say] = useState<Answer<typeof api.collections.countCollection> | null>(null);
  const counting = useMutation({
    mutationFn: () => call(api.collections.countCollection, { params: { id: collection.id }, body: {} }),
    onSuccess: async (answer) => {
      say(answer);
      await client.invalidateQueries({ queryKey: [api.lines.readLines.id] });
    },
  });
  if (!rights.evaluate || collection.lockedAt !== null) return <span className="quiet">–</span>;
  return (
    <span className="row">
      <Button small busy={counting.isPending} onClick={() => counting.mutate()}>
        {t("计数", "Count")}
      </Button>
      {done ? (
        <Tag tone="success">
          {t(
            `已计 ${done.units} 个单位，新版次 ${done.revisions}`,
            `${done.units} units, ${done.revisions} new revisions`,
          )}
        </Tag>
      ) : null}
      {counting.isError ? <ProblemBox error={counting.error} /> : null}
    </span>
  );
}
