import { showNumber } from "../format.ts";
import { useText } from "../language.tsx";
import { segments } from "./segments.ts";

export type SparkPoint = {
  /** The period in words. */
  label: string;
  value: number | null;
  /** Middle half of the peers in that period; null where fewer than five have a value. */
  peers?: { q1: number; q3: number } | null;
};

type Props = { name: string; points: readonly SparkPoint[]; uom: string; decimals?: number | null };

const [width, height, pad] = [96, 24, 3];

/** The last periods as a line the size of a word: middle half of the peers in grey, gaps stay gaps, last value a dot. */
export function Sparkline({ name, points, uom, decimals }: Props) {
  const t = useText();
  const figures = points
    .flatMap(({ value, peers }) => [value, peers?.q1, peers?.q3])
    .filter((v) => typeof v === "number");
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  const x = (at: number) =>
    pad + (points.length > 1 ? (at / (points.length - 1)) * (width - 2 * pad) : width / 2 - pad);
  const y = (value: number) =>
    high > low ? height - pad - ((value - low) / (high - low)) * (height - 2 * pad) : height / 2;
  const spot = (at: number, value: number) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`;

  const bands = segments(points.map(({ peers }) => peers?.q1 ?? null));
  const lines = segments(points.map(({ value }) => value));
  const last = points.length - 1;
  const shown = (value: number) => showNumber(value, decimals);
  const said = points.map(({ label, value }) => `${label} ${value === null ? t("无数", "no value") : shown(value)}`);
  const peers = points[last]?.peers;
  const label = [
    `${name}${uom ? t(`（${uom}）`, ` (${uom})`) : ""}${t("：", ": ")}${said.join(t("，", ", "))}`,
    peers
      ? t(
          `同组中间一半 ${shown(peers.q1)} 至 ${shown(peers.q3)}`,
          `middle half of peers ${shown(peers.q1)} to ${shown(peers.q3)}`,
        )
      : "",
  ];

  return (
    <svg
      className="spark"
      role="img"
      aria-label={label.filter(Boolean).join(t("。", ". "))}
      viewBox={`0 0 ${width} ${height}`}
    >
      {bands.map((run) => (
        <polygon
          key={run[0]}
          className="spark-peers"
          points={[
            ...run.map((at) => spot(at, points[at]!.peers!.q1)),
            ...run.toReversed().map((at) => spot(at, points[at]!.peers!.q3)),
          ].join(" ")}
        />
      ))}
      {lines.map((run) =>
        run.length > 1 ? (
          <polyline
            key={run[0]}
            className="spark-line"
            points={run.map((at) => spot(at, points[at]!.value!)).join(" ")}
          />
        ) : (
          <circle key={run[0]} className="spark-dot" cx={x(run[0]!)} cy={y(points[run[0]!]!.value!)} r="1.5" />
        ),
      )}
      {typeof points[last]?.value === "number" ? (
        <circle className="spark-last" cx={x(last)} cy={y(points[last].value)} r="2.5" />
      ) : null}
    </svg>
  );
}
