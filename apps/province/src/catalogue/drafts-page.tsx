import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { Loaded, useCatalogues } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import {
  Alert,
  Button,
  DataTable,
  draftStates,
  NameTag,
  Page,
  showMoment,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { useRights } from "../roles.ts";
import { CreateDialog } from "./create-dialog.tsx";
import type { DraftsSearch } from "./search.ts";
import "./drafts.css";

type Draft = Answer<typeof api.catalogueDrafts.listDrafts>["items"][number];

/** 目录修订: every draft of the bureau, and how to begin one. */
export function DraftsPage() {
  const t = useText();
  const { language } = useLanguage();
  const rights = useRights();
  const [search, change] = useAddress<DraftsSearch>();
  const drafts = useQuery({ ...read(api.catalogueDrafts.listDrafts, {}), enabled: rights.readDrafts });
  const heads = useCatalogues();
  const versions = useMemo(
    () => new Map((heads.data ?? []).map(({ id, key, version }) => [id, `${key} ${version}`])),
    [heads.data],
  );
  const columns = useMemo<Column<Draft>[]>(
    () => [
      {
        key: "version",
        header: { zh: "修订后的版本", en: "Version to be" },
        value: ({ key, version }) => `${key} ${version}`,
        cell: ({ id, key, version }) => (
          <Link to="/catalogue/drafts/$draft" params={{ draft: String(id) }}>
            {key} {version}
          </Link>
        ),
        head: true,
        width: "l",
      },
      { key: "note", header: { zh: "修订说明", en: "What for" }, value: ({ note }) => note, width: "fill" },
      {
        key: "state",
        header: { zh: "状态", en: "State" },
        value: ({ state }) => t(draftStates[state]),
        cell: ({ state }) => <NameTag name={draftStates[state]} />,
        width: "s",
      },
      {
        key: "from",
        header: { zh: "所据版本", en: "Made from" },
        value: ({ from }) => versions.get(from) ?? "",
        width: "l",
      },
      {
        key: "kind",
        header: { zh: "方式", en: "Holds" },
        value: ({ base }) =>
          base === null ? t("整份修订", "whole document") : t("底本之上的本省部分", "own part over a base"),
        width: "l",
      },
      { key: "by", header: { zh: "最后保存", en: "Last saved by" }, value: ({ savedBy }) => savedBy, width: "m" },
      {
        key: "at",
        header: { zh: "保存时间", en: "Saved at" },
        value: ({ savedAt }) => showMoment(String(savedAt), language),
        sortBy: ({ savedAt }) => String(savedAt),
        width: "l",
      },
    ],
    [t, language, versions],
  );
  if (!rights.readDrafts)
    return (
      <Page title={t("目录修订", "Catalogue drafts")}>
        <Alert
          tone="warning"
          title={t(
            "修订稿由本级分析员起草，领导可查阅。",
            "Drafts are written by the bureau's analysts; its leaders may read them.",
          )}
        >
          <Link to="/catalogue">{t("看现行目录", "The catalogue in use")}</Link>
        </Alert>
      </Page>
    );
  return (
    <Page
      title={t("目录修订", "Catalogue drafts")}
      crumbs={[
        <Link key="catalogue" to="/catalogue">
          {t("目录", "Catalogue")}
        </Link>,
      ]}
      actions={
        rights.draft ? (
          <Button look="primary" onClick={() => change({ new: true })}>
            {t("起草修订", "New draft")}
          </Button>
        ) : null
      }
    >
      <Loaded of={drafts}>
        {({ items }) => (
          <DataTable
            title={t("目录修订稿", "Catalogue drafts")}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            empty={
              rights.draft
                ? t(
                    "还没有修订稿。点“起草修订”从一版目录开始。",
                    "No drafts yet. Start one from a version of the catalogue.",
                  )
                : t("还没有修订稿。", "No drafts yet.")
            }
          />
        )}
      </Loaded>
      {search.new && rights.draft ? (
        <CreateDialog from={search.from} onClose={() => change({ new: undefined, from: undefined })} />
      ) : null}
    </Page>
  );
}
