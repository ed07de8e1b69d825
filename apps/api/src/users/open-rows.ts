import { problemAt, readBook, readCsv, type CsvRow, type RowProblem } from "@duibiao/workbook";
import type { Role } from "../policy.ts";
import { problems } from "../problem.ts";
import { refuseRows } from "../regions/import-run.ts";
import { roleWords } from "../words.ts";
import { administrators } from "../posts/apart.ts";

/** Rows of one table: as many as a browser is answered in reasonable time, each code being hashed. */
export const maxOpenRows = 500;

const columns = [
  { name: "用户名", required: true },
  { name: "姓名", required: true },
  { name: "电话", required: false },
  { name: "地区代码", required: false },
  { name: "单位代码", required: false },
  { name: "岗位", required: false },
] as const;
type Column = (typeof columns)[number]["name"];

/** A row that can be read: whether its places exist is seen later. */
export type OpenRow = {
  row: number;
  username: string;
  name: string;
  phone: string;
  regionCode: string;
  unitCode: string;
  role: Role | null;
};

/** Reads a table of accounts: xlsx, or CSV in UTF-8 or, as Chinese office programs write it, GB 18030. */
export async function readOpenRows(bytes: Uint8Array): Promise<{ rows: OpenRow[]; problems: RowProblem[] }> {
  const text = isZip(bytes) ? await textOfBook(bytes) : decoded(bytes);
  const read = readCsv(text, { columns, maxRows: maxOpenRows });
  // Without a header that is understood there is no verdict per row.
  if (read.rows.length === 0) refuseRows(read.problems);
  const found = [...read.problems];
  const seen = new Map<string, number>();
  const rows = read.rows
    .flatMap((row) => rowOf(row, found))
    .filter(({ row, username }) => {
      const before = seen.get(username);
      if (before === undefined) return seen.set(username, row);
      const [zh, en] = [`与第 ${before} 行的用户名相同`, `the same user name as in row ${before}`];
      found.push(problemAt(row, "用户名", "twice", zh, en, username));
      return false;
    });
  return { rows, problems: found };
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** The first sheet as CSV text: rows keep their numbers. */
async function textOfBook(bytes: Uint8Array): Promise<string> {
  const book = await readBook(bytes);
  if (!book.ok) throw problems.workbookUnreadable(book.problem);
  const sheet = book.sheets[0];
  const lines = (sheet?.rows ?? []).map((row) => row.map((cell) => quoted(cell?.text ?? "")).join(","));
  return lines.join("\n");
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function rowOf({ row, values }: CsvRow<Column>, found: RowProblem[]): OpenRow[] {
  const before = found.length;
  const wrong = (column: Column, code: string, zh: string, en: string) =>
    void found.push(problemAt(row, column, code, zh, en, values[column]));
  const username = values["用户名"].normalize("NFKC").toLowerCase();
  if (!/^[a-z0-9\u4e00-\u9fff][a-z0-9\u4e00-\u9fff._-]{1,63}$/.test(username))
    wrong(
      "用户名",
      "username",
      "用户名为 2–64 个字母、数字、汉字或 . _ -",
      "2 to 64 letters, digits, Chinese characters or . _ -",
    );
  if (values["姓名"].length > 60) wrong("姓名", "too_long", "超过 60 个字", "more than 60 characters");
  if (values["电话"].length > 30) wrong("电话", "too_long", "超过 30 个字", "more than 30 characters");
  if ((values["地区代码"] === "") === (values["单位代码"] === ""))
    wrong(
      "地区代码",
      "place",
      "地区代码、单位代码须填其一，且只填其一",
      "fill in either the region's or the unit's code",
    );
  const role = roleOf(values["岗位"]);
  if (role === undefined)
    wrong("岗位", "role", `不认识的岗位；可用：${bulkRoles.map((r) => roleWords[r].zh).join("、")}`, "unknown role");
  else if (role !== null && (role === "clerk" || role === "head") !== (values["单位代码"] !== ""))
    wrong(
      "岗位",
      "role_place",
      "填报人、负责人须填单位代码，其他岗位须填地区代码",
      "clerks and heads need a unit, others a region",
    );
  if (found.length > before) return [];
  return [
    {
      row,
      username,
      name: values["姓名"],
      phone: values["电话"],
      regionCode: values["地区代码"],
      unitCode: values["单位代码"],
      role: role ?? null,
    },
  ];
}

/** Administrators are few, and each is looked at alone. */
const bulkRoles = (Object.keys(roleWords) as Role[]).filter((role) => !administrators.has(role));

/** A role by its Chinese word or its key; null for none; undefined for an unknown one. */
const roleOf = (text: string): Role | null | undefined =>
  text === "" ? null : bulkRoles.find((role) => role === text || roleWords[role].zh === text);
