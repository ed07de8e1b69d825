import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, read } from "@duibiao/client";
import { Alert, Button, Dialog, Field, showMoment, useLanguage, useText } from "@duibiao/ui";
import { Loaded, ProblemBox } from "./problem-box.tsx";
import { SecondFactorSetUp } from "./second-factor-set-up.tsx";
import { sessionQuery } from "./session.ts";
import { SignOut } from "./sign-out.tsx";

/** 第二因素: whether there is one, and how to set it up or end it. */
export function SecondFactor() {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const [open, setOpen] = useState<"set-up" | "end" | null>(null);
  const factor = useQuery(read(api.secondFactor.readSecondFactor, {}));
  const close = () => {
    setOpen(null);
    void client.invalidateQueries();
  };
  return (
    <section className="card">
      <h2>{t("第二因素", "Second factor")}</h2>
      <Loaded of={factor}>
        {({ on, required, since, codes }) => (
          <>
            <p>
              {on
                ? t(
                    `已启用（${showMoment(since!, language)} 起），备用码还剩 ${codes} 个。`,
                    `On since ${showMoment(since!, language)}; ${codes} backup codes are left.`,
                  )
                : t(
                    "未启用。启用后登录除密码外还要输入手机验证器上的 6 位数字，密码被人知道也进不来。",
                    "Off. With it, signing in takes the 6 digits of an authenticator besides the password.",
                  )}
              {required ? t("您的岗位须启用。", " Your post needs it.") : null}
            </p>
            {on && codes < 3 ? (
              <Alert
                tone="warning"
                title={t(
                  "备用码将用完：停用后重新设置即得新的备用码",
                  "Few backup codes are left: end it and set it up anew to get others",
                )}
              />
            ) : null}
            <p>
              <Button onClick={() => setOpen(on ? "end" : "set-up")}>
                {on ? t("停用", "End it") : t("设置验证器", "Set up an authenticator")}
              </Button>
            </p>
          </>
        )}
      </Loaded>
      {open === "set-up" ? (
        <Dialog title={t("设置验证器", "Set up an authenticator")} onClose={close}>
          <SecondFactorSetUp onDone={close} />
        </Dialog>
      ) : null}
      {open === "end" ? <EndDialog onClose={close} /> : null}
    </section>
  );
}

function EndDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const ending = useMutation({
    mutationFn: () => call(api.secondFactor.endSecondFactor, { body: { password, code } }),
    onSuccess: onClose,
  });
  return (
    <Dialog title={t("停用第二因素", "End the second factor")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ending.mutate();
        }}
      >
        {ending.isError ? <ProblemBox error={ending.error} /> : null}
        <Field label={t("密码", "Password")}>
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
        <Field label={t("数字码或备用码", "Code or backup code")}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              autoComplete="one-time-code"
              required
              maxLength={40}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="danger" busy={ending.isPending}>
          {t("停用", "End it")}
        </Button>
      </form>
    </Dialog>
  );
}

/** Where the post needs a second factor, it is set up before anything else. */
export function MustSetUpPage() {
  const t = useText();
  const client = useQueryClient();
  return (
    <main className="sign-in">
      <h1>{t("请先设置第二因素", "Set up a second factor first")}</h1>
      <p>
        {t(
          "您的岗位须用密码和手机验证器两样登录。",
          "Your post signs in with a password and an authenticator on the phone.",
        )}
      </p>
      <div className="card">
        <SecondFactorSetUp onDone={() => void client.invalidateQueries(sessionQuery)} />
      </div>
      <p>
        <SignOut />
      </p>
    </main>
  );
}
