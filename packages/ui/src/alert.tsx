import type { ReactNode } from "react";

const marks = { info: "ℹ", warning: "▲", error: "✕", success: "✓" } as const;
export type Tone = keyof typeof marks;

type Props = { tone?: Tone; title: ReactNode; children?: ReactNode; actions?: ReactNode };

/** A notice in the page. Errors are read out at once; the sign in front says the same as the colour. */
export function Alert({ tone = "info", title, children, actions }: Props) {
  return (
    <div className={`alert alert-${tone}`} role={tone === "error" ? "alert" : "status"}>
      <strong>
        <span aria-hidden="true">{marks[tone]} </span>
        {title}
      </strong>
      {children ? <div>{children}</div> : null}
      {actions ? <div className="actions">{actions}</div> : null}
    </div>
  );
}

export function Tag({ tone, children }: { tone?: Tone | undefined; children: ReactNode }) {
  return <span className={tone ? `tag tag-${tone}` : "tag"}>{children}</span>;
}

/** What must stand on a page and on paper: 演示数据, 试算. */
export function Stamps({ texts }: { texts: readonly string[] }) {
  return (
    <>
      {texts.map((text) => (
        <span className="stamp" key={text}>
          {text}
        </span>
      ))}
    </>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <div className="empty">{children}</div>;
}
