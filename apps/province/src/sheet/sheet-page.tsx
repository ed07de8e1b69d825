import { useParams } from "@tanstack/react-router";
import { useAddress } from "@duibiao/screens/address";
import { CalculationSheet } from "@duibiao/screens/sheet";

export function SheetPage() {
  const { evaluation, region } = useParams({ strict: false }) as { evaluation: string; region: string };
  const [{ indicator }] = useAddress<{ indicator?: string }>();
  return <CalculationSheet evaluation={Number(evaluation)} region={Number(region)} indicator={indicator} />;
}
