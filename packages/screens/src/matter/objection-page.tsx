import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { api, call, read, type Answer, type Given } from "@duibiao/client";
import { Button, Empty, Field, FoundAgain, Page, Segments, showNumber, TextArea, useText } from "@duibiao/ui";
import { useDecision } from "../decision/use-decision.ts";
import { Loaded, ProblemBox } from "../problem-box.tsx";
import { useSession } from "../session.ts";
import { useNextPlace, useWords } from "../words/use-words.ts";
import type { MatterItem } from "./matter.ts";
import type { ObjectionSearch } from "./search.ts";

type Result = Answer<typeof api.releases.readResult>;
type Body = Given<typeof api.objections.raiseObjection>["body"];
type Target = Body["target"];
type Written = { target: Target; about: string; wanted: string; reason: string; evidence: string };
const nothing: Written = { target: "number", about: "", wanted: "", reason: "", evidence: "" };

/** 提出异议: to a number, the peer group or a rule of a region's line. */
export function ObjectionPage() {
  const t = useText();
  const { release, region } = useSearch({ strict: false }) as ObjectionSearch;
  if (release === undefined || region === undefined)
    return (
      <Empty>
        {t("请从评估结果页进入。", "Come here from a result.")} <Link to="/results">{t("评估结果", "Results")}</Link>
      </Empty>
    );
  return <Opened release={release} region={region} />;
}

function Opened({ release, region }: Required<ObjectionSearch> & { release: number; region: number }) {
  const found = useQuery(read(api.releases.readResult, { params: { id: release, region } }));
  const raised = useQuery(read(api.matters.listMatters, { query: { kind: "objection", release } }));
  return (
    <Loaded of={found}>
      {(result) => (
        <Loaded of={raised}>{({ items }) => <Objecting key={region} result={result} raised={items} />}</Loaded>
      )}
    </Loaded>
  );
}

/** What is written waits behind one's last objection to this line. */
function Objecting({ result, raised }: { result: Result; raised: readonly MatterItem[] }) {
  const t = useText();
  const navigate = useNavigate();
  const { user } = useSession();
  const { release, region, head, indicators } = result;
  const own = raised.filter(({ createdBy, regionId }) => createdBy === user.name && regionId === region.id);
  const place = useNextPlace(
    `object:${release.id}/${region.id}`,
    own.map(({ id }) => id),
  );
  const written = useWords(place, nothing);
  const { target, about, wanted, reason, evidence } = written.words;
  const put = (more: Partial<Written>) => written.write({ ...written.words, ...more });
  const raising = useDecision(
    (body: Body, key) => call(api.objections.raiseObjection, { params: { id: release.id }, body, key }),
    (matter) => {
      written.sent();
      void navigate({ to: `/matters/${matter.id}` });
    },
  );
  const gates = head.conclusions?.gates ?? [];
  const groups = head.peerGroups.filter(({ name }) => name !== region.peerGroup);
  const isGate = gates.some(({ key }) => `gate:${key}` === about);
  const named: Partial<Body> =
    target === "peer_group"
      ? { group: about }
      : target === "number"
        ? { ...(about && { indicator: about }), ...(about && wanted.trim() && { value: wanted.trim() }) }
        : { ...(isGate ? { gate: about.slice(5) } : { indicator: about }), wanted: wanted.trim() };
  const digits = target !== "number" || about === "" || wanted.trim() === "" || /^-?\d+(\.\d+)?$/.test(wanted.trim());
  const ready = reason.trim() !== "" && evidence.trim() !== "" && digits && (target === "number" || about !== "");
  const send = (event: FormEvent) => {
    event.preventDefault();
    raising.mutate({ region: region.id, target, ...named, reason: reason.trim(), evidence: evidence.trim() });
  };
  const chosen = indicators.find(({ key }) => key === about);
  return (
    <Page
      title={t(`提出异议：${region.name}`, `Object: ${region.name}`)}
      crumbs={[<span key="release">{`${release.title} ${t(release.edition)}`}</span>]}
      stamps={release.stamps.map((stamp) => t(stamp))}
    >
      <form className="card matter-form" onSubmit={send}>
        <p>
          {t(
            "征求意见期间，或发布后 10 个工作日内（拟）可以提出。提出后编号，省局在期限内书面答复；答复前该结果不能发布，确需发布的须公开说明理由。原始数据有误的，请在任务中申请锁定后更正。",
            "While the release is out for comment, or within 10 workdays of publication (proposed). It gets a number and a written reply by a date; until then the release cannot be published but over a reason that everybody sees. For a wrong figure of your own ask for a correction on the task.",
          )}
        </p>
        <FoundAgain of={written} />
        <Segments<Target>
          label={t("对什么", "About")}
          value={target}
          options={[
            { value: "number", label: t("数", "A number") },
            { value: "peer_group", label: t("对标组", "The peer group") },
            { value: "rule", label: t("规则", "A rule") },
          ]}
          onChange={(next) => put({ target: next, about: "", wanted: "" })}
        />
        <Field
          label={
            {
              number: t("哪个数", "Which number"),
              peer_group: t("应归入", "It should be"),
              rule: t("哪条规则", "Which rule"),
            }[target]
          }
          hint={
            target === "peer_group"
              ? t(`现为 ${region.peerGroup}`, `Now ${region.peerGroup}`)
              : target === "number"
                ? t(
                    `现为 ${said(chosen ? chosen.cell.value : result.score)}`,
                    `Now ${said(chosen ? chosen.cell.value : result.score)}`,
                  )
                : undefined
          }
        >
          {(ids) => (
            <select {...ids} className="input" value={about} onChange={(event) => put({ about: event.target.value })}>
              <option value="">{target === "number" ? t("总分", "Total score") : t("请选择", "Choose")}</option>
              {target === "peer_group"
                ? groups.map(({ name }) => <option key={name}>{name}</option>)
                : [
                    ...(target === "rule"
                      ? gates.map(({ key, name }) => (
                          <option key={key} value={`gate:${key}`}>
                            {t(`一票否决：${name.zh}`, `Gate: ${name.en}`)}
                          </option>
                        ))
                      : []),
                    ...indicators.map(({ key, name }) => (
                      <option key={key} value={key}>
                        {t(name)}
                      </option>
                    )),
                  ]}
            </select>
          )}
        </Field>
        {target === "peer_group" || (target === "number" && about === "") ? null : (
          <Field
            label={t("应为（可不填）", "It should be (optional)")}
            hint={target === "number" ? t("填了可以预览影响", "With a value its effect can be seen") : undefined}
            fault={digits ? undefined : t("请填数字", "Type a number")}
          >
            {(ids) => (
              <input
                {...ids}
                className="input"
                maxLength={target === "number" ? 40 : 500}
                value={wanted}
                onChange={(event) => put({ wanted: event.target.value })}
              />
            )}
          </Field>
        )}
        <TextArea
          label={t("理由", "Reason")}
          required
          maxLength={1000}
          value={reason}
          onChange={(text) => put({ reason: text })}
        />
        <TextArea
          label={t("依据", "Evidence")}
          hint={t(
            "文件、台账的名称和编号；提出后可上传附件",
            "Name and number of documents; files are added afterwards",
          )}
          required
          maxLength={1000}
          value={evidence}
          onChange={(text) => put({ evidence: text })}
        />
        {raising.isError ? <ProblemBox error={raising.error} /> : null}
        <Button type="submit" look="primary" disabled={!ready} busy={raising.isPending}>
          {t("提出异议", "Object")}
        </Button>
      </form>
    </Page>
  );
}

const said = (value: number | null) => (value === null ? "—" : showNumber(value));
