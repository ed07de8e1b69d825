import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, call, read, type Answer } from "@duibiao/client";
import { Button, showMoment, Tag, useLanguage, useText } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import type { Person } from "./person-page.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { AddDialog, ExtendDialog } from "./post-dialogs.tsx";
import { HandOverDialog } from "./hand-over-dialog.tsx";
import { isAdministrator, usePeopleRights } from "./rights.ts";
import { postText } from "./words.ts";

type Post = Answer<typeof api.posts.listPosts>["items"][number];

/** Posts of an account, ended ones too; a new one is granted, or proposed to a second person. */
export function PostsCard({ person }: { person: Person }) {
  const t = useText();
  const { language } = useLanguage();
  const rights = usePeopleRights();
  const posts = useQuery(read(api.posts.listPosts, { query: { user: person.id } }));
  const proposals = useQuery(read(api.postProposals.listProposals, { query: { user: person.id } }));
  const [ending, end] = useState<Post | null>(null);
  const [extending, extend] = useState<Post | null>(null);
  const [handing, hand] = useState(false);
  const [adding, add] = useState(false);
  const may = person.id !== rights.me && person.disabledAt === null;
  return (
    <section className="card">
      <h2>{t("任职", "Posts")}</h2>
      <Loaded of={posts}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t("还没有任职。", "No post yet.")}</p>
          ) : (
            <table className="plain">
              <thead>
                <tr>
                  <th>{t("任职", "Post")}</th>
                  <th>{t("起", "From")}</th>
                  <th>{t("止", "Until")}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {items.map((post) => (
                  <tr key={post.id}>
                    <td>{postText({ ...post, validTo: null }, t)}</td>
                    <td>{showMoment(post.createdAt, language)}</td>
                    <td>
                      {post.endedAt === null ? (post.validTo ?? "") : showMoment(post.endedAt, language)}
                      {post.graceTo === null ? null : (
                        <Tag tone="warning">▲ {t(`宽限至 ${post.graceTo}`, `works on until ${post.graceTo}`)}</Tag>
                      )}
                    </td>
                    <td>
                      {post.endedAt === null && rights.posts && may ? (
                        <>
                          {post.validTo === null || isAdministrator(post) ? null : (
                            <Button small onClick={() => extend(post)}>
                              {t("延长", "Extend")}
                            </Button>
                          )}{" "}
                          <Button small onClick={() => end(post)}>
                            {t("结束任职", "End")}
                          </Button>
                        </>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      {proposals.data?.items.map((proposal) => (
        <p key={proposal.id}>
          <Tag tone="info">◔ {t("待确认", "proposed")}</Tag> {postText(proposal, t)}
          {proposal.from === null ? null : t(`，接替${proposal.from}`, `, to follow ${proposal.from}`)}{" "}
          <Link to="/people/proposals">{t("去办理", "decide")}</Link>
        </p>
      ))}
      {may ? (
        <p>
          <Button onClick={() => add(true)}>
            {rights.posts ? t("授予任职", "Grant a post") : t("提名任职", "Propose a post")}
          </Button>{" "}
          {person.posts.length > 0 && (rights.posts || person.posts.some(isAdministrator)) ? (
            <Button onClick={() => hand(true)}>{t("移交全部任职", "Hand over all posts")}</Button>
          ) : null}
        </p>
      ) : null}
      {ending === null ? null : (
        <ReasonDialog
          title={t("结束任职", "End the post")}
          deed={t("结束任职", "End")}
          act={(reason) => call(api.posts.endPost, { params: { id: ending.id }, body: { reason } })}
          onClose={() => end(null)}
        >
          <p>
            {postText(ending, t)}
            {t("：立即失效；已填内容保留，由接任者继续。", ": ends at once; what was typed stays for whoever follows.")}
          </p>
        </ReasonDialog>
      )}
      {extending === null ? null : <ExtendDialog post={extending} onClose={() => extend(null)} />}
      {handing ? <HandOverDialog person={person} onClose={() => hand(false)} /> : null}
      {adding ? <AddDialog person={person} onClose={() => add(false)} /> : null}
    </section>
  );
}
