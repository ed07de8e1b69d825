import type { ChaseLine } from "./chase-list.ts";

/** Lines on one picture: a phone still reads it, and no browser refuses the height. */
export const linesPerPicture = 60;

const [padding, rowHeight, headHeight] = [24, 30, 76];
const family = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
type Heads = Record<keyof ChaseLine, string>;

/** Draws part of a reminder list as a PNG: names, states, days and phones. */
export function chasePicture(title: string, stamp: string, heads: Heads, lines: readonly ChaseLine[]): Promise<Blob> {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d")!;
  const columns = Object.keys(heads) as (keyof ChaseLine)[];
  pen.font = `15px ${family}`;
  const widths = columns.map(
    (column) =>
      Math.min(360, Math.ceil(Math.max(...[heads, ...lines].map((line) => pen.measureText(line[column]).width)))) + 20,
  );
  const wide = widths.reduce((sum, width) => sum + width, 0);
  // Twice as many dots, so that it stays sharp when a messenger scales it.
  const scale = 2;
  const width = Math.max(wide, 520) + 2 * padding;
  const height = headHeight + (lines.length + 1) * rowHeight + padding;
  canvas.width = width * scale;
  canvas.height = height * scale;
  pen.scale(scale, scale);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = "middle";
  text(pen, title, padding, 34, `600 18px ${family}`, "#1f1f1f", width - 2 * padding);
  if (stamp !== "") text(pen, stamp, padding, 58, `600 13px ${family}`, "#7a0c0c", width - 2 * padding);
  [heads, ...lines].forEach((line, at) => {
    const top = headHeight + at * rowHeight;
    pen.fillStyle = at === 0 ? "#e6f0fa" : at % 2 === 0 ? "#fafafa" : "#fff";
    pen.fillRect(padding, top, width - 2 * padding, rowHeight);
    let left = padding;
    columns.forEach((column, place) => {
      const font = at === 0 ? `600 15px ${family}` : `15px ${family}`;
      text(pen, line[column], left + 10, top + rowHeight / 2, font, "#1f1f1f", widths[place]! - 12);
      left += widths[place]!;
    });
  });
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob === null ? fail(new Error("toBlob")) : done(blob)), "image/png"),
  );
}

function text(
  pen: CanvasRenderingContext2D,
  words: string,
  x: number,
  y: number,
  font: string,
  color: string,
  most: number,
) {
  pen.font = font;
  pen.fillStyle = color;
  pen.fillText(words, x, y, most);
}
