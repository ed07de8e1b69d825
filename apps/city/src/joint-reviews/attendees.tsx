import { useState } from "react";
import { Button, useText } from "@duibiao/ui";
import type { Draft } from "./draft.ts";

type People = Draft["attendees"];

/** Who was there; a row without a name is left out. */
export function Attendees({ attendees, onChange }: { attendees: People; onChange: (next: People) => void }) {
  const t = useText();
  // Whoever was just added: what comes next is the name.
  const [added, setAdded] = useState(-1);
  const put = (at: number, patch: Partial<People[number]>) =>
    onChange(attendees.map((one, place) => (place === at ? { ...one, ...patch } : one)));
  const cell = (at: number, of: keyof People[number], label: string, max: number) => (
    <input
      className="input"
      aria-label={t(`第 ${at + 1} 人${label}`, `Person ${at + 1}: ${label}`)}
      maxLength={max}
      autoFocus={at === added && of === "name"}
      value={attendees[at]![of]}
      onChange={(event) => put(at, { [of]: event.target.value })}
    />
  );
  const heads = { name: t("姓名", "Name"), unit: t("单位", "Office"), duty: t("职务", "Duty") };
  return (
    <fieldset>
      <legend>{t("参加人（签署前至少两人）", "Present (two at least before signing)")}</legend>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{heads.name}</th>
            <th scope="col">{heads.unit}</th>
            <th scope="col">{heads.duty}</th>
            <th scope="col">{t("操作", "Actions")}</th>
          </tr>
        </thead>
        <tbody>
          {attendees.map((_one, at) => (
            // oxlint-disable-next-line no-array-index-key -- rows have no identity but their place
            <tr key={at}>
              <td>{cell(at, "name", heads.name, 60)}</td>
              <td>{cell(at, "unit", heads.unit, 120)}</td>
              <td>{cell(at, "duty", heads.duty, 60)}</td>
              <td>
                <Button small look="quiet" onClick={() => onChange(attendees.filter((_other, place) => place !== at))}>
                  {t("移除", "Remove")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        small
        onClick={() => {
          setAdded(attendees.length);
          onChange([...attendees, { name: "", unit: attendees.at(-1)?.unit ?? "", duty: "" }]);
        }}
      >
        {t("加一人", "Add a person")}
      </Button>
    </fieldset>
  );
}
