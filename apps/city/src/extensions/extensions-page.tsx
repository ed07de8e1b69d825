import { Link } from "@tanstack/react-router";
import { useAddress } from "@duibiao/screens/address";
import { ExtensionsTable } from "@duibiao/screens/extensions";
import { Page, Segments, useText } from "@duibiao/ui";
import type { ExtensionsSearch } from "./search.ts";

/** 延期: what units ask for and what was decided. A leader decides as far as the collection lets the tier go. */
export function ExtensionsPage() {
  const t = useText();
  const [search, change] = useAddress<ExtensionsSearch>();
  return (
    <Page
      title={t("延期", "Extensions")}
      actions={
        <Link className="btn" to="/burden">
          {t("填报负担", "Burden")}
        </Link>
      }
    >
      <div className="stack">
        <Segments
          label={t("显示", "Show")}
          value={search.all ? "all" : "open"}
          options={[
            { value: "open", label: t("待批", "Waiting") },
            { value: "all", label: t("全部", "All") },
          ]}
          onChange={(shown) => change({ all: shown === "all" || undefined })}
        />
        <ExtensionsTable query={search.all ? {} : { open: "true" }} />
      </div>
    </Page>
  );
}
