import { CsvError, parse } from "csv-parse/sync";
import { plainText } from "./inert.ts";

export type CsvColumn = { name: string; required: boolean };

/** One data row: its number as a spreadsheet shows it (the header is row 1), and its cells without outer blanks. */
export type CsvRow<Name extends string = string> = { row: number; values: Record<Name, string> };

/** What is wrong in one place of a file. `row` and `column` as the user sees them; `value` cut to 100 characters. */
export type RowProblem = {
  row: number;
  column: string;
  code: string;
  zh: string;
  en: string;
  value: string;
};

type Cells = { row: number; cells: string[] };

/**
 * Reads CSV text with a header row. Columns may stand in any order; blank rows are skipped but counted.
 * Nothing is guessed: with any problem the caller refuses the file.
 */
export function readCsv<const C extends readonly CsvColumn[]>(
  text: string,
  options: { columns: C; maxRows: number },
): { rows: CsvRow<C[number]["name"]>[]; problems: RowProblem[] } {
  const parsed = parseCells(text);
  if ("problem" in parsed) return { rows: [], problems: [parsed.problem] };
  const [header, ...body] = parsed.lines;
  if (header === undefined || body.length === 0) {
    return {
      rows: [],
      problems: [
        problemAt(
          1,
          "",
          "empty_file",
          "文件没有数据行，请填写表头和数据",
          "The file holds no rows; it needs a header and rows below it",
          "",
        ),
      ],
    };
  }
  const names = header.cells.map((name) => name.trim());
  const problems = headerProblems(header.row, names, options.columns);
  if (problems.length > 0) return { rows: [], problems };
  if (body.length > options.maxRows) {
    return {
      rows: [],
      problems: [
        problemAt(
          body[options.maxRows]!.row,
          "",
          "too_many_rows",
          `超过 ${options.maxRows} 行，请分成几个文件`,
          `More than ${options.maxRows} rows; split the file`,
          "",
        ),
      ],
    };
  }
  const rows: CsvRow<C[number]["name"]>[] = [];
  for (const line of body) {
    const found = rowProblems(line, names, options.columns);
    if (found.length > 0) problems.push(...found);
    else rows.push({ row: line.row, values: valuesOf(line, names, options.columns) });
  }
  return { rows, problems };
}

export const problemAt = (
  row: number,
  column: string,
  code: string,
  zh: string,
  en: string,
  value: string,
): RowProblem => ({ row, column, code, zh, en, value: value.slice(0, 100) });

function parseCells(text: string): { lines: Cells[] } | { problem: RowProblem } {
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ["\r\n", "\n", "\r"],
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = typeof error["lines"] === "number" ? error["lines"] : 1;
    return {
      problem: problemAt(
        row,
        "",
        "bad_quotes",
        "引号不成对或位置不对：含逗号、引号或换行的内容要整格加引号，内部引号写两个",
        "Quotes do not match: quote the whole cell and double the quotes inside it",
        "",
      ),
    };
  }
  const lines = records.map((cells, i) => ({ row: i + 1, cells }));
  return { lines: lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")) };
}

function headerProblems(row: number, names: readonly string[], columns: readonly CsvColumn[]): RowProblem[] {
  const problems: RowProblem[] = [];
  const expected = columns.map((column) => column.name).join(", ");
  names.forEach((name, i) => {
    if (names.indexOf(name) < i)
      problems.push(
        problemAt(
          row,
          name,
          "duplicate_column",
          `表头「${name}」重复，请保留一列`,
          `Column "${name}" stands twice; keep one`,
          name,
        ),
      );
    else if (!columns.some((column) => column.name === name)) {
      problems.push(
        problemAt(
          row,
          name,
          "unknown_column",
          `不认识的列「${name}」；可用的列：${expected}`,
          `Unknown column "${name}"; known are: ${expected}`,
          name,
        ),
      );
    }
  });
  for (const column of columns) {
    if (column.required && !names.includes(column.name)) {
      problems.push(
        problemAt(
          row,
          column.name,
          "missing_column",
          `缺少列「${column.name}」，请补上`,
          `Column "${column.name}" is missing; add it`,
          "",
        ),
      );
    }
  }
  return problems;
}

function rowProblems({ row, cells }: Cells, names: readonly string[], columns: readonly CsvColumn[]): RowProblem[] {
  if (cells.length !== names.length) {
    return [
      problemAt(
        row,
        "",
        "field_count",
        `本行有 ${cells.length} 格，表头有 ${names.length} 格，请对齐`,
        `This row has ${cells.length} cells, the header has ${names.length}; make them match`,
        cells.join(","),
      ),
    ];
  }
  const problems: RowProblem[] = [];
  cells.forEach((cell, i) => {
    const name = names[i]!;
    if (cell.includes("\u0000"))
      problems.push(
        problemAt(
          row,
          name,
          "nul",
          "含有空字符（NUL），请重新输入这一格",
          "Holds a NUL character; type this cell again",
          cell.replaceAll("\u0000", "␀"),
        ),
      );
    else if (cell.trim() === "" && columns.some((column) => column.name === name && column.required)) {
      problems.push(problemAt(row, name, "empty_cell", `「${name}」不能为空`, `"${name}" must not be empty`, ""));
    }
  });
  return problems;
}

function valuesOf<Name extends string>(
  { cells }: Cells,
  names: readonly string[],
  columns: readonly (CsvColumn & { name: Name })[],
): Record<Name, string> {
  const values = {} as Record<Name, string>;
  for (const column of columns) values[column.name] = plainText((cells[names.indexOf(column.name)] ?? "").trim());
  return values;
}
