import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read, type Answer } from "@duibiao/client";
import { cellKey, refName } from "@duibiao/indicators";
import { DataTable, nameOf, ruleOutcomes, showPeriod, SYNTHETIC, useLanguage, useText } from "@duibiao/ui";
import { useCompiled } from "../catalogue/compiled.ts";
import { Loaded } from "../problem-box.tsx";

type Hit = Answer<typeof api.rules.readRuleHits>["items"][number];

/** A cell of a revision, as an app's own pages show it. */
export type CellPlace = { submission: number; revision: number; cell: string };

type Props = {
  data: Answer<typeof api.rules.readRules>;
  rule: string;
  periods: number;
  placeOf: (hit: CellPlace) => { to: string; params: Record<string, string>; search: object };
};

/** The units that a rule struck, each leading to the finding's cells. */
export function Hits({ data, rule, periods, placeOf }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const newest = data.collections[0]!;
  const hits = useQuery(read(api.rules.readRuleHits, { params: { id: newest.id, rule }, query: { periods } }));
  const compiled = useCompiled(newest.catalogueId, newest.period.end);
  const name = data.items.find((item) => item.rule === rule)?.name ?? { zh: rule, en: rule };
  const nameOfCell = (cell: Hit["cells"][number]) =>
    compiled.data ? t(refName(compiled.data, { ...cell, lag: 0 })) : cellKey(cell.measure, cell.member);
  return (
    <section className="card">
      <h2>{t(`${rule} ${name.zh}：命中的单位`, `${rule} ${name.en}: units it struck`)}</h2>
      <Loaded of={hits}>
        {({ items }) => (
          <DataTable
            title={t(`${rule}命中的单位`, `Units struck by ${rule}`)}
            columns={[
              {
                key: "period",
                header: { zh: "报告期", en: "Period" },
                width: "m",
                value: ({ collectionId }) => {
                  const period = data.collections.find(({ id }) => id === collectionId)?.period;
                  return period ? showPeriod(period, language) : null;
                },
              },
              {
                key: "region",
                header: { zh: "地区", en: "Region" },
                width: "m",
                value: ({ regionName }) => regionName,
              },
              {
                key: "unit",
                header: { zh: "填报单位", en: "Unit" },
                width: "fill",
                head: true,
                value: ({ unitName }) => unitName,
              },
              {
                key: "outcome",
                header: { zh: "结果", en: "Outcome" },
                width: "s",
                value: ({ outcome }) => t(nameOf(ruleOutcomes, outcome)),
              },
              {
                key: "explained",
                header: { zh: "说明", en: "Explained" },
                width: "s",
                value: ({ explained }) => (explained ? t("有", "yes") : t("无", "no")),
              },
              {
                key: "cells",
                header: { zh: "所涉单元格", en: "Cells" },
                width: "xl",
                value: ({ cells }) => cells.map(nameOfCell).join(t("、", ", ")),
                cell: ({ cells, submissionId, revision }) =>
                  cells.map((cell, at) => {
                    const place = placeOf({
                      submission: submissionId,
                      revision,
                      cell: cellKey(cell.measure, cell.member),
                    });
                    return (
                      <span key={cellKey(cell.measure, cell.member)}>
                        {at > 0 ? t("、", ", ") : null}
                        <Link to={place.to} params={place.params as never} search={place.search as never}>
                          {nameOfCell(cell)}
                        </Link>
                      </span>
                    );
                  }),
              },
            ]}
            rows={items}
            rowKey={({ submissionId }) => submissionId}
            empty={t("没有命中。", "It struck nobody.")}
            about={{ stamps: data.synthetic ? [t(SYNTHETIC)] : [] }}
          />
        )}
      </Loaded>
    </section>
  );
}
