import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

type Props = { evaluation: number | null; region: number; indicator?: string; children: ReactNode };

/** A number that leads to how it was computed; plain where the reader may not open calculation sheets. */
export function SheetLink({ evaluation, region, indicator, children }: Props) {
  if (evaluation === null) return <strong>{children}</strong>;
  return (
    <Link
      to="/sheet/$evaluation/$region"
      params={{ evaluation: String(evaluation), region: String(region) }}
      search={(indicator === undefined ? {} : { indicator }) as never}
    >
      {children}
    </Link>
  );
}
