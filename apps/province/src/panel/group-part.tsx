import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, read } from "@duibiao/client";
import { Alert, Button, DataTable, Segments, showNumber, useText, type Column } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import { percent } from "../sensitivity/words.ts";
import { CarryDialog } from "./carry-dialog.tsx";
import { rounded } from "./judgements.ts";
import { RanksChange } from "./ranks-change.tsx";
import type { Item, Panel } from "./words.ts";

type Row = { key: string; name: string; now: number; aij: number; aip: number; chosen: number; difference: number };
type Props = { panel: Panel; item: Item };

/** What the experts say together, against the scheme's weights; and where that goes. */
export function GroupPart({ panel, item }: Props) {
  const t = useText();
  const rights = useRights();
  const [by, setBy] = useState<"aij" | "aip">("aij");
  const [only, setOnly] = useState(false);
  const [carrying, setCarrying] = useState(false);
  const evaluations = useQuery({
    ...read(api.evaluations.listEvaluations, { query: { owner: panel.owner, scheme: panel.scheme } }),
    enabled: rights.readEvaluations,
  });
  const group = only && item.consistent !== null ? item.consistent : item.all;
  const weights = useMemo(
    () => (group === null ? [] : rounded(by === "aij" ? group.judgements.weights : group.priorities)),
    [group, by],
  );
  const rows = useMemo(
    () =>
      group === null
        ? []
        : item.children.map(({ key, name, weight }, at): Row => ({
            key,
            name: t(name),
            now: weight,
            aij: group.judgements.weights[at]!,
            aip: group.priorities[at]!,
            chosen: weights[at]!,
            difference: weights[at]! - weight,
          })),
    [item, group, weights, t],
  );
  const columns = useMemo<Column<Row>[]>(() => {
    const share = (key: "now" | "aij" | "aip" | "chosen", header: Column<Row>["header"]): Column<Row> => ({
      key,
      header,
      type: "number",
      value: (row) => 100 * row[key],
      cell: (row) => percent(row[key]),
      width: "m",
    });
    return [
      { key: "item", header: { zh: "项", en: "Item" }, value: ({ name }) => name, head: true, width: "fill" },
      share("now", { zh: "方案现行权重", en: "Scheme's weight" }),
      share("aij", { zh: "合并判断（AIJ）", en: "By judgements (AIJ)" }),
      share("aip", { zh: "合并权重（AIP）", en: "By priorities (AIP)" }),
      share("chosen", { zh: "采用（四位小数）", en: "Taken (four decimals)" }),
      {
        key: "difference",
        header: { zh: "与现行之差（百分点）", en: "Difference (points)" },
        type: "number",
        decimals: 2,
        value: ({ difference }) => 100 * difference,
        cell: ({ difference }) => `${difference > 0 ? "+" : ""}${showNumber(100 * difference, 2)}`,
        width: "m",
      },
    ];
  }, []);
  if (!panel.seesAll)
    return (
      <Alert
        title={t(
          "群体权重由分析员汇总，打分期间专家互不可见。",
          "Analysts see the group's weights; experts judge independently.",
        )}
      />
    );
  if (group === null) return <Alert title={t("还没有判断表，没有群体权重。", "No sheets yet, no group weights.")} />;
  const contradicting = item.sheets.filter((sheet) => !sheet.replaced && sheet.consistencyRatio > panel.acceptable);
  const evaluation =
    evaluations.data?.items.find(({ catalogueId }) => catalogueId === panel.catalogueId) ?? evaluations.data?.items[0];
  const w = item.children.map(({ key }, at) => `${key}:${weights[at]}`).join(",");
  return (
    <>
      {contradicting.length > 0 ? (
        <Alert
          tone="warning"
          title={t(
            `${contradicting.map(({ expert }) => expert).join("、")} 的判断表 CR 超过 ${panel.acceptable}，仍计入；可请其复核后重交，或只按其余的看。`,
            `Sheets of ${contradicting.map(({ expert }) => expert).join(", ")} have a ratio above ${panel.acceptable} and still count; ask them to think again, or look at the others alone.`,
          )}
        />
      ) : null}
      <div className="row">
        <Segments
          label={t("合并方法", "Combined by")}
          value={by}
          options={[
            { value: "aij", label: t("合并判断 AIJ", "judgements, AIJ") },
            { value: "aip", label: t("合并权重 AIP", "priorities, AIP") },
          ]}
          onChange={setBy}
        />
        {item.consistent === null ? null : (
          <label className="inline-field">
            <input type="checkbox" checked={only} onChange={({ target }) => setOnly(target.checked)} />
            {t(
              `只按 CR 不超过 ${panel.acceptable} 的 ${item.consistent.sheets.length} 张`,
              `only the ${item.consistent.sheets.length} with a ratio of at most ${panel.acceptable}`,
            )}
          </label>
        )}
        <span>
          {t(
            `${group.sheets.length} 张判断表，合并判断的 CR ${showNumber(group.judgements.consistencyRatio, 3)}`,
            `${group.sheets.length} sheets, ratio of the combined judgements ${showNumber(group.judgements.consistencyRatio, 3)}`,
          )}
        </span>
      </div>
      <DataTable
        title={t(`${panel.title} ${item.name.zh}群体权重`, `${panel.title}: group weights of ${item.name.en}`)}
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        empty=""
        about={{
          notes: [
            `${panel.scheme} ${panel.catalogueVersion}`,
            t(`${group.sheets.length} 张判断表`, `${group.sheets.length} sheets`),
          ],
        }}
      />
      {evaluation === undefined ? (
        <p className="quiet">
          {t("该方案还没有评估，看不出位次变化。", "The scheme has no evaluation yet to show whose place changes.")}
        </p>
      ) : (
        <>
          <RanksChange evaluation={evaluation.id} w={w} />
          <div className="row">
            <Link
              className="btn"
              to="/evaluations/$evaluation/sensitivity"
              params={{ evaluation: String(evaluation.id) }}
              search={{ w } as never}
            >
              {t("按这组权重看各地位次变化", "See whose place these weights change")}
            </Link>
          </div>
        </>
      )}
      {rights.draft ? (
        <div className="row">
          <Button look="primary" onClick={() => setCarrying(true)}>
            {t("写入目录修订稿", "Carry into a catalogue draft")}
          </Button>
        </div>
      ) : null}
      {carrying ? (
        <CarryDialog
          panel={panel}
          item={item}
          weights={weights}
          by={`${by.toUpperCase()}${t(`，${group.sheets.length} 张判断表`, `, ${group.sheets.length} sheets`)}`}
          onClose={() => setCarrying(false)}
        />
      ) : null}
    </>
  );
}
