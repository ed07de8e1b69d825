import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import type { Region } from "@duibiao/screens/dictionary";
import { useText } from "@duibiao/ui";
import type { ChangeDraft, Target } from "./draft.ts";

type Props = {
  draft: ChangeDraft;
  /** Regions below the one that ends. */
  below: readonly Region[];
  regions: readonly Region[];
  change: (patch: Partial<ChangeDraft>) => void;
};

/** Where the counties below and the institutions of a divided region go, if not where the largest share goes. */
export function HeirsPart({ draft, below, regions, change }: Props) {
  const t = useText();
  const source = draft.regions[0]!;
  const units = useQuery(
    read(api.units.listUnits, { query: { region: source, ...(draft.effective && { date: draft.effective }) } }),
  ).data?.items.filter(({ covers }) => covers === "own");
  const nameOf = (target: Target, at: number) =>
    (target.region === null ? target.name : regions.find(({ id }) => id === target.region)?.name) ||
    t(`接收地区 ${at + 1}`, `Region ${at + 1}`);
  const options = draft.targets.map((target, at) => (
    <option key={at} value={at}>
      {nameOf(target, at)}
    </option>
  ));
  return (
    <>
      {draft.closes && below.length > 0 ? (
        <fieldset className="change-heirs">
          <legend>{t("下级地区的去处", "Where the regions below go")}</legend>
          {below.map(({ id, name }) => (
            <label key={id} className="inline-field">
              {name}
              <select
                className="input"
                value={draft.children[id] ?? 0}
                onChange={({ target }) => change({ children: { ...draft.children, [id]: Number(target.value) } })}
              >
                {options}
              </select>
            </label>
          ))}
        </fieldset>
      ) : null}
      {units !== undefined && units.length > 0 ? (
        <fieldset className="change-heirs">
          <legend>{t("填报单位的去处", "Where the reporting units go")}</legend>
          {units.map(({ id, name }) => (
            <label key={id} className="inline-field">
              {name}
              <select
                className="input"
                value={draft.units[id] ?? ""}
                onChange={({ target }) => {
                  const { [id]: _before, ...others } = draft.units;
                  change({ units: target.value === "" ? others : { ...others, [id]: Number(target.value) } });
                }}
              >
                <option value="">
                  {draft.closes ? t("随份额最大者", "with the largest share") : t("不动", "stays")}
                </option>
                {options}
              </select>
            </label>
          ))}
        </fieldset>
      ) : null}
    </>
  );
}
