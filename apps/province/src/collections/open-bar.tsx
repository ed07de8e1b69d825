import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, call, newKey } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { Button, useText } from "@duibiao/ui";
import type { Ask } from "./ask.ts";

type Props = { asks: Ask[] | null; ready: boolean; busy: boolean; onOpened: () => void };

/** Opens it now, or leaves it to the plan: the platform opens it at its time. A refusal leaves everything typed as it is. */
export function OpenBar({ asks, ready, busy, onOpened }: Props) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const wish = useMemo(() => newKey(), [asks]);
  const known = () =>
    Promise.all(
      [api.collections.listCollections.id, api.plannedCollections.listPlanned.id].map((id) =>
        client.invalidateQueries({ queryKey: [id] }),
      ),
    );
  const opening = useMutation({
    mutationFn: () => call(api.collections.openCollection, { key: wish, body: asks![0]! }),
    onSuccess: async ({ id }) => {
      onOpened();
      await known();
      await navigate({ to: "/collections/$collection", params: { collection: String(id) } });
    },
  });
  const planning = useMutation({
    mutationFn: () => call(api.plannedCollections.planCollections, { key: wish, body: { asks: asks! } }),
    onSuccess: async () => {
      onOpened();
      await known();
      await navigate({ to: "/collections" });
    },
  });
  const off = !ready || busy || asks === null;
  return (
    <div className="stack">
      {opening.isError ? <ProblemBox error={opening.error} /> : null}
      {planning.isError ? <ProblemBox error={planning.error} /> : null}
      <div className="row">
        {asks?.length === 1 ? (
          <Button look="primary" disabled={off} busy={opening.isPending} onClick={() => opening.mutate()}>
            {t("开启", "Open it")}
          </Button>
        ) : null}
        <Button
          look={asks?.length === 1 ? "plain" : "primary"}
          disabled={off}
          busy={planning.isPending}
          onClick={() => planning.mutate()}
        >
          {t("列入计划，到开始时间自动开启", "Plan it: opens by itself at its time")}
        </Button>
      </div>
      <span className="quiet">
        {t("开启后即通知应报单位和审核机构。", "Units and reviewers are told as soon as it is opened.")}
      </span>
    </div>
  );
}
