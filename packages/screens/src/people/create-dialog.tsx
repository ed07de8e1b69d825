import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call } from "@duibiao/client";
import { Button, Dialog, Field, roles, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";
import { CodeShown } from "./code-shown.tsx";
import { PlacePicker, type PickedPlace } from "./place-picker.tsx";

const unitRoles = ["clerk", "head"] as const;
const bureauRoles = ["reviewer", "leader", "analyst", "auditor"] as const;

/** 开设账号: who, where, and the post to propose; then the one-time code, this once. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [place, setPlace] = useState<PickedPlace | null>(null);
  const [fields, setFields] = useState({ username: "", name: "", phone: "", role: "" });
  const creating = useMutation({
    mutationFn: () =>
      call(api.users.createUser, {
        body: {
          username: fields.username.trim().toLowerCase(),
          name: fields.name.trim(),
          phone: fields.phone.trim(),
          ...(place!.unit === null ? { region: place!.region! } : { unit: place!.unit }),
          ...(fields.role === "" ? {} : { role: fields.role as (typeof unitRoles)[number] }),
        },
      }),
    onSuccess: () => client.invalidateQueries(),
  });
  const choose = (picked: PickedPlace | null) => {
    setPlace(picked);
    setFields((before) => ({ ...before, role: "" }));
  };
  const input = (name: "username" | "name" | "phone", maxLength: number, required: boolean) => ({
    className: "input",
    value: fields[name],
    maxLength,
    required,
    autoComplete: "off",
    onChange: (event: { target: { value: string } }) => setFields({ ...fields, [name]: event.target.value }),
  });
  if (creating.isSuccess)
    return (
      <Dialog
        title={t("账号已开设", "The account is open")}
        onClose={onClose}
        actions={<Button onClick={onClose}>{t("完成", "Done")}</Button>}
      >
        <CodeShown account={creating.data} />
      </Dialog>
    );
  return (
    <Dialog title={t("开设账号", "New account")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (place !== null) creating.mutate();
        }}
      >
        {creating.isError ? <ProblemBox error={creating.error} /> : null}
        <PlacePicker label={t("单位或地区", "Unit or region")} onPick={choose} />
        <Field label={t("姓名", "Name")}>{(ids) => <input {...ids} {...input("name", 60, true)} />}</Field>
        <Field
          label={t("用户名", "User name")}
          hint={t(
            "小写字母、数字、汉字或 . _ -，2–64 个",
            "2 to 64 small letters, digits, Chinese characters or . _ -",
          )}
        >
          {(ids) => <input {...ids} {...input("username", 64, true)} />}
        </Field>
        <Field label={t("电话", "Phone")}>{(ids) => <input {...ids} {...input("phone", 30, false)} />}</Field>
        <Field
          label={t("提名任职", "Post to propose")}
          hint={t("由安全保密管理员确认后生效", "Begins when a security administrator confirms it")}
        >
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={fields.role}
              disabled={place === null}
              onChange={(event) => setFields({ ...fields, role: event.target.value })}
            >
              <option value="">{t("暂不提名", "none yet")}</option>
              {(place?.unit === null ? bureauRoles : unitRoles).map((role) => (
                <option key={role} value={role}>
                  {t(roles[role])}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button type="submit" look="primary" busy={creating.isPending} disabled={place === null}>
          {t("开设", "Open")}
        </Button>
      </form>
    </Dialog>
  );
}
