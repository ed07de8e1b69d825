import { writeTable, type Table } from "@duibiao/workbook/table";
import type { ResultFile } from "./result.ts";

/** The result as a workbook: places with their intervals, scores of every node, importance, remarks. */
export function tablesOf(result: ResultFile, language: "zh" | "en"): Promise<Uint8Array<ArrayBuffer>> {
  const t = (zh: string, en: string) => (language === "zh" ? zh : en);
  const stamps = [result.job.title?.[language] ?? "", result.job.source ?? ""].filter((text) => text !== "");
  const inner = result.nodes.filter(({ leaf }) => !leaf);
  const order = result.units.map((_, r) => r).sort((a, b) => placeOf(result, a) - placeOf(result, b));
  const tables: Table[] = [
    {
      name: t("名次", "places"),
      stamps,
      columns: [
        { name: t("代码", "id"), type: "text" },
        { name: t("地区", "unit"), type: "text" },
        { name: t("名次", "rank"), type: "number" },
        { name: t("区间上", "from"), type: "number" },
        { name: t("区间下", "to"), type: "number" },
        { name: t("档次", "group"), type: "number" },
        ...inner.map(({ name }) => ({ name: name[language], type: "number" as const })),
        { name: t("覆盖率", "coverage"), type: "number" },
        { name: t("说明", "note"), type: "text" },
      ],
      rows: order.map((r) => {
        const unit = result.units[r]!;
        return [
          unit.id,
          unit.name,
          unit.rank,
          unit.interval?.from ?? null,
          unit.interval?.to ?? null,
          unit.indistinguishable,
          ...inner.map(({ scores }) => scores[r]!),
          unit.coverage,
          unit.interval?.[language] ?? unit.unranked.join("; "),
        ];
      }),
    },
    {
      name: t("权重与影响", "importance"),
      stamps,
      columns: [
        { name: t("指标", "indicator"), type: "text" },
        { name: t("名义权重", "weight"), type: "number" },
        { name: t("实际影响", "influence"), type: "number" },
        { name: t("与总分相关", "correlation"), type: "number" },
        { name: t("满分占比", "at best"), type: "number" },
        { name: t("零分占比", "at worst"), type: "number" },
      ],
      rows: result.audit.importance.map((own) => [
        own.indicator,
        own.nominal,
        own.effective,
        own.correlation,
        own.atBest,
        own.atWorst,
      ]),
    },
    {
      name: t("提示", "remarks"),
      stamps,
      columns: [
        { name: t("位置", "place"), type: "text" },
        { name: t("编号", "code"), type: "text" },
        { name: t("内容", "text"), type: "text" },
      ],
      rows: [...result.remarks, ...result.audit.findings].map((own) => [own.path, own.code, own[language]]),
    },
  ];
  return writeTable(tables);
}

export const placeOf = ({ units }: ResultFile, r: number): number => units[r]!.rank ?? Number.MAX_SAFE_INTEGER;
