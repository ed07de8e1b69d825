import { useAddress } from "@duibiao/screens/address";
import { CalculationSheet } from "@duibiao/screens/sheet";
import { backs, useIds, WrongAddress } from "../addressed.tsx";

export function SheetPage() {
  const ids = useIds("evaluation", "region");
  const [{ indicator }] = useAddress<{ indicator?: string }>();
  return ids === null ? <WrongAddress back={backs.releases} /> : <CalculationSheet {...ids} indicator={indicator} />;
}
