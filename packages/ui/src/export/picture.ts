import type { Drawn } from "../chart/frame.ts";
import { lookOf } from "../chart/look.ts";
import { shapes } from "../chart/shapes.ts";
import type { About } from "./table-data.ts";

const [pad, line, scale] = [20, 20, 2];

/** A chart as a picture that stands alone: title, stamps, chart, legend, what is not in it, release and date. */
export function pictureOf({ canvas, legend, below }: Drawn, about: About): Promise<Blob> {
  const look = lookOf(document.body);
  const chartWidth = canvas.clientWidth;
  const chartHeight = canvas.clientHeight;
  const width = Math.max(chartWidth, 480) + 2 * pad;
  const inner = width - 2 * pad;
  const sheet = document.createElement("canvas");
  const pen = sheet.getContext("2d")!;
  const font = (size: number, weight = 400) => `${weight} ${size}px ${look("font")}`;

  // Measured first with the same letters, since a canvas loses its drawing when it grows.
  pen.font = font(16, 600);
  const title = wrap(pen, about.title, inner);
  pen.font = font(13);
  const rows = flow(pen, legend, inner);
  const words = [...below, (about.notes ?? []).join(" · ")].flatMap((text) => wrap(pen, text, inner));
  const stamps = about.stamps ?? [];
  const height =
    2 * pad + title.length * 24 + (stamps.length > 0 ? 30 : 0) + chartHeight + 12 + (rows.length + words.length) * line;
  sheet.width = width * scale;
  sheet.height = height * scale;
  pen.scale(scale, scale);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = "middle";

  let y = pad;
  pen.fillStyle = look("text");
  pen.font = font(16, 600);
  for (const text of title) pen.fillText(text, pad, (y += 24) - 12);
  if (stamps.length > 0) {
    pen.font = font(13, 600);
    pen.fillStyle = pen.strokeStyle = look("stamp");
    let x = pad;
    for (const stamp of stamps) {
      const long = pen.measureText(stamp).width + 16;
      pen.strokeRect(x, y + 3, long, 22);
      pen.fillText(stamp, x + 8, y + 14);
      x += long + 8;
    }
    y += 30;
  }
  pen.drawImage(canvas, pad, y, chartWidth, chartHeight);
  y += chartHeight + 12;
  pen.font = font(13);
  for (const row of rows) {
    for (const { item, x } of row) {
      if ("shape" in item) {
        const shape = shapes[item.shape];
        const path = new Path2D();
        path.addPath(new Path2D(shape.path), new DOMMatrix([1, 0, 0, 1, pad + x, y + 3]));
        pen.fillStyle = look(item.colour);
        pen.strokeStyle = item.shape === "band" ? look("line") : look(item.colour);
        pen.lineWidth = shape.fill ? 0.5 : 1.6;
        if (shape.fill) pen.fill(path);
        pen.stroke(path);
      }
      pen.fillStyle = look("text-2");
      pen.fillText(item.label, pad + x + signWidth(item), y + 10);
    }
    y += line;
  }
  pen.fillStyle = look("text-2");
  for (const text of words) pen.fillText(text, pad, (y += line) - 10);

  return new Promise((done, fail) =>
    sheet.toBlob((blob) => (blob ? done(blob) : fail(new Error("canvas.toBlob"))), "image/png"),
  );
}

/** Lines of a text no wider than `width`; broken anywhere, as Chinese is. */
function wrap(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let row = "";
  for (const piece of text.match(/[\p{L}\p{N}.,%()-]*\p{Script=Latin}[\p{L}\p{N}.,%()-]*\s*|./gsu) ?? []) {
    if (row !== "" && pen.measureText(row + piece).width > width) {
      lines.push(row);
      row = "";
    }
    row += piece;
  }
  return row === "" ? lines : [...lines, row];
}

const signWidth = (item: Drawn["legend"][number]) => ("shape" in item ? 19 : 0);

function flow(pen: CanvasRenderingContext2D, items: Drawn["legend"], width: number) {
  const rows: { item: Drawn["legend"][number]; x: number }[][] = [];
  let x = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const long = signWidth(item) + pen.measureText(item.label).width + 16;
    if (x + long > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)!.push({ item, x });
    x += long;
  }
  return rows;
}
