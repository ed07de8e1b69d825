import { DayInput, Field, Tag, useLanguage, useText } from "@duibiao/ui";
import { dueNames, dueTiers, isRule, type Draft, type DueTier, type Proposal } from "./ask.ts";

type Props = { draft: Draft; proposal: Proposal; change: (patch: Partial<Draft>) => void };
type Due = Proposal["items"][number]["due"]["unit"];

const weekdays = { zh: "一二三四五六日", en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] };

/** Window and due times: rules per tier, and at once which day each gives on the workday calendar. */
export function DuePart({ draft, proposal, change }: Props) {
  const t = useText();
  const { items, ruleSource } = proposal;
  const first = items[0]!;
  return (
    <section className="card">
      <h2>{t("时间", "Times")}</h2>
      {items.length === 1 ? (
        <Field label={t("开始填报", "Opens")} hint={t("当日 0:00（北京时间）", "At 00:00 of the day, Beijing time")}>
          {(ids) => (
            <DayInput
              {...ids}
              value={draft.opens === "" ? first.opens.day : draft.opens}
              onChange={({ target }) => change({ opens: target.value })}
            />
          )}
        </Field>
      ) : null}
      <table className="table open-due">
        <caption className="sr-only">{t("各级期限", "Due times per tier")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("级次", "Tier")}</th>
            <th scope="col">{t("规则", "Rule")}</th>
            {items.map(({ period }) => (
              <th key={period.key} scope="col">
                {items.length === 1 ? t("期限（当日 24:00）", "Due (24:00 of the day)") : period.key}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {dueTiers.map((tier) => (
            <tr key={tier}>
              <th scope="row">{t(dueNames[tier])}</th>
              <td>
                <Rule
                  tier={tier}
                  value={draft.rules[tier]}
                  proposed={first.due[tier].rule}
                  onChange={(rule) => change({ rules: { ...draft.rules, [tier]: rule } })}
                />
              </td>
              {items.map(({ period, due }) => (
                <td key={period.key}>
                  <DueDay due={due[tier]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">
        {t(ruleSource)}
        {t(
          "。写法：d15 为期末后第 15 日，w10 为第 10 个工作日，或写日期；遇休息日顺延到下一个工作日。",
          ". d15: 15 days after the period, w10: the tenth workday, or a day; a day off moves to the next workday.",
        )}
      </p>
      <fieldset className="row open-extend">
        <legend>
          {t("各级负责人可批延期的工作日数（从单位期限起；0 为不可）", "Workdays by which leaders may extend")}
        </legend>
        {(["county", "city", "province"] as const).map((tier) => (
          <label key={tier} className="inline-field">
            {t(
              { county: "县", city: "市", province: "省" }[tier],
              { county: "County", city: "City", province: "Province" }[tier],
            )}
            <input
              className="input"
              type="number"
              min={0}
              max={60}
              value={draft.extend[tier]}
              onChange={({ target }) =>
                change({
                  extend: { ...draft.extend, [tier]: Math.min(60, Math.max(0, Math.trunc(Number(target.value)))) },
                })
              }
            />
          </label>
        ))}
      </fieldset>
    </section>
  );
}

function Rule({
  tier,
  value,
  proposed,
  onChange,
}: {
  tier: DueTier;
  value: string;
  proposed: string;
  onChange: (rule: string) => void;
}) {
  const t = useText();
  const wrong = value !== "" && !isRule(value);
  return (
    <>
      <input
        className="input"
        size={11}
        maxLength={10}
        value={value}
        placeholder={proposed}
        aria-label={t(`${dueNames[tier].zh}的期限规则`, `Due rule: ${dueNames[tier].en}`)}
        aria-invalid={wrong || undefined}
        onChange={({ target }) => onChange(target.value.trim())}
      />
      {wrong ? (
        <span className="fault">{t("写法：d15、w10 或 2027-01-20", "Write d15, w10 or 2027-01-20")}</span>
      ) : null}
    </>
  );
}

function DueDay({ due }: { due: Due }) {
  const t = useText();
  const { language } = useLanguage();
  const named = due.over.find(({ name }) => name !== "");
  return (
    <>
      <strong>{due.day}</strong>{" "}
      {language === "zh" ? `周${weekdays.zh[due.weekday - 1]}` : weekdays.en[due.weekday - 1]}
      {due.over.length > 0 ? (
        <div className="quiet">
          {t(
            `由 ${due.asked} 顺延：${named ? `${named.name}（${named.documentNo}）` : "周末"}`,
            `moved from ${due.asked}: ${named ? `${named.name} (${named.documentNo})` : "weekend"}`,
          )}
        </div>
      ) : null}
      {due.settled ? null : (
        <div>
          <Tag tone="warning">▲ {t("放假安排未公布，仅按周末计", "no notice yet, weekends only")}</Tag>
        </div>
      )}
    </>
  );
}
