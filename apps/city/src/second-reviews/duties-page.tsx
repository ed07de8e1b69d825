import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, call, read, type Answer } from "@duibiao/client";
import { Button, DataTable, Page, showMoment, Tag, useLanguage, useText, type Column } from "@duibiao/ui";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";
import { collectionsQuery } from "../board/collections.ts";
import { useFormNames } from "../reconcile/form-names.ts";
import { DutyDialog } from "./duty-dialog.tsx";
import { hasNobody, whatOf, whoOf } from "./words.ts";

type Listed = Answer<typeof api.secondReviews.listDuties>;
type Duty = Listed["items"][number];

/** 复核要求: for which forms and lines of ministry a second reviewer is asked, by whom and since when. */
export function DutiesPage() {
  return <Loaded of={useQuery(read(api.secondReviews.listDuties, {}))}>{(listed) => <Shown listed={listed} />}</Loaded>;
}

function Shown({ listed }: { listed: Listed }) {
  const t = useText();
  const { language } = useLanguage();
  const [adding, setAdding] = useState(false);
  const led = listed.bureaus.filter(({ leads }) => leads);
  const collections = useQuery(collectionsQuery).data ?? [];
  const nameOf = useFormNames(collections);
  const forms = new Map(collections.toReversed().map((one) => [one.formKey, nameOf(one)]));
  const end = useDecision(
    (id: number) => call(api.secondReviews.endDuty, { params: { id }, body: {} }),
    () => {},
  );
  const columns: Column<Duty>[] = [
    {
      key: "what",
      header: { zh: "报表或主管部门", en: "Form or line" },
      head: true,
      width: "fill",
      value: (duty) => t(whatOf(duty, forms)),
    },
    {
      key: "who",
      header: { zh: "复核人", en: "Second reviewers" },
      width: "l",
      value: ({ reviewers }) =>
        reviewers.length === 0 ? t("本机构任一审核人", "any reviewer of the bureau") : t(whoOf({ reviewers })),
    },
    { key: "why", header: { zh: "理由", en: "Why" }, width: "l", value: ({ reason }) => reason },
    {
      key: "by",
      header: { zh: "提出", en: "Asked" },
      width: "l",
      value: ({ createdBy, createdAt }) => `${createdBy} ${showMoment(String(createdAt), language)}`,
    },
    {
      key: "state",
      header: { zh: "状态", en: "State" },
      width: "l",
      value: ({ endedAt, endedBy }) =>
        endedAt === null ? t("生效", "in force") : t(`已结束 ${endedBy}`, `ended by ${endedBy}`),
      cell: (duty) =>
        duty.endedAt !== null ? (
          t(
            `已结束，${duty.endedBy} ${showMoment(String(duty.endedAt), "zh")}`,
            `Ended by ${duty.endedBy}, ${showMoment(String(duty.endedAt), "en")}`,
          )
        ) : hasNobody(duty) ? (
          <Tag tone="error">! {t("无人可复核，请结束", "Nobody is left: end it")}</Tag>
        ) : (
          <Tag tone="success">✓ {t("生效", "In force")}</Tag>
        ),
    },
    {
      key: "end",
      header: { zh: "操作", en: "Actions" },
      width: "s",
      screenOnly: true,
      value: () => "",
      cell: (duty) =>
        duty.endedAt === null && led.some(({ region }) => region === duty.owner) ? (
          <Button small onClick={() => end.mutate(duty.id)}>
            {t("结束", "End")}
          </Button>
        ) : null,
    },
  ];
  return (
    <Page
      title={t("复核要求", "Second-review duties")}
      crumbs={[
        <Link key="queue" to="/review">
          {t("审核台", "Review desk")}
        </Link>,
      ]}
      actions={
        led.length > 0 ? (
          <Button look="primary" onClick={() => setAdding(true)}>
            {t("要求复核", "Ask a second review")}
          </Button>
        ) : null
      }
    >
      {end.isError ? <ProblemBox error={end.error} /> : null}
      <DataTable
        title={t("复核要求", "Second-review duties")}
        columns={columns}
        rows={listed.items}
        rowKey={({ id }) => id}
        empty={t(
          "还没有复核要求。审签领导可要求某张报表、或某主管部门的单位，在本机构审核通过前先经第二人复核。",
          "None yet. A leader may ask that a form, or the units of a line, be looked at by a second reviewer before the bureau accepts.",
        )}
        footer={t(
          "复核与审核通过须是两个人，都不能是填报、签署、报送或在上一环节审核的人。",
          "Who reviews second and who accepts are two people; neither filled in, signed, sent or already passed it.",
        )}
      />
      {adding ? <DutyDialog bureaus={led} forms={forms} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
