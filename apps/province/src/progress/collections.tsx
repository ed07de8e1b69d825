import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { RulesLink } from "@duibiao/screens/rules";
import { Button, DataTable, Dialog, showMoment, showPeriod, Tag, useLanguage, useText, type Column } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import type { Progress } from "./part.ts";

type Collection = Progress["collections"][number];

/** The collections of the board: when each tier is due, and the lock. */
export function Collections({ collections }: { collections: readonly Collection[] }) {
  const t = useText();
  const { language } = useLanguage();
  const rights = useRights();
  const [locking, lock] = useState<Collection | null>(null);
  const due = (
    key: "dueUnit" | "dueCounty" | "dueCity" | "dueProvince",
    zh: string,
    en: string,
  ): Column<Collection> => ({
    key,
    header: { zh, en },
    value: (collection) => showMoment(collection[key], language),
    sortBy: (collection) => String(collection[key]),
    width: "m",
  });
  const columns: Column<Collection>[] = [
    { key: "name", header: { zh: "采集任务", en: "Collection" }, value: ({ name }) => name, head: true, width: "fill" },
    {
      key: "period",
      header: { zh: "报告期", en: "Period" },
      value: ({ period }) => showPeriod(period, language),
      width: "m",
    },
    {
      key: "no",
      header: { zh: "文号", en: "Document no." },
      value: ({ documentNo }) => documentNo || null,
      width: "l",
    },
    due("dueUnit", "单位期限", "Units due"),
    due("dueCounty", "县审期限", "Counties due"),
    due("dueCity", "市审期限", "Cities due"),
    due("dueProvince", "省接收期限", "Province due"),
    {
      key: "locked",
      header: { zh: "锁定", en: "Lock" },
      value: ({ lockedAt }) => (lockedAt === null ? t("未锁定", "open") : showMoment(lockedAt, language)),
      cell: (collection) =>
        collection.lockedAt !== null ? (
          <Tag>■ {showMoment(collection.lockedAt, language)}</Tag>
        ) : rights.lock ? (
          <Button small onClick={() => lock(collection)}>
            {t("锁定…", "Lock…")}
          </Button>
        ) : (
          t("未锁定", "open")
        ),
      width: "l",
    },
    {
      key: "rules",
      header: { zh: "规则", en: "Rules" },
      value: () => null,
      cell: ({ collectionId }) => <RulesLink collection={collectionId} />,
      width: "m",
      screenOnly: true,
    },
  ];
  return (
    <section className="card progress-collections">
      <h2>{t("采集任务与期限", "Collections and due times")}</h2>
      <DataTable
        title={t("采集任务与期限", "Collections and due times")}
        columns={columns}
        rows={collections}
        rowKey={({ collectionId }) => collectionId}
        empty=""
      />
      {locking === null ? null : <LockDialog collection={locking} onClose={() => lock(null)} />}
    </section>
  );
}

function LockDialog({ collection, onClose }: { collection: Collection; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const locking = useMutation({
    mutationFn: () => call(api.collections.lockCollection, { params: { id: collection.collectionId }, body: {} }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [api.board.readProgress.id] });
      onClose();
    },
  });
  return (
    <Dialog
      title={t(`锁定“${collection.name}”`, `Lock "${collection.name}"`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button look="danger" busy={locking.isPending} onClick={() => locking.mutate()}>
            {t("锁定", "Lock")}
          </Button>
        </>
      }
    >
      {locking.isError ? <ProblemBox error={locking.error} /> : null}
      <p>
        {t(
          "锁定后任何单位都不能再填报、退回或审核；改数只能由单位负责人申请更正，逐级接受后生效。锁定不能撤销。",
          "After the lock nobody can report, return or review; figures change only by a correction that each tier accepts. A lock cannot be undone.",
        )}
      </p>
    </Dialog>
  );
}
