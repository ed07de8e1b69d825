import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { Alert, Button, DataTable, Page, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import { CreatePanel } from "./create-panel.tsx";
import type { PanelsSearch } from "./search.ts";
import { roleNames } from "./words.ts";
import "./panel.css";

type Row = Answer<typeof api.panels.listPanels>["items"][number];

/** 专家打分: every panel of the bureau, and how to begin one. */
export function PanelsPage() {
  const t = useText();
  const { language } = useLanguage();
  const rights = useRights();
  const [search, change] = useAddress<PanelsSearch>();
  const panels = useQuery({ ...read(api.panels.listPanels, {}), enabled: rights.readPanels });
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: "title",
        header: { zh: "打分", en: "Panel" },
        value: ({ title }) => title,
        cell: ({ id, title }) => (
          <Link to="/panels/$panel" params={{ panel: String(id) }}>
            {title}
          </Link>
        ),
        head: true,
        width: "fill",
      },
      { key: "scheme", header: { zh: "方案", en: "Scheme" }, value: ({ scheme }) => scheme, width: "m" },
      {
        key: "nodes",
        header: { zh: "节点数", en: "Nodes" },
        type: "number",
        value: ({ nodes }) => nodes.length,
        width: "xs",
      },
      {
        key: "sheets",
        header: { zh: "判断表", en: "Sheets" },
        type: "number",
        value: ({ sheets }) => sheets,
        width: "xs",
      },
      {
        key: "roles",
        header: { zh: "邀请", en: "Asks" },
        value: ({ roles }) =>
          roles.length === 0
            ? t("只录纸质表", "paper sheets only")
            : roles.map((role) => t(roleNames[role])).join(t("、", ", ")),
        width: "l",
      },
      { key: "by", header: { zh: "发起人", en: "Begun by" }, value: ({ createdBy }) => createdBy, width: "m" },
      {
        key: "at",
        header: { zh: "发起时间", en: "Begun at" },
        value: ({ createdAt }) => showMoment(String(createdAt), language),
        sortBy: ({ createdAt }) => String(createdAt),
        width: "l",
      },
    ],
    [t, language],
  );
  return (
    <Page
      title={t("专家打分", "Expert panels")}
      crumbs={[
        <Link key="all" to="/releases">
          {t("评估与发布", "Releases")}
        </Link>,
      ]}
      actions={
        rights.draft ? (
          <Button look="primary" onClick={() => change({ new: true })}>
            {t("发起打分", "New panel")}
          </Button>
        ) : null
      }
    >
      {rights.readPanels ? (
        <Loaded of={panels}>
          {({ items }) => (
            <DataTable
              title={t("专家打分", "Expert panels")}
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              empty={t(
                "还没有专家打分。由分析员发起：选方案的节点，请专家两两比较各项的重要性。",
                "No panels yet. An analyst begins one: choose nodes of a scheme, experts compare their items two by two.",
              )}
            />
          )}
        </Loaded>
      ) : (
        <Alert
          tone="warning"
          title={t(
            "专家打分由省级分析员发起，受邀的领导、审核员填写。",
            "Panels are begun by the province's analysts and filled in by the leaders and reviewers asked.",
          )}
        />
      )}
      {search.new && rights.draft ? <CreatePanel onClose={() => change({ new: undefined })} /> : null}
    </Page>
  );
}
