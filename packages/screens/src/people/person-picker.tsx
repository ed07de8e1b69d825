import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { Field, useText } from "@duibiao/ui";
import { useLater } from "./use-later.ts";

export type PickedPerson = Answer<typeof api.users.listUsers>["items"][number];

/** The user name tells people of one name apart. */
const labelOf = ({ name, username, place }: PickedPerson) =>
  `${name}（${place === "" ? "" : `${place}，`}${username}）`;

type Props = { label: string; not: number; onPick: (person: PickedPerson | null) => void };

/** An account of the jurisdiction, chosen by name: type a part of it, then choose from the list. */
export function PersonPicker({ label, not, onPick }: Props) {
  const t = useText();
  const list = useId();
  const [typed, setTyped] = useState("");
  const asked = useLater(typed.split("（")[0]!.slice(0, 60));
  const found = useQuery({
    ...read(api.users.listUsers, { query: { q: asked, page: 1 } }),
    placeholderData: keepPreviousData,
  });
  const people = (found.data?.items ?? []).filter(({ id }) => id !== not).slice(0, 20);
  const picked = people.find((person) => labelOf(person) === typed);
  useEffect(() => {
    onPick(picked ?? null);
    // oxlint-disable-next-line exhaustive-deps -- told once for every choice, not for every new list
  }, [picked?.id]);
  return (
    <Field
      label={label}
      hint={
        picked
          ? `✓ ${t("已选定", "chosen")}`
          : t("输入姓名或用户名的一部分，再从列出的项中选定", "Type part of the name, then choose from the list")
      }
    >
      {(ids) => (
        <>
          <input
            {...ids}
            className="input"
            list={list}
            autoComplete="off"
            value={typed}
            required
            onChange={(event) => setTyped(event.target.value)}
          />
          <datalist id={list}>
            {people.map((person) => (
              <option key={person.id} value={labelOf(person)} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
