import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, type Answer } from "@duibiao/client";
import { Button, DayInput, Dialog, Field, roles, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";
import type { Person } from "./person-page.tsx";
import { PlacePicker, type PickedPlace } from "./place-picker.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { isAdministrator, usePeopleRights } from "./rights.ts";
import { postText } from "./words.ts";

type Post = Answer<typeof api.posts.listPosts>["items"][number];

/** 延长任职: another last day, or none. */
export function ExtendDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const t = useText();
  const [validTo, setValidTo] = useState(post.validTo ?? "");
  return (
    <ReasonDialog
      title={t("延长任职", "Extend the post")}
      deed={t("延长", "Extend")}
      act={(reason) =>
        call(api.posts.extendPost, {
          params: { id: post.id },
          body: { validTo: validTo === "" ? null : validTo, reason },
        })
      }
      onClose={onClose}
    >
      <p>{postText(post, t)}</p>
      <Field label={t("新的最后一天", "New last day")} hint={t("不填则到结束任职为止", "Empty: until it is ended")}>
        {(ids) => <DayInput {...ids} value={validTo} onChange={(event) => setValidTo(event.target.value)} />}
      </Field>
    </ReasonDialog>
  );
}

export function AddDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useText();
  const rights = usePeopleRights();
  const client = useQueryClient();
  const [role, setRole] = useState<Post["role"]>("clerk");
  const [place, setPlace] = useState<PickedPlace | null>(null);
  const [validTo, setValidTo] = useState("");
  const atUnit = role === "clerk" || role === "head";
  const proposes = !rights.posts || isAdministrator({ role });
  const adding = useMutation({
    mutationFn: async () => {
      const body = {
        user: person.id,
        role,
        ...(atUnit ? { unit: place!.unit! } : { region: place!.region! }),
        ...(validTo === "" ? {} : { validTo }),
      };
      await (proposes ? call(api.postProposals.createProposal, { body }) : call(api.posts.grantPost, { body }));
    },
    onSuccess: () => {
      void client.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog
      title={`${person.name}${t("：", ": ")}${proposes ? t("提名任职", "propose a post") : t("授予任职", "grant a post")}`}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (place !== null) adding.mutate();
        }}
      >
        {adding.isError ? <ProblemBox error={adding.error} /> : null}
        <Field
          label={t("岗位", "Role")}
          hint={
            proposes
              ? t("须由另一位管理员确认后生效", "Begins when another administrator confirms it")
              : t("立即生效", "Begins at once")
          }
        >
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={role}
              onChange={(event) => {
                setRole(event.target.value as Post["role"]);
                setPlace(null);
              }}
            >
              {Object.entries(roles)
                .filter(([key]) => key !== "system")
                .map(([key, name]) => (
                  <option key={key} value={key}>
                    {t(name)}
                  </option>
                ))}
            </select>
          )}
        </Field>
        <PlacePicker
          key={String(atUnit)}
          label={atUnit ? t("填报单位", "Unit") : t("地区", "Region")}
          only={atUnit ? "unit" : "region"}
          onPick={setPlace}
        />
        <Field
          label={t("最后一天", "Last day")}
          hint={t(
            "不填则到结束任职为止。填报人、负责人、审核人、审签领导到期后宽限 15 天，报送不因此中断；要准时停止请届时结束任职",
            "Empty: until it is ended. Clerks, heads, reviewers and leaders work on for 15 days so that no submission stops; to stop on the day, end the post",
          )}
        >
          {(ids) => <DayInput {...ids} value={validTo} onChange={(event) => setValidTo(event.target.value)} />}
        </Field>
        <Button type="submit" look="primary" busy={adding.isPending} disabled={place === null}>
          {proposes ? t("提名", "Propose") : t("授予", "Grant")}
        </Button>
      </form>
    </Dialog>
  );
}
