import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api, call, newKey } from "@duibiao/client";
import type { SchemeNode } from "@duibiao/indicators";
import { Loaded, ProblemBox, useCatalogues, useDocument } from "@duibiao/screens";
import { Button, Dialog, Field, useText } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import { roleNames } from "./words.ts";

const ROLES = api.panels.panelRoles;
/** The most items of one comparison. */
const MOST = 15;

type Fit = { node: SchemeNode; depth: number };

const fitOf = (node: SchemeNode, depth = 0): Fit[] =>
  node.children === undefined
    ? []
    : [
        ...(node.children.length >= 2 && node.children.length <= MOST ? [{ node, depth }] : []),
        ...node.children.flatMap((child) => fitOf(child, depth + 1)),
      ];

/** Begin a panel: which nodes of which scheme, and which roles may judge them. */
export function CreatePanel({ onClose }: { onClose: () => void }) {
  const t = useText();
  const heads = useCatalogues();
  const [chosen, choose] = useState<number>();
  const catalogue = chosen ?? heads.data?.[0]?.id;
  return (
    <Dialog title={t("发起打分", "New panel")} onClose={onClose}>
      <Field label={t("目录", "Catalogue")}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={catalogue ?? ""}
            onChange={({ target }) => choose(Number(target.value))}
          >
            {(heads.data ?? []).map(({ id, key, version }) => (
              <option key={id} value={id}>
                {key} {version}
              </option>
            ))}
          </select>
        )}
      </Field>
      {catalogue === undefined ? null : <Nodes key={catalogue} catalogue={catalogue} />}
    </Dialog>
  );
}

function Nodes({ catalogue }: { catalogue: number }) {
  const t = useText();
  const { region } = useRights();
  const client = useQueryClient();
  const navigate = useNavigate();
  const document = useDocument(catalogue);
  const [key, setKey] = useState<string>();
  const [nodes, setNodes] = useState<readonly string[]>([]);
  const [roles, setRoles] = useState<readonly (typeof ROLES)[number][]>(["leader", "reviewer"]);
  const [title, setTitle] = useState("");
  const wish = useMemo(() => newKey(), [key, nodes, roles, title]);
  const schemes = document.data?.schemes ?? [];
  const scheme = schemes.find((own) => own.key === key) ?? schemes[0];
  const creating = useMutation({
    mutationFn: () =>
      call(api.panels.createPanel, {
        key: wish,
        body: { owner: region!, catalogue, scheme: scheme!.key, nodes: [...nodes], roles: [...roles], title },
      }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: [api.panels.listPanels.id] });
      await navigate({ to: "/panels/$panel", params: { panel: String(id) } });
    },
  });
  const toggled = <Value,>(list: readonly Value[], value: Value, on: boolean) =>
    on ? [...list, value] : list.filter((own) => own !== value);
  return (
    <Loaded of={document}>
      {() => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            creating.mutate();
          }}
        >
          {creating.isError ? <ProblemBox error={creating.error} /> : null}
          <Field label={t("方案", "Scheme")}>
            {(ids) => (
              <select
                {...ids}
                className="input"
                value={scheme?.key ?? ""}
                onChange={({ target }) => {
                  setKey(target.value);
                  setNodes([]);
                }}
              >
                {schemes.map((own) => (
                  <option key={own.key} value={own.key}>
                    {own.key} {t(own.name)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <fieldset className="panel-choices">
            <legend>{t("请专家比较哪些节点的下级", "Whose children are to be compared")}</legend>
            {scheme === undefined
              ? null
              : fitOf(scheme.root).map(({ node, depth }) => (
                  <label key={node.key} className={`panel-node panel-depth-${Math.min(depth, 3)}`}>
                    <input
                      type="checkbox"
                      checked={nodes.includes(node.key)}
                      onChange={({ target }) => setNodes(toggled(nodes, node.key, target.checked))}
                    />{" "}
                    {t(node.name)}{" "}
                    <span className="quiet">{t(`${node.children!.length} 项`, `${node.children!.length} items`)}</span>
                  </label>
                ))}
          </fieldset>
          <fieldset className="panel-choices">
            <legend>{t("请本机构哪些角色填写", "Which roles of the bureau fill it in")}</legend>
            {ROLES.map((role) => (
              <label key={role} className="inline-field">
                <input
                  type="checkbox"
                  checked={roles.includes(role)}
                  onChange={({ target }) => setRoles(toggled(roles, role, target.checked))}
                />
                {t(roleNames[role])}
              </label>
            ))}
          </fieldset>
          <Field
            label={t("名称", "Title")}
            hint={t(
              "外请专家的纸质表由分析员录入。",
              "Sheets of outside experts are entered from paper by an analyst.",
            )}
          >
            {(ids) => (
              <input
                {...ids}
                className="input"
                required
                maxLength={120}
                value={title}
                onChange={({ target }) => setTitle(target.value)}
              />
            )}
          </Field>
          <Button
            type="submit"
            look="primary"
            busy={creating.isPending}
            disabled={region === null || scheme === undefined || nodes.length === 0}
          >
            {t("发起", "Begin")}
          </Button>
        </form>
      )}
    </Loaded>
  );
}
