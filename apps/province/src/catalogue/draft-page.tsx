import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { api, call, isSignedOut, read, textOf, type Answer } from "@duibiao/client";
import { Loaded, onSignedInAgain, ProblemBox, reportSignedOut, useDocument, useSession } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { Alert, Button, Dialog, draftStates, NameTag, Page, showMoment, useLanguage, useText } from "@duibiao/ui";
import { Addressed, backs, useIds, WrongAddress } from "../addressed.tsx";
import { useRights } from "../roles.ts";
import { CheckPanel } from "./check-panel.tsx";
import { Conflict } from "./conflict.tsx";
import { draftVocabulary, type Content } from "./content.ts";
import { EntryEditor } from "./entry-editor.tsx";
import { EntryList } from "./entry-list.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import type { DraftSearch } from "./search.ts";
import { workingCopy, type Copy } from "./working-copy.ts";
import "./drafts.css";

type Draft = Answer<typeof api.catalogueDrafts.readDraft>;

/** One draft: what it holds, what is wrong with it, what it changes, and publishing it. */
export function DraftPage() {
  const ids = useIds("draft");
  return ids === null ? <WrongAddress back={backs.drafts} /> : <Opened key={ids.draft} id={ids.draft} />;
}

function Opened({ id }: { id: number }) {
  // Fresh at every opening: the working copy goes on from what the server has now.
  const draft = useQuery({
    ...read(api.catalogueDrafts.readDraft, { params: { id } }),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return (
    <Addressed of={draft} back={backs.drafts}>
      {(data) => <Draft key={`${data.id} ${data.state}`} draft={data} />}
    </Addressed>
  );
}

function useWorkingCopy(draft: Draft) {
  const { user } = useSession();
  const keep = `duibiao.draft/${user.id}/${draft.id}`;
  const work = useMemo(
    () =>
      workingCopy(
        { edits: draft.edits, content: draft.content as Content },
        {
          save: async (edits, content) => {
            try {
              return await call(api.catalogueDrafts.saveDraft, { params: { id: draft.id }, body: { edits, content } });
            } catch (error) {
              if (isSignedOut(error)) reportSignedOut();
              throw error;
            }
          },
          kept: {
            read: () => localStorage.getItem(keep),
            write: (text) => localStorage.setItem(keep, text),
            clear: () => localStorage.removeItem(keep),
          },
          later: (run, milliseconds) => {
            const timer = setTimeout(run, milliseconds);
            return () => clearTimeout(timer);
          },
        },
      ),
    [draft.id],
  );
  useEffect(() => {
    const again = onSignedInAgain(() => void work.send());
    return () => {
      again();
      void work.send();
    };
  }, [work]);
  return { work, keep, copy: useSyncExternalStore(work.subscribe, work.get) };
}

function Draft({ draft }: { draft: Draft }) {
  const t = useText();
  const rights = useRights();
  const [search, change] = useAddress<DraftSearch>();
  const { work, keep, copy } = useWorkingCopy(draft);
  const base = useDocument(draft.base ?? undefined).data ?? null;
  const vocabulary = useMemo(() => draftVocabulary(copy.content, base), [copy.content, base]);
  const check = useQuery({
    ...read(api.catalogueDrafts.checkDraft, { params: { id: draft.id } }),
    queryKey: [api.catalogueDrafts.checkDraft.id, draft.id, copy.edits],
    placeholderData: (before) => before,
  });
  const name = `${String(copy.content["key"] ?? draft.key)} ${String(copy.content["version"] ?? draft.version)}`;
  const open = draft.state === "open";
  const writes = open && rights.draft;
  const settled = copy.state === "saved" && check.data?.edits === copy.edits && !check.isPlaceholderData;
  return (
    <Page
      title={
        <>
          {name} <NameTag name={draftStates[draft.state]} />
        </>
      }
      crumbs={[
        <Link key="catalogue" to="/catalogue">
          {t("目录", "Catalogue")}
        </Link>,
        <Link key="drafts" to="/catalogue/drafts">
          {t("目录修订", "Drafts")}
        </Link>,
      ]}
      actions={
        writes ? (
          <>
            <SaveState copy={copy} onRetry={() => void work.send()} />
            <Discard draft={draft} edits={copy.edits} disabled={copy.state !== "saved"} />
            <Button look="primary" disabled={!settled} onClick={() => change({ publish: true })}>
              {t("发布…", "Publish…")}
            </Button>
          </>
        ) : null
      }
    >
      <Head draft={draft} changed={copy.edits !== draft.edits} />
      {copy.state === "conflict" ? <Conflict copy={copy} work={work} /> : null}
      {copy.state === "refused" ? <ProblemBox error={copy.error} onRetry={() => void work.send()} /> : null}
      {copy.restored && copy.state !== "conflict" ? (
        <Alert
          title={t(
            "已取回上次没有保存成功的修改，正在保存。",
            "Changes that were not saved last time are back and are being saved.",
          )}
        />
      ) : null}
      <div className="draft-columns">
        <EntryList content={copy.content} base={base} onChange={work.change} disabled={!writes} />
        <EntryEditor
          keep={keep}
          content={copy.content}
          vocabulary={vocabulary}
          onChange={work.change}
          disabled={!writes}
        />
        <Loaded of={check}>
          {(found) => <CheckPanel check={found} content={copy.content} stale={open && !settled} />}
        </Loaded>
      </div>
      {search.publish && writes && check.data ? (
        <PublishDialog
          draft={draft}
          name={name}
          check={check.data}
          edits={copy.edits}
          onClose={() => change({ publish: undefined })}
        />
      ) : null}
    </Page>
  );
}

/** Where the draft comes from, and what became of it. */
function Head({ draft, changed }: { draft: Draft; changed: boolean }) {
  const t = useText();
  const { language } = useLanguage();
  const from = useDocument(draft.from);
  const name = from.data === undefined ? "…" : `${t(from.data.name)} ${from.data.version}`;
  return (
    <>
      {draft.state === "published" ? (
        <Alert tone="success" title={t("已发布，修订稿已关闭。", "Published; the draft is closed.")}>
          <Link to="/catalogue" search={{ version: draft.published! } as never}>
            {t("看发布的目录", "The published catalogue")}
          </Link>
        </Alert>
      ) : null}
      {draft.state === "discarded" ? (
        <Alert title={t("已作废，内容仍可查阅。", "Discarded; it can still be read.")} />
      ) : null}
      <p className="quiet">
        {draft.base === null
          ? t(`在 ${name} 之上整份修订`, `A whole revision of ${name}`)
          : t(`以 ${name} 为底本（只读），只写本省部分`, `Own part over ${name}, which is read-only`)}
        {changed
          ? null
          : ` · ${t("最后保存", "last saved")} ${draft.savedBy} ${showMoment(String(draft.savedAt), language)}`}
        {draft.note === "" ? null : ` · ${draft.note}`}
      </p>
    </>
  );
}

function SaveState({ copy, onRetry }: { copy: Copy; onRetry: () => void }) {
  const t = useText();
  const words = {
    saved: t("✓ 已保存", "✓ Saved"),
    changed: t("… 待保存，已存本机", "… To be saved, kept on this computer"),
    saving: t("… 正在保存", "… Saving"),
    waiting: t("▲ 未能保存，已存本机，稍后自动重试", "▲ Not saved, kept on this computer, tried again soon"),
    refused: t("✕ 没有保存，已存本机", "✕ Not saved, kept on this computer"),
    conflict: t("▲ 与他人的保存冲突", "▲ Somebody else saved first"),
  };
  return (
    <span className="row" role="status" title={copy.error === null ? undefined : t(textOf(copy.error))}>
      <span className="quiet">{words[copy.state]}</span>
      {copy.state === "waiting" ? (
        <Button small onClick={onRetry}>
          {t("现在重试", "Try now")}
        </Button>
      ) : null}
    </span>
  );
}

function Discard({ draft, edits, disabled }: { draft: Draft; edits: number; disabled: boolean }) {
  const t = useText();
  const client = useQueryClient();
  const [asking, ask] = useState(false);
  const discarding = useMutation({
    mutationFn: () => call(api.catalogueDrafts.discardDraft, { params: { id: draft.id }, body: { edits } }),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <>
      <Button look="danger" disabled={disabled} onClick={() => ask(true)}>
        {t("作废", "Discard")}
      </Button>
      {asking ? (
        <Dialog
          title={t("作废修订稿", "Discard the draft")}
          onClose={() => ask(false)}
          actions={
            <Button look="danger" busy={discarding.isPending} onClick={() => discarding.mutate()}>
              {t("作废", "Discard")}
            </Button>
          }
        >
          {discarding.isError ? <ProblemBox error={discarding.error} /> : null}
          <p>
            {t(
              "作废后不能再改，也不能发布；内容仍可查阅。",
              "It can then neither be changed nor published; it can still be read.",
            )}
          </p>
        </Dialog>
      ) : null}
    </>
  );
}
