import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, call, read, type Answer } from "@duibiao/client";
import { byName, Button, DayInput, Dialog, Field, useText } from "@duibiao/ui";
import { DeputyTable } from "./deputy-table.tsx";
import { isAdministrator } from "./people/rights.ts";
import { postText } from "./people/words.ts";
import { Loaded, ProblemBox } from "./problem-box.tsx";
import { useSession } from "./session.ts";

type Deputy = Answer<typeof api.deputies.listDeputies>["items"][number];

/** 代理: who stands in while one is away, and for whom one stands in; either of the two may end it. */
export function Deputies() {
  const t = useText();
  const client = useQueryClient();
  const { posts } = useSession();
  const [naming, name] = useState(false);
  const deputies = useQuery(read(api.deputies.listDeputies, {}));
  const ending = useMutation({
    mutationFn: ({ id }: Deputy) => call(api.deputies.endDeputy, { params: { id }, body: {} }),
    onSuccess: () => client.invalidateQueries(),
  });
  const mine = posts.filter((post) => post.deputyFor === null && !isAdministrator(post));
  return (
    <section className="card">
      <h2>{t("代理", "Deputies")}</h2>
      {ending.isError ? <ProblemBox error={ending.error} /> : null}
      <Loaded of={deputies}>
        {({ items }) => (
          <DeputyTable
            items={items}
            last={(item) => (
              <Button small busy={ending.isPending} onClick={() => ending.mutate(item)}>
                {t("结束代理", "End")}
              </Button>
            )}
          />
        )}
      </Loaded>
      {mine.length > 0 ? (
        <p>
          <Button onClick={() => name(true)}>{t("请人代理", "Name a deputy")}</Button>{" "}
          <span className="quiet">
            {t(
              "出差、休假时请同单位、同机构的人代办；代签处写明代谁，两人签署仍须是两个人。",
              "While you are away somebody of your unit or bureau acts for you; what they sign says so, and two signatures stay those of two people.",
            )}
          </span>
        </p>
      ) : null}
      {naming ? <NameDialog posts={mine} onClose={() => name(false)} /> : null}
    </section>
  );
}

type Own = ReturnType<typeof useSession>["posts"];

function NameDialog({ posts, onClose }: { posts: Own; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [post, setPost] = useState(posts[0]!.id);
  const [user, setUser] = useState<number | null>(null);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const candidates = useQuery(read(api.deputies.listCandidates, { query: { post } }));
  const naming = useMutation({
    mutationFn: () => call(api.deputies.nameDeputy, { body: { post, user: user!, from, to } }),
    onSuccess: () => {
      void client.invalidateQueries();
      onClose();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (user !== null) naming.mutate();
  };
  const date = (value: string, set: (value: string) => void) => ({
    required: true,
    value,
    onChange: (event: { target: { value: string } }) => set(event.target.value),
  });
  return (
    <Dialog title={t("请人代理", "Name a deputy")} onClose={onClose}>
      <form onSubmit={send}>
        {naming.isError ? <ProblemBox error={naming.error} /> : null}
        <Field label={t("任职", "Post")}>
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={post}
              onChange={(event) => {
                setPost(Number(event.target.value));
                setUser(null);
              }}
            >
              {posts.map((own) => (
                <option key={own.id} value={own.id}>
                  {postText(own, t)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Loaded of={candidates}>
          {({ items }) => (
            <Field
              label={t("代理人", "Deputy")}
              hint={
                items.length === 0
                  ? t(
                      "本单位（机构）没有其他账号，请联系系统管理员开设",
                      "Nobody else here has an account; ask a system administrator to open one",
                    )
                  : t("同单位、同机构的在用账号", "Accounts of the same unit or bureau")
              }
            >
              {(ids) => (
                <select
                  {...ids}
                  className="input"
                  required
                  value={user ?? ""}
                  onChange={(event) => setUser(event.target.value === "" ? null : Number(event.target.value))}
                >
                  <option value="">{t("请选择", "choose")}</option>
                  {items
                    .toSorted((a, b) => byName(a.name, b.name))
                    .map((person) => (
                      <option key={person.id} value={person.id}>
                        {t(`${person.name}（${person.username}）`, `${person.name} (${person.username})`)}
                      </option>
                    ))}
                </select>
              )}
            </Field>
          )}
        </Loaded>
        <Field label={t("第一天", "First day")}>{(ids) => <DayInput {...ids} {...date(from, setFrom)} />}</Field>
        <Field
          label={t("最后一天", "Last day")}
          hint={t("至多 92 天；更久请办移交", "92 days at most; for longer hand over")}
        >
          {(ids) => <DayInput {...ids} {...date(to, setTo)} />}
        </Field>
        <Button type="submit" look="primary" busy={naming.isPending} disabled={user === null}>
          {t("请其代理", "Name")}
        </Button>
      </form>
    </Dialog>
  );
}
