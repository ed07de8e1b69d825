import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { useAddress } from "@duibiao/screens/address";
import { ExtensionsTable } from "@duibiao/screens/extensions";
import { Button, Page, Segments, showDue, showMoment, SYNTHETIC, Tag, useLanguage, useText } from "@duibiao/ui";
import { Addressed, useIds, WrongAddress } from "../addressed.tsx";
import { useRights } from "../roles.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { ChangesTable } from "./changes-table.tsx";
import { DueDialog } from "./due-dialog.tsx";
import type { CollectionSearch } from "./search.ts";
import { stateOf } from "./state.ts";
import { UnitsTable } from "./units-table.tsx";
import "./collections.css";

export type Collection = Answer<typeof api.collections.readCollection>;
const back = { to: "/collections", zh: "看全部采集任务", en: "All collections" };

/** One collection: by which notice and law, until when, who owes it, and what was changed since. */
export function CollectionPage() {
  const ids = useIds("collection");
  return ids === null ? <WrongAddress back={back} /> : <Opened id={ids.collection} />;
}

function Opened({ id }: { id: number }) {
  const found = useQuery(read(api.collections.readCollection, { params: { id } }));
  return (
    <Addressed of={found} back={back}>
      {(collection) => <Parts collection={collection} />}
    </Addressed>
  );
}

function Parts({ collection }: { collection: Collection }) {
  const t = useText();
  const rights = useRights();
  const [search, change] = useAddress<CollectionSearch>();
  const [dialog, open] = useState<"due" | "cancel" | null>(null);
  const running = collection.lockedAt === null && collection.cancelledAt === null;
  const part = search.part ?? "units";
  const state = stateOf(collection, new Date());
  return (
    <Page
      title={collection.name}
      crumbs={[
        <Link key="all" to="/collections">
          {t("采集任务", "Collections")}
        </Link>,
      ]}
      stamps={collection.synthetic ? [t(SYNTHETIC)] : []}
      actions={
        rights.openCollections && running ? (
          <>
            <Button onClick={() => open("due")}>{t("调整期限", "Change due times")}</Button>
            <Button look="danger" onClick={() => open("cancel")}>
              {t("取消任务", "Cancel")}
            </Button>
          </>
        ) : null
      }
    >
      <p>
        <Tag tone={state.tone}>{t(state)}</Tag>
      </p>
      <Facts collection={collection} />
      <Segments
        label={t("内容", "Part")}
        value={part}
        options={[
          {
            value: "units",
            label: t(`报送义务（${collection.assignments.length}）`, `Who owes it (${collection.assignments.length})`),
          },
          { value: "extensions", label: t("延期", "Extensions") },
          { value: "changes", label: t("变更记录", "Changes") },
        ]}
        onChange={(next) => change({ part: next === "units" ? undefined : next })}
      />
      {part === "units" ? <UnitsTable collection={collection} running={running} /> : null}
      {part === "extensions" ? <ExtensionsTable query={{ collection: collection.id }} /> : null}
      {part === "changes" ? <ChangesTable id={collection.id} /> : null}
      {dialog === "due" ? <DueDialog collection={collection} onClose={() => open(null)} /> : null}
      {dialog === "cancel" ? <CancelDialog id={collection.id} onClose={() => open(null)} /> : null}
    </Page>
  );
}

function Facts({ collection: c }: { collection: Collection }) {
  const t = useText();
  const { language } = useLanguage();
  const none = t("未下达", "not issued");
  const none0 = t("不可", "none");
  const days = (n: number) => (n === 0 ? none0 : t(`${n} 个工作日`, `${n} workdays`));
  const facts: [string, string][] = [
    [t("布置文号", "Notice"), c.documentNo || none],
    [t("法律依据", "Legal basis"), c.legalBasis || none],
    [
      t("报表标识", "The form's marks"),
      t(
        `表号 ${c.formNumber || none}，制定机关 ${c.formMaker || none}，批准文号 ${c.formApproval || none}，有效期至 ${c.formValidUntil || none}`,
        `no. ${c.formNumber || none}, by ${c.formMaker || none}, approval ${c.formApproval || none}, valid until ${c.formValidUntil || none}`,
      ),
    ],
    [t("开始", "Opens"), showMoment(c.opensAt, language)],
    [
      t("期限", "Due"),
      t(
        `单位 ${showDue(c.dueUnit, language)}，县 ${showDue(c.dueCounty, language)}，市 ${showDue(c.dueCity, language)}，省 ${showDue(c.dueProvince, language)}`,
        `units ${showDue(c.dueUnit, language)}, counties ${showDue(c.dueCounty, language)}, cities ${showDue(c.dueCity, language)}, province ${showDue(c.dueProvince, language)}`,
      ),
    ],
    [
      t("可批延期", "Extensions"),
      t(
        `县 ${days(c.extendCounty)}，市 ${days(c.extendCity)}，省 ${days(c.extendProvince)}`,
        `county ${days(c.extendCounty)}, city ${days(c.extendCity)}, province ${days(c.extendProvince)}`,
      ),
    ],
    ...(c.evidenceRequired
      ? [[t("佐证", "Papers"), t("写了说明的数须附佐证", "explained figures need one")] as [string, string]]
      : []),
    ...(c.repeatReason === "" ? [] : [[t("重复填报的理由", "Why asked again"), c.repeatReason] as [string, string]]),
  ];
  return (
    <section className="card">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
