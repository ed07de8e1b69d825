import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/** A place of this app, and what leads there; `.` is the page itself with another choice in its address. */
type Way = { to: string; search: object; said: string };

type Props = {
  /** Undefined: nothing else is open. */
  next: Way | undefined;
  /** How much is open beside this one. */
  left: string;
  /** What stood here was just dealt with: the keyboard goes on here, its own control is gone. */
  done: boolean;
  /** Where to go once nothing else is open, and that it is so. */
  over: Way & { nothing: string };
};

/** 下一件: on to what else is open; once the last is dealt with it says so. */
export function NextOpen({ next, left, done, over }: Props) {
  const on = useRef<HTMLAnchorElement>(null);
  const way = next ?? over;
  const place = JSON.stringify([way.to, way.search]);
  useEffect(() => {
    if (done) on.current?.focus();
  }, [done, place]);
  if (next === undefined && !done) return null;
  const link = (
    <Link
      ref={on}
      className={next === undefined ? undefined : done ? "btn btn-primary" : "btn"}
      to={way.to}
      search={way.search as never}
      resetScroll={way.to !== "."}
    >
      {way.said}
    </Link>
  );
  return next === undefined ? (
    <p className="row no-print" role="status">
      {over.nothing} {link}
    </p>
  ) : (
    <p className="row no-print">
      {link}
      <span className="quiet">{left}</span>
    </p>
  );
}
