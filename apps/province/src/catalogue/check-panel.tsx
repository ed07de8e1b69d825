import type { Answer, api } from "@duibiao/client";
import type { List } from "./content.ts";
import { useAddress } from "@duibiao/screens/address";
import { Alert, changeEffects, NameTag, Segments, useText } from "@duibiao/ui";
import { entriesOf, keyOf, LISTS, type Content } from "./content.ts";
import type { DraftSearch } from "./search.ts";

type Check = Answer<typeof api.catalogueDrafts.checkDraft>;
type Finding = Check["findings"][number];
type Change = NonNullable<Check["changes"]>[number];

/** What is wrong with the draft, and what differs from the version it was made from. */
export function CheckPanel({ check, content, stale }: { check: Check; content: Content; stale: boolean }) {
  const t = useText();
  const [search, change] = useAddress<DraftSearch>();
  const errors = check.findings.filter(({ severity }) => severity === "error").length;
  const fresh = check.findings.filter(({ inherited }) => !inherited).length;
  const breaks = (check.changes ?? []).filter(({ effect }) => effect === "break").length;
  return (
    <section className="card draft-check" aria-label={t("检查结果", "Findings and changes")}>
      <div className="row between">
        <Segments
          label={t("检查结果", "Findings and changes")}
          value={search.see ?? "findings"}
          options={[
            { value: "findings", label: t(`问题 ${fresh}`, `Findings ${fresh}`) },
            {
              value: "changes",
              label: t(`差异 ${check.changes?.length ?? "…"}`, `Changes ${check.changes?.length ?? "…"}`),
            },
          ]}
          onChange={(see) => change({ see: see === "changes" ? see : undefined })}
        />
        <span className="quiet" role="status">
          {stale
            ? t("正在检查最新内容…", "Checking the latest…")
            : t(`错误 ${errors}，序列中断 ${breaks}`, `Errors ${errors}, breaks in series ${breaks}`)}
        </span>
      </div>
      {search.see === "changes" ? (
        <Changes changes={check.changes} content={content} />
      ) : (
        <Findings findings={check.findings} content={content} />
      )}
    </section>
  );
}

const findingNames = {
  error: { zh: "错误", en: "Error", mark: "✕", tone: "error" },
  warn: { zh: "提示", en: "Notice", mark: "▲", tone: "warning" },
} as const;

function Findings({ findings, content }: { findings: readonly Finding[]; content: Content }) {
  const t = useText();
  const sorted = findings.toSorted((a, b) => Number(a.severity === "warn") - Number(b.severity === "warn"));
  const [own, inherited] = [false, true].map((was) => sorted.filter((finding) => finding.inherited === was));
  return (
    <>
      {own!.length === 0 ? (
        <Alert tone="success" title={t("这次修订没有带来问题。", "This draft brings no findings of its own.")} />
      ) : (
        <FindingList findings={own!} content={content} />
      )}
      {inherited!.length === 0 ? null : (
        <details>
          <summary>
            {t(`所据版本原有的问题 ${inherited!.length}`, `${inherited!.length} that the version before has too`)}
          </summary>
          <FindingList findings={inherited!} content={content} />
        </details>
      )}
    </>
  );
}

function FindingList({ findings, content }: { findings: readonly Finding[]; content: Content }) {
  const t = useText();
  return (
    <ul className="draft-findings">
      {findings.map((finding) => (
        <li key={`${finding.path} ${finding.code} ${finding.en}`}>
          <div className="row">
            <NameTag name={findingNames[finding.severity]} />
            <EntryName content={content} entry={finding.entry} />
          </div>
          <p>{t(finding)}</p>
          <p className="quiet">
            <code>{finding.code}</code> {finding.path === "" ? null : <code>{finding.path}</code>}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The entry that is meant, opened with a click; of a base, which cannot be changed here, its name only. */
function EntryName({ content, entry }: { content: Content; entry: { list: string; key: string } | null }) {
  const t = useText();
  const [, change] = useAddress<DraftSearch>();
  if (entry === null || !(entry.list in LISTS)) return null;
  const list = entry.list as List;
  const at = entriesOf(content, list).findIndex((candidate) => keyOf(candidate) === entry.key) + 1;
  const name = `${t(LISTS[list])} ${entry.key}`;
  if (at === 0) return <span>{t(`${name}（底本，只读）`, `${name} (of the base, read-only)`)}</span>;
  return (
    <button type="button" className="btn btn-quiet btn-small" onClick={() => change({ list, at, raw: undefined })}>
      {name}
    </button>
  );
}

function Changes({ changes, content }: { changes: readonly Change[] | null; content: Content }) {
  const t = useText();
  if (changes === null)
    return (
      <Alert
        tone="warning"
        title={t(
          "内容还不符合目录的格式，改好后再比对。",
          "Not yet shaped like a catalogue; mend that first to compare.",
        )}
      />
    );
  if (changes.length === 0)
    return <Alert title={t("与所据版本没有差异。", "Nothing differs from the version it was made from.")} />;
  const effects = (Object.keys(changeEffects) as (keyof typeof changeEffects)[]).filter((effect) =>
    changes.some((change) => change.effect === effect),
  );
  return (
    <>
      {effects.map((effect) => {
        const group = changes.filter((change) => change.effect === effect);
        return (
          <section key={effect} className="draft-changes">
            <h3>
              <NameTag name={changeEffects[effect]} detail={group.length} />
            </h3>
            <ul>
              {group.map((one) => (
                <li key={`${one.path} ${one.kind}`}>
                  <EntryName content={content} entry={one} />
                  <p>{t(one.text)}</p>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
