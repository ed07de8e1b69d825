import { useMutation } from "@tanstack/react-query";
import { api, call } from "@duibiao/client";
import { Dialog, SearchChoices, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";
import type { UnitRow } from "./units.ts";

type Props = {
  mapping: number;
  /** What the file says. */
  name: string;
  /** Units that the file does not name. */
  units: readonly UnitRow[];
  onClose: () => void;
  onNamed: () => void;
};

/** Whose rows these are: the name in the file is kept as the unit's alias for every import to come. */
export function NameDialog({ mapping, name, units, onClose, onNamed }: Props) {
  const t = useText();
  const naming = useMutation({
    mutationFn: (unit: number) => call(api.mappings.nameUnit, { params: { id: mapping }, body: { unit, name } }),
    onSuccess: onNamed,
  });
  return (
    <Dialog title={t(`文件中的“${name}”是哪个单位？`, `Which unit is "${name}" in the file?`)} onClose={onClose}>
      <SearchChoices
        label={t("按代码、名称或地区查找单位", "Find the unit by code, name or region")}
        hint={t("记为该单位的别名，以后导入都认得。", "Kept as the unit's alias, for every import to come.")}
        matching={(text) =>
          units
            .filter((unit) => [unit.code, unit.name, unit.region].some((held) => held.includes(text)))
            .map(({ id, code, name, region }) => ({ id: id!, code, name, beside: region }))
        }
        onChoose={(unit) => naming.mutate(unit)}
        busy={naming.isPending}
        none={t("文件中还没有的单位里没有这个。", "None of the units that the file does not name is called so.")}
      />
      {naming.isError ? <ProblemBox error={naming.error} /> : null}
    </Dialog>
  );
}
