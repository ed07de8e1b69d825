import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api, call, read } from "@duibiao/client";
import { Alert, Button, Field, Page, useText } from "@duibiao/ui";
import { Deputies } from "./deputies.tsx";
import { postText } from "./people/words.ts";
import { Loaded, ProblemBox } from "./problem-box.tsx";
import { Identities } from "./identity.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { SessionTable } from "./session-table.tsx";
import { sessionQuery, useSession } from "./session.ts";
import { SignOut } from "./sign-out.tsx";

/** Own posts, password and the places where one is signed in. */
export function AccountPage() {
  const t = useText();
  const { user, posts, administrators } = useSession();
  const others = administrators.filter(({ name, phone }) => name !== user.name || phone !== user.phone);
  const whom = others.map(({ name, phone }) => `${name} ${phone}`.trim()).join(t("、", ", "));
  return (
    <Page title={t("我的账号", "My account")}>
      <section className="card">
        <h2>
          <span translate="no">{user.name}</span> <span className="quiet">{user.username}</span>
        </h2>
        <ul>
          {posts.map((post) => (
            <li key={`${post.id} ${post.deputyFor}`}>{postText(post, t)}</li>
          ))}
        </ul>
        <p>
          {t("电话：", "Telephone: ")}
          {user.phone || t("未填", "not given")}
        </p>
        <p className="quiet">
          {t(
            "一次性密码凭此电话念给您，因此姓名、电话由系统管理员更改",
            "One-time codes are read out over this telephone, so name and telephone are changed by a system administrator",
          )}
          {whom === "" ? t("。", ".") : t(`：${whom}。`, `: ${whom}.`)}
        </p>
        <Link to="/tokens">{t("接口令牌", "API tokens")}</Link>
      </section>
      <section className="card">
        <h2>{t("修改密码", "Change password")}</h2>
        <PasswordForm />
      </section>
      <SecondFactor />
      <Identities />
      <Deputies />
      <Sessions />
    </Page>
  );
}

/** An own password; also what a one-time code leads to, which need not be typed again. */
export function PasswordForm({ first = false, onChanged }: { first?: boolean; onChanged?: () => void }) {
  const t = useText();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const changing = useMutation({
    mutationFn: () => call(api.session.changePassword, { body: first ? { next } : { current, next } }),
    onSuccess: () => {
      setCurrent("");
      setNext("");
      onChanged?.();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    changing.mutate();
  };
  const input = (value: string, set: (text: string) => void, kind: "current-password" | "new-password") => ({
    className: "input",
    type: "password",
    autoComplete: kind,
    required: true,
    value,
    onChange: (event: { target: { value: string } }) => set(event.target.value),
  });
  return (
    <form onSubmit={send}>
      {changing.isError ? <ProblemBox error={changing.error} /> : null}
      {changing.isSuccess ? (
        <Alert
          tone="success"
          title={t("密码已修改，其他登录已结束", "Password changed; all other sessions have ended")}
        />
      ) : null}
      {first ? null : (
        <Field label={t("当前密码", "Current password")}>
          {(ids) => <input {...ids} {...input(current, setCurrent, "current-password")} />}
        </Field>
      )}
      <Field
        label={t("新密码", "New password")}
        hint={t(
          "至少 12 个字符，含大写、小写、数字、其他字符中的三类；或至少 15 个字符的一句话",
          "At least 12 characters of three classes (capitals, small letters, digits, others), or a phrase of at least 15",
        )}
      >
        {(ids) => <input {...ids} {...input(next, setNext, "new-password")} />}
      </Field>
      <Button type="submit" busy={changing.isPending}>
        {t("修改密码", "Change password")}
      </Button>
    </form>
  );
}

function Sessions() {
  const t = useText();
  const client = useQueryClient();
  const sessions = useQuery(read(api.session.listSessions, {}));
  const again = () => client.invalidateQueries(read(api.session.listSessions, {}));
  const ending = useMutation({
    mutationFn: (id: string) => call(api.session.endOtherSession, { params: { id }, body: {} }),
    onSuccess: again,
  });
  const endingAll = useMutation({
    mutationFn: () => call(api.session.endOtherSessions, { body: {} }),
    onSuccess: again,
  });
  return (
    <section className="card">
      <h2>{t("我在各处的登录", "Where I am signed in")}</h2>
      {ending.isError ? <ProblemBox error={ending.error} /> : null}
      {endingAll.isError ? <ProblemBox error={endingAll.error} /> : null}
      <Loaded of={sessions}>
        {({ items }) => (
          <>
            <SessionTable
              sessions={items}
              last={(session) =>
                session.current ? (
                  t("本次登录", "this one")
                ) : (
                  <Button small onClick={() => ending.mutate(session.id)}>
                    {t("结束", "End")}
                  </Button>
                )
              }
            />
            <p>
              <Button
                busy={endingAll.isPending}
                disabled={items.every(({ current }) => current)}
                onClick={() => endingAll.mutate()}
              >
                {t("结束其他全部登录", "End all others")}
              </Button>{" "}
              <span className="quiet">
                {t(
                  "有不认识的登录时，请结束它并立即修改密码。",
                  "One you do not know? End it and change your password at once.",
                )}
              </span>
            </p>
          </>
        )}
      </Loaded>
    </section>
  );
}

/** Shown instead of the app until a one-time password is replaced. */
export function MustChangePage() {
  const t = useText();
  const client = useQueryClient();
  return (
    <main className="sign-in">
      <h1>{t("请先设置自己的密码", "Choose your own password first")}</h1>
      <p>{t("一次性密码只能用来设置新密码。", "A one-time password is good only for choosing a new one.")}</p>
      <div className="card">
        <PasswordForm first onChanged={() => void client.invalidateQueries(sessionQuery)} />
      </div>
      <p>
        <SignOut />
      </p>
    </main>
  );
}
