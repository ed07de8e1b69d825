import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, call } from "@duibiao/client";
import { Button, Dialog, Field, useText } from "@duibiao/ui";
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

/** How many are offered; more are found by typing. */
const offered = 8;

/** Whose rows these are: the name in the file is kept as the unit's alias for every import to come. */
export function NameDialog({ mapping, name, units, onClose, onNamed }: Props) {
  const t = useText();
  const [text, setText] = useState("");
  const naming = useMutation({
    mutationFn: (unit: number) => call(api.mappings.nameUnit, { params: { id: mapping }, body: { unit, name } }),
    onSuccess: onNamed,
  });
  const sought = text.trim();
  const matching = units.filter((unit) => [unit.code, unit.name, unit.region].some((held) => held.includes(sought)));
  const more = matching.length - offered;
  return (
    <Dialog title={t(`文件中的“${name}”是哪个单位？`, `Which unit is "${name}" in the file?`)} onClose={onClose}>
      <Field
        label={t("按代码、名称或地区查找单位", "Find the unit by code, name or region")}
        hint={t("记为该单位的别名，以后导入都认得。", "Kept as the unit's alias, for every import to come.")}
      >
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
      <ul className="alias-choices">
        {matching.slice(0, offered).map((unit) => (
          <li key={unit.key}>
            <Button look="quiet" busy={naming.isPending} onClick={() => naming.mutate(unit.id!)}>
              {unit.code} {unit.name} <span className="quiet">{unit.region}</span>
            </Button>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className="quiet">{t(`还有 ${more} 个，请多输几个字。`, `${more} more; type a little more.`)}</p>
      ) : matching.length === 0 ? (
        <p className="quiet">
          {t("文件中还没有的单位里没有这个。", "None of the units that the file does not name is called so.")}
        </p>
      ) : null}
      {naming.isError ? <ProblemBox error={naming.error} /> : null}
    </Dialog>
  );
}
