import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, read } from "@duibiao/client";
import { DataTable, Page, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { Loaded } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import { Said } from "../said.tsx";
import type { MinutesHead } from "./words.ts";

/** 会审: minutes of every meeting, and how many of the questions that came out of it are open. */
export function JointReviewsPage() {
  const t = useText();
  const { language } = useLanguage();
  const [search, change] = useAddress<{ sort?: string | undefined }>();
  const minutes = useQuery(read(api.jointReviews.listJointReviews, {}));
  const columns = useMemo<Column<MinutesHead>[]>(
    () => [
      {
        key: "title",
        header: { zh: "会审纪要", en: "Minutes" },
        head: true,
        width: "fill",
        value: ({ id, title }) => t(`第 ${id} 号 ${title}`, `No. ${id} ${title}`),
        cell: ({ id, title }) => (
          <Link to="/joint-reviews/$minutes" params={{ minutes: String(id) }}>
            {t(`第 ${id} 号 ${title}`, `No. ${id} ${title}`)}
          </Link>
        ),
      },
      { key: "bureau", header: { zh: "组织机构", en: "Bureau" }, width: "m", value: ({ ownerName }) => ownerName },
      { key: "day", header: { zh: "会审日期", en: "Held on" }, width: "m", value: ({ heldOn }) => heldOn },
      {
        key: "people",
        header: { zh: "参加人", en: "Present" },
        type: "number",
        width: "xs",
        value: ({ attendees }) => attendees,
      },
      { key: "items", header: { zh: "意见", en: "Items" }, type: "number", width: "xs", value: ({ items }) => items },
      {
        key: "questions",
        header: { zh: "核实单", en: "Questions" },
        width: "m",
        value: ({ questions, open, signedAt }) =>
          questions === 0
            ? t("无", "none")
            : signedAt === null
              ? t(`签署后发出 ${questions} 张`, `${questions} go out when signed`)
              : t(`${questions} 张，未答复 ${open}`, `${questions}, ${open} open`),
        sortBy: ({ open }) => open,
      },
      {
        key: "signed",
        header: { zh: "签署", en: "Signed" },
        width: "l",
        value: ({ signedBy, signedAt }) =>
          signedAt === null ? t("未签署", "not signed") : `${signedBy} ${showMoment(String(signedAt), language)}`,
        sortBy: ({ signedAt }) => (signedAt === null ? null : String(signedAt)),
      },
    ],
    [t, language],
  );
  return (
    <Loaded of={minutes}>
      {({ items, bureaus }) => (
        <Page
          title={t("会审", "Joint reviews")}
          actions={
            bureaus.length > 0 ? (
              <Link className="btn btn-primary" to="/joint-reviews/$minutes" params={{ minutes: "new" }}>
                {t("新会审纪要", "New minutes")}
              </Link>
            ) : null
          }
        >
          <Said />
          <DataTable
            title={t("会审纪要", "Minutes of joint reviews")}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            sort={search.sort ?? ""}
            onSort={(sort) => change({ sort })}
            empty={t(
              "还没有会审纪要。会审时由审核人记录参加人和逐项意见，审签领导签署后发出核实单。",
              "None yet. A reviewer writes down who was there and what was decided; the leader's signature sends the questions out.",
            )}
          />
        </Page>
      )}
    </Loaded>
  );
}
