import { useState } from "react";
import { Button, Dialog, Field, useText } from "@duibiao/ui";
import type { Row } from "./batch-table.tsx";
import { found, type Institution } from "./institutions.ts";

type Props = {
  row: Row;
  institutions: readonly Institution[];
  onClose: () => void;
  onChoose: (unit: number) => void;
};

/** How many are offered; more are found by typing. */
const offered = 8;

/** Whose a file is that carries no key of an institution here: its name proposes, a person says. */
export function OwnerDialog({ row, institutions, onClose, onChoose }: Props) {
  const t = useText();
  const [text, setText] = useState("");
  const proposed = row.item.answer?.candidates ?? [];
  const matching = text.trim() === "" && proposed.length > 0 ? proposed : found(institutions, text).map(asChoice);
  const problem = row.item.answer?.problem;
  return (
    <Dialog title={t("这份文件是哪个单位的？", "Whose is this file?")} onClose={onClose}>
      <p>{row.item.path}</p>
      {problem ? <p className="quiet">{t(problem)}</p> : null}
      <Field label={t("按代码或名称查找单位", "Find the institution by code or name")}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            type="search"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <ul className="owner-choices">
        {matching.slice(0, offered).map(({ id, code, name }) => (
          <li key={id}>
            <Button look="quiet" onClick={() => onChoose(id)}>
              {code} {name}
            </Button>
          </li>
        ))}
      </ul>
      <p className="quiet">
        {matching.length === 0
          ? t("没有找到，请换个说法。", "None found; try another word.")
          : matching.length > offered
            ? t(
                `还有 ${matching.length - offered} 个，请多输几个字。`,
                `${matching.length - offered} more; type a little more.`,
              )
            : t("指定以后文件会标明“经人确认”。", "The file is then marked as confirmed by a person.")}
      </p>
    </Dialog>
  );
}

const asChoice = ({ unitId, code, name }: Institution) => ({ id: unitId, code, name });
