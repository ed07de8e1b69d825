import { DayInput, Field, TextArea, useText } from "@duibiao/ui";
import { approvedNames, type Draft, type Proposal } from "./ask.ts";

type Props = { draft: Draft; proposal: Proposal; change: (patch: Partial<Draft>) => void };

/** 文号 and 法律依据 of the notice, and what the form must carry (统计法 17). */
export function ApprovalPart({ draft, proposal, change }: Props) {
  const t = useText();
  const { form, last, items } = proposal;
  const single = items.length === 1;
  return (
    <section className="card">
      <h2>{t("名称和依据", "Name and authority")}</h2>
      {single ? (
        <Field label={t("任务名称", "Name")}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              value={draft.name}
              placeholder={items[0]!.name}
              maxLength={200}
              onChange={({ target }) => change({ name: target.value })}
            />
          )}
        </Field>
      ) : null}
      <Field label={t("布置文号", "Number of the notice")}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            value={draft.documentNo}
            maxLength={100}
            onChange={({ target }) => change({ documentNo: target.value })}
          />
        )}
      </Field>
      <Field
        label={t("法律依据", "Legal basis")}
        hint={
          last !== null && last.legalBasis !== ""
            ? t(`上一期写的是：${last.legalBasis}`, `The last one said: ${last.legalBasis}`)
            : undefined
        }
      >
        {(ids) => (
          <input
            {...ids}
            className="input"
            value={draft.legalBasis}
            maxLength={300}
            onChange={({ target }) => change({ legalBasis: target.value })}
          />
        )}
      </Field>
      <div className="open-approved">
        {(Object.keys(approvedNames) as (keyof typeof approvedNames)[]).map((key) => (
          <Field key={key} label={t(approvedNames[key])}>
            {(ids) => {
              const props = {
                ...ids,
                value: draft.approved[key] ?? form.approved[key],
                onChange: ({ target }: { target: { value: string } }) =>
                  change({ approved: { ...draft.approved, [key]: target.value } }),
              };
              return key === "validUntil" ? (
                <DayInput {...props} />
              ) : (
                <input {...props} className="input" maxLength={key === "number" ? 40 : 100} />
              );
            }}
          </Field>
        ))}
      </div>
      <p className="quiet">
        {t(
          "统计法第十七条：调查表未标明表号、制定机关、批准文号、有效期限的，被调查者有权拒绝填报。",
          "Statistics Law, art. 17: a form without these marks may be refused.",
        )}
      </p>
    </section>
  );
}

/** Why something is asked again that could be computed; shown where the reuse check found something. */
export function RepeatReason({ draft, change }: Pick<Props, "draft" | "change">) {
  const t = useText();
  return (
    <TextArea
      label={t("重复填报的理由", "Why it is asked again")}
      hint={t("可以算出的数据项再要求填报时须写明。", "Needed where lines could be computed.")}
      value={draft.repeatReason}
      maxLength={500}
      onChange={(repeatReason) => change({ repeatReason })}
    />
  );
}
