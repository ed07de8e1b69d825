import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAddress } from "../address.ts";
import type { Tab } from "./kinds.ts";

type Props = { tab: Tab | undefined; current?: boolean; children: ReactNode };

/** To the list of a tab, in the version that is open. */
export function CatalogueLink({ tab, current = false, children }: Props) {
  const [{ version }] = useAddress<{ version: number | undefined }>();
  const search = Object.fromEntries(Object.entries({ version, tab }).filter(([, value]) => value !== undefined));
  return (
    <Link to="/catalogue" search={search as never} aria-current={current ? "page" : undefined} activeProps={{}}>
      {children}
    </Link>
  );
}
