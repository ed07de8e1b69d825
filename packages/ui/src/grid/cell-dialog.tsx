import { useState } from "react";
import type { Text } from "@duibiao/indicators";
import { Button } from "../button.tsx";
import { Dialog } from "../dialog.tsx";
import { groupDigits } from "../format.ts";
import { useText } from "../language.tsx";
import { Segments } from "../segments.tsx";
import { blank } from "./entry.ts";
import type { DialogPart } from "./controller.ts";
import { Explain } from "./explain.tsx";
import { convert } from "./notices.tsx";
import { ReasonForm } from "./reason-form.tsx";
import { sumOfParts } from "./sections.ts";
import { useEntryVersion, useGrid } from "./use-entry.ts";

type Props = { at: string; part: DialogPart; onClose: () => void };

/** Everything that can be done with one cell beside typing: reached by Alt+↓, the menu key or its ⋮. */
export function CellDialog({ at, part: first, onClose }: Props) {
  const { store, evidence, bills } = useGrid();
  const t = useText();
  const [part, setPart] = useState<DialogPart>(first);
  const line = store.line(at)!;
  const findings = store.findingsOf(at).filter(({ rule }) => rule !== "VR01");
  const suspicion = store.suspicion(at);
  useEntryVersion(store, at);
  const options: { value: DialogPart; label: string }[] = [
    { value: "state", label: t("操作", "Actions") },
    { value: "na", label: t("不适用", "Not applicable") },
    { value: "missing", label: t("暂缺", "Missing") },
    ...(suspicion ? [{ value: "keep" as const, label: t("保持原值并说明", "Keep and explain") }] : []),
    ...(findings.length > 0
      ? [{ value: "explain" as const, label: t(`核验说明 ${findings.length}`, `Findings ${findings.length}`) }]
      : []),
    ...(evidence
      ? [{ value: "evidence" as const, label: t(`佐证 ${store.papers(at)}`, `Papers ${store.papers(at)}`) }]
      : []),
    ...(bills && !line.stock ? [{ value: "bills" as const, label: t("账单分摊", "Bills") }] : []),
  ];
  const answer = (state: "na" | "missing") => (reason: string) => {
    const { note } = store.entry(at);
    store.edit(new Map([[at, { ...blank, note, value: { state, reason } }]]));
    onClose();
  };
  return (
    <Dialog
      wide={part === "bills"}
      title={t(
        `行次 ${line.row} ${line.fullName.zh}（${line.uom}）`,
        `Line ${line.row} ${line.fullName.en} (${line.uom})`,
      )}
      onClose={onClose}
    >
      <div className="stack">
        <Segments label={t("办什么", "What to do")} value={part} options={options} onChange={setPart} />
        <div ref={focusFirst}>
          {part === "state" ? <Actions at={at} onClose={onClose} /> : null}
          {part === "na" ? (
            <ReasonForm
              place={`na ${at}`}
              kind="na"
              hint={t(
                "没有此项业务或物品。有此项但本期没有发生，应填 0。",
                "There is no such thing here. If there is but nothing happened this period, enter 0.",
              )}
              onDone={answer("na")}
            />
          ) : null}
          {part === "missing" ? (
            <ReasonForm
              place={`missing ${at}`}
              kind="missing"
              hint={t("有此项，但现在拿不到数。", "There is such a thing, but its figure cannot be had now.")}
              onDone={answer("missing")}
            />
          ) : null}
          {part === "keep" ? (
            <ReasonForm
              place={`keep ${at}`}
              kind="explain"
              hint={t(
                "原值不变，原因写入本行“说明”，随报表上报。",
                "The figure stays; the reason becomes the line's note and goes up with the form.",
              )}
              refuseBare
              onDone={(reason) => {
                store.edit(new Map([[at, { ...store.entry(at), note: reason }]]));
                onClose();
              }}
            />
          ) : null}
          {part === "bills" ? bills?.(at) : null}
          {part === "evidence" ? evidence?.(at) : null}
          {part === "explain" ? <Explain findings={findings} onDone={onClose} /> : null}
        </div>
      </div>
    </Dialog>
  );
}

/** A dialog opens with the focus on what bears this mark: its first action, not its ✕. */
const focusFirst = (parts: HTMLElement | null) =>
  parts?.querySelector("button, input, textarea")?.setAttribute("autofocus", "");

function Actions({ at, onClose }: { at: string; onClose: () => void }) {
  const { store, onResolve } = useGrid();
  const t = useText();
  const line = store.line(at)!;
  const entry = store.entry(at);
  const { value } = entry;
  const suspicion = store.suspicion(at);
  const sum = sumOfParts(store, line);
  const estimated = value?.state === "number" && value.estimated === true;
  const act = (label: Text, deed: () => void) => (
    <Button
      key={label.zh}
      onClick={() => {
        deed();
        onClose();
      }}
    >
      {t(label)}
    </Button>
  );
  const put = (next: typeof entry) => store.edit(new Map([[at, next]]));
  return (
    <div className="actions-list">
      {suspicion
        ? act(
            {
              zh: `一键换算为 ${groupDigits(suspicion.suggested)} ${line.uom}`,
              en: `Convert to ${groupDigits(suspicion.suggested)} ${line.uom}`,
            },
            () => convert(store, [at]),
          )
        : null}
      {store.conflicts.has(at)
        ? [
            act({ zh: "冲突：用我的", en: "Conflict: use mine" }, () => onResolve(at, "mine")),
            act({ zh: "冲突：用已存的", en: "Conflict: use the stored one" }, () => onResolve(at, "theirs")),
          ]
        : null}
      {value?.state === "number"
        ? act(
            estimated ? { zh: "取消暂估", en: "No longer an estimate" } : { zh: "标为暂估", en: "Mark as an estimate" },
            () =>
              put({ ...entry, value: { state: "number", value: value.value, ...(!estimated && { estimated: true }) } }),
          )
        : null}
      {act({ zh: "填 0（未发生）", en: "Enter 0 (nothing happened)" }, () =>
        put({ ...blank, note: entry.note, value: { state: "number", value: "0" } }),
      )}
      {sum !== null
        ? act({ zh: `填入分类合计 ${groupDigits(sum)}`, en: `Enter the members' sum ${groupDigits(sum)}` }, () =>
            put({ ...blank, note: entry.note, value: { state: "number", value: sum } }),
          )
        : null}
      {value !== null || entry.rejected ? act({ zh: "清空", en: "Empty the cell" }, () => put(blank)) : null}
    </div>
  );
}
