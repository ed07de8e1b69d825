import { Dialog, SearchChoices, useText } from "@duibiao/ui";
import type { Row } from "./batch-table.tsx";
import { found, type Institution } from "./institutions.ts";

type Props = {
  row: Row;
  institutions: readonly Institution[];
  onClose: () => void;
  onChoose: (unit: number) => void;
};

/** Whose a file is that carries no key of an institution here: its name proposes, a person says. */
export function OwnerDialog({ row, institutions, onClose, onChoose }: Props) {
  const t = useText();
  const proposed = row.item.answer?.candidates ?? [];
  const problem = row.item.answer?.problem;
  return (
    <Dialog title={t("这份文件是哪个单位的？", "Whose is this file?")} onClose={onClose}>
      <p>{row.item.path}</p>
      {problem ? <p className="quiet">{t(problem)}</p> : null}
      <SearchChoices
        label={t("按代码或名称查找单位", "Find the institution by code or name")}
        matching={(text) => (text === "" && proposed.length > 0 ? proposed : found(institutions, text).map(asChoice))}
        onChoose={onChoose}
        none={t("没有找到，请换个说法。", "None found; try another word.")}
        all={t("指定以后文件会标明“经人确认”。", "The file is then marked as confirmed by a person.")}
      />
    </Dialog>
  );
}

const asChoice = ({ unitId, code, name }: Institution) => ({ id: unitId, code, name });
