import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, read } from "@duibiao/client";
import { Button, Dialog, showMoment, Tag, useLanguage, useText, TextArea } from "@duibiao/ui";
import { ProblemBox } from "@duibiao/screens";
import type { ListedCollection } from "../board/collections.ts";
import { useDecision } from "@duibiao/screens/decision";
import type { CityName } from "./city.tsx";

type Props = { collection: ListedCollection; city: CityName; opened: boolean; mayOpen: boolean };

/** 向省级开放未审数据: by default the province sees counts only until the city has reviewed. */
export function Opening({ collection, city, opened, mayOpen }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const listed = useQuery({
    ...read(api.openings.listOpenings, { params: { id: collection.id } }),
    enabled: opened,
  });
  const send = useDecision(
    (body: { city: number; reason: string }, key) =>
      call(api.openings.openFigures, { params: { id: collection.id }, body, key }),
    () => setOpen(false),
  );
  if (opened) {
    const own = listed.data?.items.find(({ cityId }) => cityId === city.cityId);
    return (
      <span className="row">
        <Tag tone="info">{t("未审数据已向省级开放", "Unreviewed figures are open to the province")}</Tag>
        {own ? (
          <span className="quiet">
            {own.by} {showMoment(own.at, language)}
            {t("：", ": ")}
            {own.reason}
          </span>
        ) : null}
      </span>
    );
  }
  if (!mayOpen || collection.lockedAt !== null) return null;
  const fault = reason.trim() === "" ? t("请写明开放原因。", "Say why they are opened.") : null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {t("向省级开放未审数据", "Open unreviewed figures to the province")}
      </Button>
      {open ? (
        <Dialog
          title={t("向省级开放未审数据", "Open unreviewed figures to the province")}
          onClose={() => setOpen(false)}
          actions={
            <>
              <Button onClick={() => setOpen(false)}>{t("取消", "Cancel")}</Button>
              <Button
                look="primary"
                busy={send.isPending}
                onClick={() => {
                  setTried(true);
                  if (fault === null) send.mutate({ city: city.cityId, reason });
                }}
              >
                {t("确认开放", "Open them")}
              </Button>
            </>
          }
        >
          <p>
            {t(
              "市级审核之前，省级只看到报送计数。开放之后，省级可以看到本市这张报表已报送的未审数值；开放后不能收回。",
              "Before the city has reviewed, the province sees counts only. Once opened, it sees the submitted, unreviewed figures of this form; that cannot be taken back.",
            )}
          </p>
          <TextArea
            label={t("开放原因", "Reason")}
            fault={tried ? fault : null}
            maxLength={500}
            value={reason}
            onChange={setReason}
          />
          {send.isError ? <ProblemBox error={send.error} /> : null}
        </Dialog>
      ) : null}
    </>
  );
}
