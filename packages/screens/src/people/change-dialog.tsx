import { useState } from "react";
import { api, call } from "@duibiao/client";
import { Field, useText } from "@duibiao/ui";
import type { Person } from "./person-page.tsx";
import { PlacePicker, type PickedPlace } from "./place-picker.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";

/** 更改账号信息: name, telephone, place; the person is told. */
export function ChangeDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useText();
  const [fields, setFields] = useState({ name: person.name, phone: person.phone });
  const [moves, move] = useState(false);
  const [place, setPlace] = useState<PickedPlace | null>(null);
  const [name, phone] = [fields.name.trim(), fields.phone.trim()];
  const input = (field: "name" | "phone", maxLength: number) => ({
    className: "input",
    value: fields[field],
    maxLength,
    autoComplete: "off",
    onChange: (event: { target: { value: string } }) => setFields({ ...fields, [field]: event.target.value }),
  });
  return (
    <ReasonDialog
      title={t(`更改 ${person.username} 的信息`, `Change ${person.username}`)}
      deed={t("更改", "Change")}
      ready={name !== "" && (moves ? place !== null : name !== person.name || phone !== person.phone)}
      act={(reason) =>
        call(api.users.changeUser, {
          params: { id: person.id },
          body: {
            name,
            phone,
            reason,
            ...(moves && place !== null && (place.unit === null ? { region: place.region! } : { unit: place.unit })),
          },
        })
      }
      onClose={onClose}
    >
      <p className="quiet">
        {t(
          "本人会收到通知；已签署的姓名不变。账号只归本人使用：换人请另开账号并移交任职。",
          "The person is told; names under what was signed stay. An account is one person's: for somebody else open another and hand the posts over.",
        )}
      </p>
      <Field label={t("姓名", "Name")}>{(ids) => <input {...ids} {...input("name", 60)} required />}</Field>
      <Field label={t("电话", "Phone")}>{(ids) => <input {...ids} {...input("phone", 30)} />}</Field>
      <label className="inline-field">
        <input
          type="checkbox"
          checked={moves}
          onChange={({ target }) => {
            move(target.checked);
            setPlace(null);
          }}
        />
        {t(`调到别的单位或地区（现在：${person.place}）`, `Moves to another unit or region (now: ${person.place})`)}
      </label>
      {moves ? <PlacePicker label={t("新的单位或地区", "New unit or region")} onPick={setPlace} /> : null}
    </ReasonDialog>
  );
}
