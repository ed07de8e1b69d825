import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api, call, read, type Answer } from "@duibiao/client";
import { Button, DataTable, roles, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { Loaded, ProblemBox } from "../problem-box.tsx";
import { PeopleFrame } from "./people-frame.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { usePeopleRights } from "./rights.ts";

type Row = Answer<typeof api.postProposals.listProposals>["items"][number];

/** 任职提名: what one administrator proposed and another confirms or declines, one by one or many at once. */
export function ProposalsPage() {
  const t = useText();
  const rights = usePeopleRights();
  const proposals = useQuery({ ...read(api.postProposals.listProposals, {}), enabled: rights.any });
  return (
    <PeopleFrame title={t("任职提名", "Proposed posts")}>
      <p className="quiet">
        {t(
          "一人提名，另一人确认，其中一位须是安全保密管理员。自己提名的、关于自己的，由他人确认。有「接替」的是三员移交：确认时原任的任职同时结束。",
          "One proposes, another confirms; one of the two is a security administrator. Nobody confirms their own. Where somebody is followed, the old post ends as the new one begins.",
        )}
      </p>
      <Loaded of={proposals}>{({ items }) => <List items={items} />}</Loaded>
    </PeopleFrame>
  );
}

function List({ items }: { items: readonly Row[] }) {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const [declining, decline] = useState(false);
  const mine = items.filter(({ mine }) => mine);
  const ids = mine.filter(({ id }) => picked.has(id)).map(({ id }) => id);
  const confirming = useMutation({
    mutationFn: () => call(api.postProposals.decideProposals, { body: { ids: ids.slice(0, 500), confirm: true } }),
    onSuccess: () => {
      setPicked(new Set());
      void client.invalidateQueries();
    },
  });
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: "pick",
        header: { zh: "选", en: "✓" },
        value: () => "",
        screenOnly: true,
        width: "xs",
        cell: ({ id, name, mine }) => (
          <input
            type="checkbox"
            aria-label={name}
            disabled={!mine}
            checked={picked.has(id)}
            onChange={() =>
              setPicked((before) => new Set(before.has(id) ? [...before].filter((x) => x !== id) : [...before, id]))
            }
          />
        ),
      },
      {
        key: "name",
        header: { zh: "姓名", en: "Name" },
        value: ({ name }) => name,
        cell: ({ userId, name }) => (
          <Link to="/people/$user" params={{ user: String(userId) }}>
            {name}
          </Link>
        ),
        head: true,
        width: "m",
      },
      { key: "username", header: { zh: "用户名", en: "User name" }, value: ({ username }) => username, width: "l" },
      { key: "role", header: { zh: "岗位", en: "Role" }, value: ({ role }) => t(roles[role]), width: "m" },
      {
        key: "place",
        header: { zh: "单位或地区", en: "Unit or region" },
        value: ({ place }) => place || t("全平台", "whole platform"),
        width: "fill",
      },
      { key: "from", header: { zh: "接替", en: "Follows" }, value: ({ from }) => from, width: "m" },
      { key: "to", header: { zh: "最后一天", en: "Last day" }, value: ({ validTo }) => validTo, width: "m" },
      { key: "by", header: { zh: "提名人", en: "Proposed by" }, value: ({ proposedBy }) => proposedBy, width: "m" },
      {
        key: "at",
        header: { zh: "提名时间", en: "Proposed at" },
        value: ({ proposedAt }) => showMoment(proposedAt, language),
        sortBy: ({ proposedAt }) => proposedAt,
        width: "l",
      },
    ],
    [t, language, picked],
  );
  return (
    <>
      {confirming.isError ? <ProblemBox error={confirming.error} /> : null}
      <DataTable
        title={t("任职提名", "Proposed posts")}
        columns={columns}
        rows={items}
        rowKey={({ id }) => id}
        empty={t("没有等待确认的提名。", "Nothing waits for a second person.")}
        tools={
          <>
            <Button
              small
              disabled={mine.length === 0}
              onClick={() => setPicked(new Set(mine.slice(0, 500).map(({ id }) => id)))}
            >
              {t(`全选可办的 ${mine.length} 条`, `Choose all ${mine.length} that are yours`)}
            </Button>
            <Button
              look="primary"
              small
              disabled={ids.length === 0}
              busy={confirming.isPending}
              onClick={() => confirming.mutate()}
            >
              {t(`确认所选 ${ids.length} 条`, `Confirm ${ids.length}`)}
            </Button>
            <Button small disabled={ids.length === 0} onClick={() => decline(true)}>
              {t("否决所选", "Decline")}
            </Button>
          </>
        }
      />
      {declining ? (
        <ReasonDialog
          title={t(`否决 ${ids.length} 条提名`, `Decline ${ids.length} proposals`)}
          deed={t("否决", "Decline")}
          act={(reason) =>
            call(api.postProposals.decideProposals, { body: { ids: ids.slice(0, 500), confirm: false, reason } })
          }
          onClose={() => decline(false)}
        />
      ) : null}
    </>
  );
}
