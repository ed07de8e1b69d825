import { useMemo } from "react";
import { DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import { percent } from "../sensitivity/words.ts";
import { answerOf, said } from "./judgements.ts";
import type { Item, Panel, Sheet } from "./words.ts";

type Props = { panel: Panel; item: Item };

/** Every sheet that was kept, those replaced too: who, what came of it, how consistent. */
export function SheetsTable({ panel, item }: Props) {
  const t = useText();
  const columns = useMemo<Column<Sheet>[]>(
    () => [
      { key: "expert", header: { zh: "专家", en: "Expert" }, value: ({ expert }) => expert, head: true, width: "fill" },
      { key: "unit", header: { zh: "单位", en: "Unit" }, value: ({ unit }) => unit || null, width: "m" },
      { key: "day", header: { zh: "日期", en: "Day" }, value: ({ day }) => day, width: "m" },
      {
        key: "source",
        header: { zh: "来源", en: "Source" },
        value: ({ source, scan, enteredBy }) =>
          source === "own"
            ? t("本人填写", "own")
            : t(
                `纸质表，${enteredBy} 录入${scan === "" ? "" : `，${scan}`}`,
                `paper, entered by ${enteredBy}${scan === "" ? "" : `, ${scan}`}`,
              ),
        width: "l",
      },
      {
        key: "state",
        header: { zh: "是否计入", en: "Counts" },
        value: ({ replaced }) => (replaced ? t("否，已有新表", "no, replaced") : t("计入", "yes")),
        width: "s",
      },
      {
        key: "ratio",
        header: { zh: "CR", en: "CR" },
        type: "number",
        decimals: 3,
        value: ({ consistencyRatio }) => consistencyRatio,
        cell: ({ consistencyRatio }) =>
          `${consistencyRatio > panel.acceptable ? t("▲ 矛盾 ", "▲ ") : ""}${showNumber(consistencyRatio, 3)}`,
        highFirst: true,
        width: "s",
      },
      {
        key: "missing",
        header: { zh: "未判断", en: "Open" },
        type: "number",
        value: ({ missing }) => missing,
        width: "xs",
      },
      ...item.children.map(({ key, name }, at): Column<Sheet> => ({
        key,
        header: name,
        type: "number",
        value: ({ weights }) => 100 * weights[at]!,
        cell: ({ weights }) => percent(weights[at]!, 1),
        width: "s",
      })),
      {
        key: "worst",
        header: { zh: "最不协调的判断", en: "Fits least" },
        value: ({ worst, upper, consistencyRatio }) => {
          if (worst === null || consistencyRatio <= panel.acceptable) return null;
          const { i, j, nearestOnScale, ratioAfter } = worst;
          const [first, second] = [item.children[i]!.name, item.children[j]!.name];
          const judged = said(upper[i]![j - i - 1]!, first, second);
          const wanted = said(answerOf(nearestOnScale), first, second);
          return t(
            `${judged.zh}；其余判断意味着${wanted.zh}，改后 CR ${showNumber(ratioAfter, 3)}`,
            `${judged.en}; the others mean ${wanted.en}, CR then ${showNumber(ratioAfter, 3)}`,
          );
        },
        width: "xl",
      },
      {
        key: "hash",
        header: { zh: "哈希", en: "Hash" },
        value: ({ hash }) => hash,
        cell: ({ hash }) => <code title={hash}>{hash.slice(0, 8)}</code>,
        width: "m",
      },
    ],
    [panel, item, t],
  );
  return (
    <DataTable
      title={t(`${panel.title} ${item.name.zh}判断表`, `${panel.title}: sheets of ${item.name.en}`)}
      columns={columns}
      rows={item.sheets}
      rowKey={({ id }) => id}
      empty={
        panel.seesAll
          ? t("还没有判断表。", "No sheets yet.")
          : t("您还没有交表。", "You have not handed in a sheet yet.")
      }
      footer={
        panel.seesAll
          ? t(
              "判断表只增不改；同一专家交过新表的，旧表留存不计入。",
              "Sheets are only added; an expert's earlier one is kept and does not count.",
            )
          : t("背靠背打分：只看得到自己的表。", "Judging is independent: you see your own sheets only.")
      }
    />
  );
}
