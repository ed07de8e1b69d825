import type { Text } from "@duibiao/indicators";
import { Tag } from "./alert.tsx";
import { useText } from "./language.tsx";
import { assignmentStates, nameOf, quartiles, type Named } from "./names.ts";

type Props = { name: Text & Partial<Named>; detail?: string | number | undefined };

/** Sign, word and tone of a name: `<NameTag name={nameOf(severities, key)} />`. `detail` follows the word, such as a count. */
export function NameTag({ name, detail }: Props) {
  const t = useText();
  return (
    <Tag tone={name.tone}>
      {name.mark === undefined ? null : <span aria-hidden="true">{name.mark}</span>}
      {t(name)}
      {detail === undefined ? null : ` ${detail}`}
    </Tag>
  );
}

/** State of a submission or an assignment. */
export function StateTag({ state }: { state: string }) {
  return <NameTag name={nameOf(assignmentStates, state)} />;
}

/** Relative position among those ranked: four bars, one to four of them filled, and the word. */
export function QuartileMark({ quartile }: { quartile: number }) {
  const t = useText();
  return (
    <span className="quartile">
      <svg className={`quartile-bars quartile-${quartile}`} viewBox="0 0 19 12" aria-hidden="true">
        {[4, 3, 2, 1].map((bar, at) => (
          <rect
            key={bar}
            className={bar >= quartile ? "on" : "off"}
            x={at * 5 + 0.5}
            y={8.5 - at * 2.5}
            width="3"
            height={3 + at * 2.5}
          />
        ))}
      </svg>
      {t(nameOf(quartiles, quartile))}
    </span>
  );
}
