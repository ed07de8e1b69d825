import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { addressOf, api, read } from "@duibiao/client";
import { NameTag, Page, showDue, showMoment, showPeriod, Tag, tiers, useLanguage, useText } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import { ChangedCells } from "./changed-cells.tsx";
import { Deeds } from "./deeds.tsx";
import { Effects } from "./effects.tsx";
import { Files } from "./files.tsx";
import type { Matter } from "./matter.ts";
import type { MattersSearch } from "./search.ts";
import { matterDeeds, matterStates, turnOf } from "./words.ts";
import "./matter.css";

/** One matter: what is asked and why, what it would change, what happened, and what one may do. */
export function MatterPage() {
  const { matter } = useParams({ strict: false }) as { matter: string };
  const found = useQuery(read(api.matters.readMatter, { params: { id: Number(matter) } }));
  return <Loaded of={found}>{(data) => <Opened key={data.id} matter={data} />}</Loaded>;
}

function Opened({ matter }: { matter: Matter }) {
  const t = useText();
  const search = useSearch({ strict: false }) as MattersSearch;
  return (
    <Page
      title={
        <>
          {matter.number} <NameTag name={matterStates[matter.state]} />
        </>
      }
      crumbs={[
        <Link key="all" to="/matters" search={search as never}>
          {t("办件", "Matters")}
        </Link>,
      ]}
      actions={
        <a
          className="btn"
          href={addressOf(api.matters.printMatter, { id: matter.id })}
          target="_blank"
          rel="noreferrer"
        >
          {t("打印（A4）", "Print (A4)")}
        </a>
      }
    >
      <div className="matter">
        <Facts matter={matter} />
        <Events matter={matter} />
      </div>
      {matter.correction === null ? null : (
        <section className="card">
          <h2>{t("要更正的数", "Figures")}</h2>
          <ChangedCells cells={matter.correction.cells} number={matter.number} />
        </section>
      )}
      {matter.may.includes("preview") ? <Effects matter={matter} /> : null}
      <Deeds matter={matter} />
    </Page>
  );
}

function Facts({ matter }: { matter: Matter }) {
  const t = useText();
  const { language } = useLanguage();
  const { correction, objection } = matter;
  return (
    <section className="card">
      <dl className="facts">
        <dt>{t("提出", "Asked by")}</dt>
        <dd>
          {matter.unit ?? matter.region} · {matter.createdBy}{" "}
          <span className="quiet">{showMoment(matter.createdAt, language)}</span>
        </dd>
        <dt>{t("轮到", "Turn")}</dt>
        <dd>
          {t(turnOf(matter))}{" "}
          {matter.dueAt === null ? null : (
            <span className="quiet">
              {t(`${showDue(matter.dueAt, language)}前`, `by ${showDue(matter.dueAt, language)}`)}
            </span>
          )}{" "}
          {matter.overdue ? <Tag tone="error">{t("✕ 逾期", "✕ overdue")}</Tag> : null}
        </dd>
        {correction === null ? null : (
          <>
            <dt>{t("报表", "Form")}</dt>
            <dd>
              {t(correction.formName)} {showPeriod({ key: correction.period }, language)}
            </dd>
          </>
        )}
        {objection === null ? null : (
          <>
            <dt>{t("评估结果", "Release")}</dt>
            <dd>
              {objection.title} {t(objection.edition)}
            </dd>
            <dt>{t("对什么", "About")}</dt>
            <dd>{t(objection.name)}</dd>
            <dt>{t("现为", "Stands")}</dt>
            <dd>{t(objection.stands)}</dd>
            {objection.wanted === null ? null : (
              <>
                <dt>{t("应为", "Should be")}</dt>
                <dd>{t(objection.wanted)}</dd>
              </>
            )}
          </>
        )}
        <dt>{t("理由", "Reason")}</dt>
        <dd className="matter-text">{matter.reason}</dd>
        <dt>{t("依据", "Evidence")}</dt>
        <dd className="matter-text">{matter.evidence}</dd>
        <dt>{t("附件", "Files")}</dt>
        <dd>
          <Files matter={matter} />
        </dd>
        <dt>{t("内容校验码", "Content hash")}</dt>
        <dd>
          <code>{matter.hash.slice(0, 16)}</code>
        </dd>
      </dl>
    </section>
  );
}

/** Every step: who, when, what they said. */
function Events({ matter }: { matter: Matter }) {
  const t = useText();
  const { language } = useLanguage();
  return (
    <section className="card">
      <h2>{t("经过", "What happened")}</h2>
      <ol className="steps">
        {matter.events.map(({ deed, tier, text, by, at }, index) => (
          // oxlint-disable-next-line no-array-index-key -- events are only ever added at the end
          <li key={index}>
            <strong>
              {tier === null ? "" : t(`${tiers[tier].zh}级`, `${tiers[tier].en} `)}
              {t(matterDeeds[deed])}
            </strong>{" "}
            {by} <span className="quiet">{showMoment(at, language)}</span>
            {text === "" ? null : (
              <div className="quiet matter-text">
                {deed === "corrected" ? t(`第 ${text} 版次`, `revision ${text}`) : text}
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
