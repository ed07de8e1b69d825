import { canonicalDecimal } from "@duibiao/indicators";
import type { OpenCatalogue } from "../catalogues/open.ts";
import type { StoredCell } from "../submissions/content.ts";

export type ImportProblem = { row: number; column: string; code: string; zh: string; en: string; value: string };

/** A unit that owes, with what the file says of it. */
export type UnitRows = {
  code: string;
  unitId: number;
  regionId: number;
  cityId: number;
  submissionId: number | null;
  lastRev: number;
  lastHash: string | null;
  cells: { cell: StoredCell; row: number }[];
};

/** Columns of the import. */
export const columns = [
  { name: "unit_code", required: true },
  { name: "measure", required: true },
  { name: "member", required: false },
  { name: "state", required: false },
  { name: "value", required: false },
  { name: "estimated", required: false },
  { name: "reason", required: false },
  { name: "note", required: false },
];

type CsvRow = { row: number; values: Record<string, string> };

/** Puts every readable row under its unit; everything else becomes a problem with row and column. */
export function gather(
  rows: readonly CsvRow[],
  units: Map<string, UnitRows>,
  catalogue: OpenCatalogue,
  formKey: string,
  found: ImportProblem[],
): void {
  const asked = new Set(
    catalogue.compiled.compiledForms.get(formKey)!.lines.map((line) => `${line.measure}/${line.member ?? "total"}`),
  );
  const seen = new Set<string>();
  for (const { row, values } of rows) {
    const say = (column: string, code: string, zh: string, en: string) =>
      found.push({ row, column, code, zh, en, value: values[column] ?? "" });
    const member = values["member"] === undefined || values["member"] === "" ? "total" : values["member"];
    const unit = units.get(values["unit_code"]!);
    const address = `${values["unit_code"]}/${values["measure"]}/${member}`;
    if (unit === undefined)
      say(
        "unit_code",
        "unit_unassigned",
        "该单位在本任务中没有报送义务（不在辖区、已撤销或代码有误）",
        "This unit owes nothing in this collection (outside the region, abolished, or a wrong code)",
      );
    else if (!asked.has(`${values["measure"]}/${member}`))
      say("measure", "not_asked", "报表不含该数据项或分类", "The form does not ask this measure or member");
    else if (seen.has(address))
      say("measure", "twice", "同一单元格在文件中出现两次", "The same cell stands twice in the file");
    else {
      const cell = cellOf(values, member, say);
      if (cell !== null) unit.cells.push({ cell, row });
    }
    seen.add(address);
  }
}

function cellOf(
  values: Record<string, string>,
  member: string,
  say: (column: string, code: string, zh: string, en: string) => void,
): StoredCell | null {
  const state = values["state"] === undefined || values["state"] === "" ? "number" : values["state"];
  const base = { measure: values["measure"]!, member, note: values["note"] ?? "", source: "history", version: 0 };
  if (state === "na" || state === "missing") {
    if ((values["value"] ?? "") !== "")
      return (
        say(
          "value",
          "value_without_number",
          "不适用或暂缺的行不能有数值",
          "A row that is na or missing carries no value",
        ),
        null
      );
    if ((values["reason"] ?? "").trim() === "")
      return (say("reason", "reason_missing", "不适用或暂缺须写明原因", "na or missing needs a reason"), null);
    return { ...base, state, value: null, estimated: false, reason: values["reason"]! };
  }
  if (state !== "number")
    return (say("state", "unknown_state", "状态只能是 number、na、missing", "state is number, na or missing"), null);
  const value = canonicalDecimal(values["value"] ?? "");
  if (value === null)
    return (
      say(
        "value",
        "not_a_number",
        "不是规范的十进制数；缺数请用 missing 并写明原因",
        "not a plain decimal; for no figure use state missing with a reason",
      ),
      null
    );
  const estimated = values["estimated"] ?? "";
  if (!["", "true", "false"].includes(estimated))
    return (say("estimated", "not_a_flag", "只能是 true 或 false", "true or false"), null);
  return { ...base, state: "number", value, estimated: estimated === "true", reason: values["reason"] ?? "" };
}
