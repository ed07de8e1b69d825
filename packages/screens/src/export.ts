import type { TableData, Writers } from "@duibiao/ui";

/**
 * Writers of what is on screen, loaded at the first export. A sheet names stamps and notes above its header; a CSV
 * carries them on every row, because it has no place above. Both say who took the file and when (`mark`); a sheet says
 * it on every printed page, too.
 */
export const writersFor = (mark: () => string): Writers => ({
  async xlsx({ title, stamps, notes, columns, rows }) {
    const { writeTable } = await import("@duibiao/workbook/table");
    const bytes = await writeTable([
      {
        name: title,
        stamps: [...stamps, ...notes, exportedBy(mark())],
        mark: mark(),
        columns: columns.map(({ header, type, decimals }) => ({
          name: header,
          type,
          // The cell keeps every digit; the format says how many are shown.
          ...(typeof decimals === "number" && { format: decimals > 0 ? `#,##0.${"0".repeat(decimals)}` : "#,##0" }),
        })),
        rows,
      },
    ]);
    return new Blob([bytes as Uint8Array<ArrayBuffer>], {
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    });
  },
  async csv(table) {
    const { writeCsv } = await import("@duibiao/workbook/csv");
    const { columns, rows } = withStamps({ ...table, notes: [...table.notes, exportedBy(mark())] });
    return new Blob([writeCsv(columns, rows, { bom: true })], { type: "text/csv" });
  },
  onPicture: (drawn) => signed(drawn, mark()),
});

const exportedBy = (mark: string) => `导出 / Exported: ${mark}`;

/** A picture with a line below it that says who took it. */
async function signed(drawn: Blob, mark: string): Promise<Blob> {
  const image = await createImageBitmap(drawn);
  const size = Math.max(12, Math.round(image.width / 80));
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height + 2 * size;
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0);
  pen.fillStyle = "#595959";
  pen.font = `${size}px sans-serif`;
  pen.textBaseline = "middle";
  pen.fillText(exportedBy(mark), size, image.height + size);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob === null ? fail(new Error("no picture")) : done(blob)), "image/png"),
  );
}

/** Columns by header, each once: a second one of the same name would overwrite the first. */
function withStamps({ columns, rows, stamps, notes }: TableData) {
  const said = [
    { name: "印记 / Stamp", text: stamps.join("; ") },
    { name: "说明 / Notes", text: notes.join("; ") },
  ].filter(({ text }) => text !== "");
  const names = columns.map(({ header }, at) =>
    columns.findIndex((other) => other.header === header) === at ? header : `${header} (${at + 1})`,
  );
  return {
    columns: [
      ...columns.map(({ type }, at) => ({ name: names[at]!, type })),
      ...said.map(({ name }) => ({ name, type: "text" as const })),
    ],
    rows: rows.map((row) =>
      Object.fromEntries([
        ...row.map((value, at) => [names[at]!, value] as const),
        ...said.map(({ name, text }) => [name, text] as const),
      ]),
    ),
  };
}
