import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, read } from "@duibiao/client";
import { Alert, Button, Dialog, Field, showMoment, useLanguage, useText } from "@duibiao/ui";
import { Loaded, ProblemBox } from "./problem-box.tsx";
import type { App } from "./session.ts";

const said = {
  failed: {
    zh: "统一身份认证没有成功，请再试一次，或用密码登录",
    en: "Signing in there did not succeed; try again, or use the password",
  },
  unknown: {
    zh: "这个统一身份还没有绑定账号：请先用密码登录，再到「我的账号」绑定；还没有账号的，请向本级系统管理员申请开设",
    en: 'This identity is tied to no account: sign in with the password, then tie it in "My account"; without an account ask your system administrator for one',
  },
  taken: {
    zh: "这个统一身份已绑定另一个账号，没有改动",
    en: "This identity is tied to another account; nothing was changed",
  },
  tied: { zh: "已绑定，今后可用统一身份认证登录", en: "Tied: from now on you may sign in with it" },
} as const;

/** What the office's own sign-in service came back with, from the address. */
export function IdentitySaid() {
  const t = useText();
  const key = new URLSearchParams(location.search).get("identity");
  if (key === null || !(key in said)) return null;
  return <Alert tone={key === "tied" ? "success" : "warning"} title={t(said[key as keyof typeof said])} />;
}

/** The way to the office's own sign-in service, where there is one. */
export function IdentityEntrance() {
  const t = useText();
  const way = useQuery({ ...read(api.identities.readWay, {}), staleTime: Number.POSITIVE_INFINITY });
  return (
    <>
      <IdentitySaid />
      {way.data?.name ? (
        <p className="identity-entrance">
          <a className="btn" href="/api/v1/identities/start">
            {t(`用${way.data.name}登录`, `Sign in with ${way.data.name}`)}
          </a>
        </p>
      ) : null}
    </>
  );
}

/** 统一身份: tied to the account, or how to tie one; absent where the platform has no such service. */
export function Identities() {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const [tying, tie] = useState(false);
  const way = useQuery({ ...read(api.identities.readWay, {}), staleTime: Number.POSITIVE_INFINITY });
  const identities = useQuery({ ...read(api.identities.listIdentities, {}), enabled: Boolean(way.data?.name) });
  const untying = useMutation({
    mutationFn: () => call(api.identities.unlinkIdentities, { body: {} }),
    onSuccess: () => client.invalidateQueries(),
  });
  const name = way.data?.name;
  if (!name) return null;
  return (
    <section className="card">
      <h2>{name}</h2>
      <IdentitySaid />
      {untying.isError ? <ProblemBox error={untying.error} /> : null}
      <Loaded of={identities}>
        {({ items }) =>
          items.length === 0 ? (
            <p>
              {t(
                "未绑定。绑定后可以不输密码登录；账号和任职仍由管理员开设，统一身份本身不带任何权限。",
                "Not tied. Once it is you may sign in without the password; accounts and posts still come from administrators, an identity alone allows nothing.",
              )}{" "}
              <Button onClick={() => tie(true)}>{t("绑定", "Tie it")}</Button>
            </p>
          ) : (
            <p>
              {items.map(({ linkedAt }) =>
                t(`已于 ${showMoment(linkedAt, language)} 绑定。`, `Tied on ${showMoment(linkedAt, language)}. `),
              )}{" "}
              <Button busy={untying.isPending} onClick={() => untying.mutate()}>
                {t("解除绑定", "Untie")}
              </Button>
            </p>
          )
        }
      </Loaded>
      {tying ? <TieDialog name={name} onClose={() => tie(false)} /> : null}
    </section>
  );
}

function TieDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useText();
  const [password, setPassword] = useState("");
  const app = location.pathname.split("/")[1] as App;
  const going = useMutation({
    mutationFn: () => call(api.identities.linkIdentity, { body: { password, app } }),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <Dialog title={t(`绑定${name}`, `Tie ${name}`)} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          going.mutate();
        }}
      >
        {going.isError ? <ProblemBox error={going.error} /> : null}
        <Field label={t("密码", "Password")} hint={t("确认是您本人", "To make sure that it is you")}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" busy={going.isPending}>
          {t(`前往${name}`, `Go to ${name}`)}
        </Button>
      </form>
    </Dialog>
  );
}
