import { Link } from "@tanstack/react-router";
import { ChangesTable } from "@duibiao/screens/region-changes";
import { useText } from "@duibiao/ui";
import { useRights } from "../roles.ts";

/** Changes on record, and for the leader the way to record one. */
export function ChangesPage() {
  const t = useText();
  const { changeRegions } = useRights();
  return (
    <ChangesTable
      actions={
        changeRegions ? (
          <Link className="btn btn-primary" to="/region-changes/new">
            {t("登记区划变更", "Record a change")}
          </Link>
        ) : null
      }
    />
  );
}
