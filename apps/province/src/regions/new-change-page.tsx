import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, call } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";
import { useRegions } from "@duibiao/screens/dictionary";
import { useWords } from "@duibiao/screens/words";
import { kindWords, type ChangeKind, type Planned } from "@duibiao/screens/region-changes";
import { Alert, Button, FoundAgain, Page, Segments, useText } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import { bodyOf, emptyDraft, emptyTarget, lacks, type ChangeDraft } from "./draft.ts";
import { SubjectPart } from "./subject-part.tsx";
import { PlannedPart } from "./planned-part.tsx";
import "./regions.css";

const kinds: readonly ChangeKind[] = ["merge", "split", "transfer", "rename", "code", "new"];

/** 登记区划变更: planned first (a rehearsal by the server), then recorded as it was shown. */
export function NewChangePage() {
  const t = useText();
  const rights = useRights();
  const navigate = useNavigate();
  const written = useWords<ChangeDraft>("regions:new", emptyDraft);
  // Something that was kept before the form asked for more lacks it.
  const draft = { ...emptyDraft, ...written.words };
  const [shown, show] = useState<{ body: ReturnType<typeof bodyOf>; planned: Planned } | null>(null);
  const [tried, setTried] = useState(false);
  const today = useRegions().data;
  const regions = useRegions(draft.effective || undefined).data ?? today ?? [];
  const below = regions.filter(({ parentId }) => parentId !== null && draft.regions.includes(parentId));
  const planning = useMutation({
    mutationFn: (body: ReturnType<typeof bodyOf>) =>
      call(api.regions.changeRegions, { query: { dryRun: "true" }, body }),
    onSuccess: (planned, body) => show({ body, planned }),
  });
  const recording = useDecision(
    (body: ReturnType<typeof bodyOf>, key) => call(api.regions.changeRegions, { query: {}, body, key }),
    ({ id }) => {
      written.sent();
      void navigate({ to: "/region-changes/$change", params: { change: String(id) } });
    },
  );
  const change = (patch: Partial<ChangeDraft>) => {
    written.write({ ...draft, ...patch });
    show(null);
    planning.reset();
  };
  const missing = lacks(draft);
  const plan = () => {
    setTried(true);
    if (missing.length === 0)
      planning.mutate(
        bodyOf(
          draft,
          below.map(({ id }) => id),
        ),
      );
  };
  if (!rights.changeRegions)
    return (
      <Page title={t("登记区划变更", "Record a change of regions")}>
        <Alert
          tone="warning"
          title={t("区划变更由省级审签领导登记。", "Changes of regions are recorded by the province's leader.")}
        />
      </Page>
    );
  return (
    <Page
      title={t("登记区划变更", "Record a change of regions")}
      crumbs={[
        <Link key="all" to="/region-changes">
          {t("区划变更", "Changes of regions")}
        </Link>,
      ]}
    >
      <form
        className="card change-form"
        onSubmit={(event) => {
          event.preventDefault();
          plan();
        }}
      >
        <FoundAgain of={written} />
        <Segments
          label={t("变更种类", "Kind of change")}
          value={draft.kind}
          options={kinds.map((value) => ({ value, label: t(kindWords[value]) }))}
          onChange={(kind) =>
            change({
              kind,
              targets: kind === "split" ? [emptyTarget, emptyTarget] : [emptyTarget],
              regions: draft.regions.slice(0, kind === "merge" ? undefined : 1),
              children: {},
              units: {},
            })
          }
        />
        <SubjectPart draft={draft} regions={regions} below={below} change={change} />
        {tried && missing.length > 0 ? (
          <Alert tone="error" title={t("还不能预演：", "Not ready to rehearse:")}>
            <ul>
              {missing.map((text) => (
                <li key={text.en}>{t(text)}</li>
              ))}
            </ul>
          </Alert>
        ) : null}
        {planning.isError ? <ProblemBox error={planning.error} /> : null}
        <Button type="submit" look={shown ? "plain" : "primary"} busy={planning.isPending}>
          {t("预演（不写入）", "Rehearse (writes nothing)")}
        </Button>
      </form>
      {shown === null ? null : (
        <PlannedPart
          planned={shown.planned}
          busy={recording.isPending}
          error={recording.error}
          onRecord={() => recording.mutate(shown.body)}
        />
      )}
    </Page>
  );
}
