import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "@duibiao/client";
import { Button, Tag, useText } from "@duibiao/ui";
import type { SpotCheck } from "./words.ts";

/** 复算: the server draws again from frame and seed and says whether it comes to the same cells. */
export function Redraw({ check }: { check: SpotCheck }) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  const { data } = useQuery({
    ...read(api.spotChecks.verifySpotCheck, { params: { id: check.id } }),
    enabled: asked,
  });
  if (!asked || data === undefined)
    return (
      <Button small busy={asked} onClick={() => setAsked(true)}>
        {t("复算抽样", "Draw again and compare")}
      </Button>
    );
  return (
    <>
      {data.reproduces ? (
        <Tag tone="success">✓ {t("复算一致", "Same cells")}</Tag>
      ) : (
        <Tag tone="error">✕ {t("复算不一致，请查审计记录", "Other cells: look into the audit log")}</Tag>
      )}
      <div className="quiet">
        {t(data.method)} <code>{data.drawHash.slice(0, 16)}…</code>
      </div>
    </>
  );
}
