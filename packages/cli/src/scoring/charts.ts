const ROW = 20;
const LABEL = 180;
const WIDTH = 1000;

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** One row per unit: a bar over the places of its interval, a dot at its own place. First place left. */
export function intervalChart(
  units: readonly { label: string; rank: number; from: number; to: number }[],
  axis: string,
): string {
  const last = Math.max(2, ...units.map(({ to }) => to));
  const x = (place: number) => LABEL + ((place - 1) / (last - 1)) * (WIDTH - LABEL - 20);
  const rows = units.map(({ label, rank, from, to }, n) => {
    const y = 24 + n * ROW;
    return [
      `<text x="${LABEL - 8}" y="${y + 4}" text-anchor="end">${escapeHtml(label)}</text>`,
      `<rect x="${(x(from) - 3).toFixed(1)}" y="${y - 5}" width="${(x(to) - x(from) + 6).toFixed(1)}" height="10" rx="5" fill="#91caff"/>`,
      `<circle cx="${x(rank).toFixed(1)}" cy="${y}" r="4" fill="#0958d9"/>`,
    ].join("");
  });
  const ticks = [1, ...[0.25, 0.5, 0.75].map((share) => Math.round(1 + share * (last - 1))), last];
  const scale = [...new Set(ticks)].map(
    (place) => `<text x="${x(place).toFixed(1)}" y="12" text-anchor="middle">${place}</text>`,
  );
  return svg(24 + units.length * ROW, axis, [...scale, ...rows].join(""));
}

/** One row per unit and one column of bars per part, 0..100 each. */
export function stackedChart(
  units: readonly { label: string; parts: readonly (number | null)[] }[],
  names: readonly string[],
): string {
  const width = (WIDTH - LABEL) / Math.max(1, names.length);
  const heads = names.map((name, n) => `<text x="${(LABEL + n * width).toFixed(1)}" y="12">${escapeHtml(name)}</text>`);
  const rows = units.map(({ label, parts }, r) => {
    const y = 24 + r * ROW;
    const bars = parts.map((part, n) =>
      part === null
        ? ""
        : `<rect x="${(LABEL + n * width).toFixed(1)}" y="${y - 6}" width="${((Math.max(0, Math.min(100, part)) / 100) * (width - 44)).toFixed(1)}" height="12" fill="${n % 2 === 0 ? "#4096ff" : "#8c8c8c"}"/><text x="${(LABEL + n * width + (Math.max(0, Math.min(100, part)) / 100) * (width - 44) + 4).toFixed(1)}" y="${y + 4}">${part.toFixed(1)}</text>`,
    );
    return `<text x="${LABEL - 8}" y="${y + 4}" text-anchor="end">${escapeHtml(label)}</text>${bars.join("")}`;
  });
  return svg(24 + units.length * ROW, names.join(", "), [...heads, ...rows].join(""));
}

const svg = (height: number, label: string, content: string): string =>
  `<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escapeHtml(label)}">${content}</svg>`;
