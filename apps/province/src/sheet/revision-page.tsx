import { useParams } from "@tanstack/react-router";
import { useAddress } from "@duibiao/screens/address";
import { RevisionView } from "@duibiao/screens/sheet";

export function RevisionPage() {
  const { submission, revision } = useParams({ strict: false }) as { submission: string; revision: string };
  const [{ cell }] = useAddress<{ cell?: string }>();
  return <RevisionView submission={Number(submission)} revision={Number(revision)} cell={cell} />;
}
