import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api, read } from "@duibiao/client";
import { Loaded, ProblemBox, useCatalogues, useDocument } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { useWords } from "@duibiao/screens/words";
import { Alert, beijingDay, Field, FoundAgain, Page, SYNTHETIC, useText } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import { blank, periodAt, strays, type Draft } from "./ask.ts";
import { ApprovalPart } from "./approval-part.tsx";
import { DuePart } from "./due-part.tsx";
import { OpenBar } from "./open-bar.tsx";
import { OwesPart } from "./owes-part.tsx";
import { PreviewPart } from "./preview-part.tsx";
import type { OpenSearch } from "./search.ts";
import { useAsks, usePreview, useProposal, useSettled, type About } from "./use-ask.ts";
import "./collections.css";

/** 开启采集任务: what is asked, by when, of whom; beside it, live, what that means for those who are to answer. */
export function OpenPage() {
  const t = useText();
  const rights = useRights();
  const [search, change] = useAddress<OpenSearch>();
  const heads = useCatalogues();
  const catalogue = search.catalogue ?? heads.data?.[0]?.id;
  const document = useDocument(catalogue);
  const crumbs = [
    <Link key="all" to="/collections">
      {t("采集任务", "Collections")}
    </Link>,
  ];
  const title = t("开启采集任务", "Open a collection");
  if (!rights.openCollections || rights.region === null)
    return (
      <Page title={title} crumbs={crumbs}>
        <Alert
          tone="warning"
          title={t("采集任务由省级分析员开启。", "Collections are opened by the province's analysts.")}
        />
      </Page>
    );
  const forms = (document.data?.forms ?? []).filter(({ ledgerOf }) => ledgerOf === undefined);
  const form = forms.find(({ key }) => key === search.form) ?? forms[0];
  return (
    <Page title={title} crumbs={crumbs}>
      <div className="row open-what">
        <Field label={t("目录", "Catalogue")}>
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={catalogue ?? ""}
              onChange={({ target }) =>
                change({ catalogue: Number(target.value), form: undefined, periods: undefined })
              }
            >
              {(heads.data ?? []).map(({ id, key, version }) => (
                <option key={id} value={id}>
                  {key} {version}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t("报表", "Form")}>
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={form?.key ?? ""}
              onChange={({ target }) => change({ form: target.value, periods: undefined })}
            >
              {forms.map(({ key, name }) => (
                <option key={key} value={key}>
                  {key} {t(name)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {form === undefined ? null : (
          <Periods
            key={form.key}
            value={search.periods ?? periodAt(form.period, beijingDay(new Date()))}
            onChange={(periods) => change({ periods }, { replace: true })}
          />
        )}
      </div>
      <Loaded of={document}>
        {() =>
          form === undefined ? null : (
            <Opening
              key={`${catalogue} ${form.key}`}
              about={{
                owner: rights.region!,
                catalogue: catalogue!,
                form: form.key,
                periods: search.periods ?? periodAt(form.period, beijingDay(new Date())),
              }}
            />
          )
        }
      </Loaded>
    </Page>
  );
}

function Periods({ value, onChange }: { value: string; onChange: (periods: string) => void }) {
  const t = useText();
  const [text, type] = useState(value);
  return (
    <Field
      label={t("报告期", "Period")}
      hint={t("几期一次列入计划，用逗号分开：2027Q1,2027Q2", "Several at once go into the plan: 2027Q1,2027Q2")}
    >
      {(ids) => (
        <input
          {...ids}
          className="input"
          value={text}
          maxLength={300}
          onChange={({ target }) => type(target.value)}
          onBlur={() => text.trim() !== "" && onChange(text.replaceAll(/[，、\s]+/g, ","))}
          onKeyDown={({ key }) => key === "Enter" && text.trim() !== "" && onChange(text.replaceAll(/[，、\s]+/g, ","))}
        />
      )}
    </Field>
  );
}

function Opening({ about }: { about: About }) {
  const t = useText();
  const written = useWords<Draft>(`open:${about.owner}/${about.form}`, blank);
  // Something that was kept before the form asked for more lacks it; the same one until it is written in.
  const draft = useMemo(() => ({ ...blank, ...written.words }), [written.words]);
  const change = (patch: Partial<Draft>) => written.write({ ...draft, ...patch });
  const proposal = useProposal(about, draft);
  const end = proposal.data?.items[0]?.period.end;
  const units = useQuery({
    ...read(api.units.listUnits, {
      query: { region: about.owner, below: "true", ...(end !== undefined && { date: end }) },
    }),
    enabled: end !== undefined,
    placeholderData: (before) => before,
  });
  const unitOf = useMemo(() => new Map((units.data?.items ?? []).map(({ code, id }) => [code, id])), [units.data]);
  const settled = useSettled(draft);
  const asks = useAsks(about, settled, proposal.data, unitOf);
  const preview = usePreview(asks?.[0] ?? null);
  const unknown = strays(settled, unitOf);
  if (proposal.isError) return <ProblemBox error={proposal.error} />;
  return (
    <Loaded of={proposal}>
      {(proposed) => (
        <div className="open-columns">
          <form
            onSubmit={(event) => event.preventDefault()}
            aria-label={t("任务内容", "The collection")}
            className="stack open-form"
          >
            <FoundAgain of={written} />
            <ApprovalPart draft={draft} proposal={proposed} change={change} />
            <DuePart draft={draft} proposal={proposed} change={change} />
            <OwesPart
              draft={draft}
              units={units.data?.items ?? []}
              unknown={unknown}
              repeated={(preview.data?.reuse.length ?? 0) > 0}
              change={change}
            />
            <label className="inline-field">
              <input
                type="checkbox"
                checked={draft.evidenceRequired}
                onChange={({ target }) => change({ evidenceRequired: target.checked })}
              />
              {t(
                "写了说明的数须附佐证（只在目录列明佐证材料的数据项）",
                "Explained figures need a paper (where the catalogue names which)",
              )}
            </label>
            <label className="inline-field">
              <input
                type="checkbox"
                checked={draft.synthetic}
                onChange={({ target }) => change({ synthetic: target.checked })}
              />
              {t(`${SYNTHETIC.zh}（演练用，不要求批准文号）`, "Synthetic data (an exercise; needs no approval)")}
            </label>
          </form>
          <div className="open-preview" aria-live="polite">
            <PreviewPart of={preview} several={proposed.items.length} />
            <OpenBar
              onOpened={written.sent}
              asks={asks}
              ready={
                preview.data !== undefined &&
                preview.data.refusals.length === 0 &&
                unknown.length === 0 &&
                !preview.isError
              }
              busy={preview.isFetching || settled !== draft}
            />
          </div>
        </div>
      )}
    </Loaded>
  );
}
