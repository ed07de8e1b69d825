import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, call, read } from "@duibiao/client";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { Alert, Button, Dialog, Field, useText } from "@duibiao/ui";
import { percent } from "../sensitivity/words.ts";
import { withWeights } from "./draft-weights.ts";
import type { Item, Panel } from "./words.ts";

type Props = { panel: Panel; item: Item; weights: readonly number[]; by: string; onClose: () => void };

/** Writes the group's weights into an open draft of the catalogue, whose check and publication stay as they are. */
export function CarryDialog({ panel, item, weights, by, onClose }: Props) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const drafts = useQuery(read(api.catalogueDrafts.listDrafts, {}));
  const [chosen, choose] = useState<number>();
  const [absent, setAbsent] = useState(false);
  const carrying = useMutation({
    mutationFn: async (id: number) => {
      const draft = await call(api.catalogueDrafts.readDraft, { params: { id } });
      const said = new Map(item.children.map(({ key }, at) => [key, weights[at]!]));
      const content = withWeights(draft.content, panel.scheme, item.node, said);
      setAbsent(content === null);
      if (content === null) return null;
      const source = t(
        `${item.name.zh}权重：专家打分第 ${panel.id} 号“${panel.title}”（${by}）`,
        `Weights of ${item.name.en}: expert panel ${panel.id} “${panel.title}” (${by})`,
      );
      const note = draft.note.includes(source)
        ? draft.note
        : [draft.note, source].filter(Boolean).join(t("；", "; ")).slice(0, 1000);
      return call(api.catalogueDrafts.saveDraft, { params: { id }, body: { edits: draft.edits, note, content } });
    },
    onSuccess: async (saved) => {
      if (saved === null) return;
      await client.invalidateQueries({ queryKey: [api.catalogueDrafts.listDrafts.id] });
      await navigate({ to: "/catalogue/drafts/$draft", params: { draft: String(saved.id) } });
    },
  });
  return (
    <Dialog title={t("写入目录修订稿", "Carry into a catalogue draft")} onClose={onClose}>
      <p>
        {item.children
          .map(({ name, weight }, at) => `${t(name)} ${percent(weight)} → ${percent(weights[at]!)}`)
          .join(t("；", "; "))}
      </p>
      {carrying.isError ? <ProblemBox error={carrying.error} /> : null}
      {absent ? (
        <Alert
          tone="warning"
          title={t(
            `该修订稿里没有方案 ${panel.scheme} 的这个节点：方案在只读底本中，或已被改动。请从含有该方案的本省版本起草。`,
            `The draft does not hold this node of scheme ${panel.scheme}: it stands in the read-only base or was changed. Draft from a version of your own that has it.`,
          )}
        />
      ) : null}
      <Loaded of={drafts}>
        {({ items }) => {
          const open = items.filter(({ state }) => state === "open");
          const draft = open.find(({ id }) => id === chosen) ?? open[0];
          if (draft === undefined)
            return (
              <Alert title={t("没有正在起草的修订稿。", "No draft is open.")}>
                <Link to="/catalogue/drafts" search={{ new: true, from: panel.catalogueId } as never}>
                  {t("起草修订", "New draft")}
                </Link>
              </Alert>
            );
          return (
            <>
              <Field
                label={t("修订稿", "Draft")}
                hint={t(
                  "写入后仍要检查、发布才生效；来源记入修订说明。",
                  "It takes effect once checked and published; the source goes into the draft's note.",
                )}
              >
                {(ids) => (
                  <select
                    {...ids}
                    className="input"
                    value={draft.id}
                    onChange={({ target }) => choose(Number(target.value))}
                  >
                    {open.map(({ id, key, version, note }) => (
                      <option key={id} value={id}>
                        {key} {version} {note}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              <Button look="primary" busy={carrying.isPending} onClick={() => carrying.mutate(draft.id)}>
                {t("写入", "Write")}
              </Button>
            </>
          );
        }}
      </Loaded>
    </Dialog>
  );
}
