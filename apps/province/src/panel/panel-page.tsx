import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, read } from "@duibiao/client";
import { useAddress } from "@duibiao/screens/address";
import { Page, Segments, showMoment, useLanguage, useText } from "@duibiao/ui";
import { Addressed, useIds, WrongAddress } from "../addressed.tsx";
import { GroupPart } from "./group-part.tsx";
import type { PanelSearch } from "./search.ts";
import { SheetForm } from "./sheet-form.tsx";
import { SheetsTable } from "./sheets-table.tsx";
import type { Panel } from "./words.ts";
import "./panel.css";

const back = { to: "/panels", zh: "看全部专家打分", en: "All panels" };

/** One panel: fill in a sheet, see what was handed in, what the group says. */
export function PanelPage() {
  const ids = useIds("panel");
  return ids === null ? <WrongAddress back={back} /> : <Opened id={ids.panel} />;
}

function Opened({ id }: { id: number }) {
  const found = useQuery(read(api.panels.readPanel, { params: { id } }));
  return (
    <Addressed of={found} back={back}>
      {(panel) => <Parts panel={panel} />}
    </Addressed>
  );
}

function Parts({ panel }: { panel: Panel }) {
  const t = useText();
  const { language } = useLanguage();
  const [search, change] = useAddress<PanelSearch>();
  const item = panel.items.find(({ node }) => node === search.node) ?? panel.items[0]!;
  const parts = [
    ...(panel.fills ? [{ value: "fill" as const, label: t("填写", "Fill in") }] : []),
    ...(panel.transcribes ? [{ value: "paper" as const, label: t("录入纸质表", "Enter paper") }] : []),
    { value: "sheets" as const, label: t(`判断表（${item.sheets.length}）`, `Sheets (${item.sheets.length})`) },
    ...(panel.seesAll ? [{ value: "group" as const, label: t("群体权重", "Group weights") }] : []),
  ];
  const part = parts.find(({ value }) => value === search.part)?.value ?? parts[0]!.value;
  return (
    <Page
      title={panel.title}
      crumbs={[
        <Link key="all" to="/panels">
          {t("专家打分", "Expert panels")}
        </Link>,
      ]}
    >
      <div className="stack panel">
        <p className="quiet">
          {panel.scheme} {t(panel.schemeName)} · {t("目录", "catalogue")} {panel.catalogueVersion} ·{" "}
          {t(
            `${panel.createdBy} 发起于 ${showMoment(String(panel.createdAt), language)}`,
            `begun by ${panel.createdBy}, ${showMoment(String(panel.createdAt), language)}`,
          )}
        </p>
        <div className="row">
          <label className="inline-field">
            {t("节点", "Node")}
            <select className="input" value={item.node} onChange={({ target }) => change({ node: target.value })}>
              {panel.items.map(({ node, name, children }) => (
                <option key={node} value={node}>
                  {t(name)} {t(`（${children.length} 项）`, ` (${children.length} items)`)}
                </option>
              ))}
            </select>
          </label>
          <Segments
            label={t("内容", "Part")}
            value={part}
            options={parts}
            onChange={(next) => change({ part: next })}
          />
        </div>
        {part === "fill" || part === "paper" ? (
          <SheetForm key={`${item.node} ${part}`} panel={panel} item={item} paper={part === "paper"} />
        ) : null}
        {part === "sheets" ? <SheetsTable panel={panel} item={item} /> : null}
        {part === "group" ? <GroupPart key={item.node} panel={panel} item={item} /> : null}
      </div>
    </Page>
  );
}
