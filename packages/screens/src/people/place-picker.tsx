import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { Field, useText } from "@duibiao/ui";
import { useLater } from "./use-later.ts";

export type PickedPlace = Answer<typeof api.users.searchPlaces>["items"][number];

/** What is chosen, in words: the code tells places of one name apart. */
const labelOf = ({ name, code, within, unit }: PickedPlace) =>
  `${name}（${within === "" || unit === null ? "" : `${within}，`}${code}）`;

type Props = { label: string; only?: "unit" | "region" | undefined; onPick: (place: PickedPlace | null) => void };

/** A unit or a region of the jurisdiction, chosen by name: type a part of it, then choose from the list. */
export function PlacePicker({ label, only, onPick }: Props) {
  const t = useText();
  const list = useId();
  const [typed, setTyped] = useState("");
  const asked = useLater(typed.includes("（") ? typed.slice(0, typed.indexOf("（")) : typed);
  const found = useQuery({
    ...read(api.users.searchPlaces, { query: { q: asked } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const places = (found.data?.items ?? []).filter(
    ({ unit }) => only === undefined || (only === "unit") === (unit !== null),
  );
  const picked = places.find((place) => labelOf(place) === typed);
  const key = picked === undefined ? null : `${picked.unit}/${picked.region}`;
  useEffect(() => {
    onPick(picked ?? null);
    // oxlint-disable-next-line exhaustive-deps -- told once for every choice, not for every new list
  }, [key]);
  return (
    <Field
      label={label}
      hint={
        picked
          ? `✓ ${t("已选定", "chosen")}`
          : t("输入名称或代码的一部分，再从列出的项中选定", "Type part of the name or code, then choose from the list")
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
            {places.map((place) => (
              <option key={`${place.unit}/${place.region}`} value={labelOf(place)}>
                {place.unit === null ? t("地区", "region") : t("单位", "unit")}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
