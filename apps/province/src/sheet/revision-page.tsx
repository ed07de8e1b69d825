import { useAddress } from "@duibiao/screens/address";
import { RevisionView } from "@duibiao/screens/sheet";
import { backs, useIds, WrongAddress } from "../addressed.tsx";

export function RevisionPage() {
  const ids = useIds("submission", "revision");
  const [{ cell, sheet }] = useAddress<{ cell?: string; sheet?: string }>();
  return ids === null ? <WrongAddress back={backs.releases} /> : <RevisionView {...ids} cell={cell} sheet={sheet} />;
}
