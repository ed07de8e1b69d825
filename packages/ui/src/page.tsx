import type { ReactNode } from "react";
import { Stamps } from "./alert.tsx";

type Props = {
  title: ReactNode;
  /** The way here, outermost first; the page itself is the title. */
  crumbs?: readonly ReactNode[] | undefined;
  stamps?: readonly string[] | undefined;
  actions?: ReactNode;
  children: ReactNode;
};

/** A page: where one is, what it is called, what must stand on it, what can be done. */
export function Page({ title, crumbs = [], stamps = [], actions, children }: Props) {
  return (
    <>
      {crumbs.length > 0 ? (
        <nav aria-label="breadcrumb" className="no-print">
          <ol className="crumbs">
            {crumbs.map((crumb, at) => (
              // oxlint-disable-next-line no-array-index-key -- the way is a fixed order of places
              <li key={at}>{crumb}</li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className="row between page-head">
        <div className="row">
          <h1>{title}</h1>
          <Stamps texts={stamps} />
        </div>
        <div className="row no-print">{actions}</div>
      </div>
      {children}
    </>
  );
}
