import { shapes, type LegendItem } from "./shapes.ts";

/** Always printed: what each sign and colour of a chart means. */
export function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <div className="chart-legend">
      {items.map((item) => (
        <span key={item.label}>
          {"shape" in item ? (
            <svg viewBox="0 0 14 14" aria-hidden="true">
              <path
                d={shapes[item.shape].path}
                fill={shapes[item.shape].fill ? `var(--${item.colour})` : "none"}
                stroke={item.shape === "band" ? "var(--line)" : `var(--${item.colour})`}
                strokeWidth={shapes[item.shape].fill ? 0.5 : 1.6}
              />
            </svg>
          ) : null}
          {item.label}
        </span>
      ))}
    </div>
  );
}
