import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, ApiProblem, read } from "@duibiao/client";
import { Button, Field, Stamps, useLanguage, useText, SYNTHETIC } from "@duibiao/ui";
import { DemoAccounts } from "./demo-accounts.tsx";
import { Forgotten } from "./forgotten.tsx";
import { IdentityEntrance } from "./identity.tsx";
import { ProblemBox } from "./problem-box.tsx";
import { signIn, type Session } from "./session.ts";

type FormProps = {
  username?: string | undefined;
  password?: string | undefined;
  onSignedIn: (session: Session) => void;
};

/** Name and password; as a page at the beginning, in a dialog when a session has ended. */
export function SignInForm({ username = "", password = "", onSignedIn }: FormProps) {
  const t = useText();
  const [name, setName] = useState(username);
  const [secret, setSecret] = useState(password);
  const [code, setCode] = useState<string | null>(null);
  const signing = useMutation({
    meta: { signingIn: true },
    mutationFn: () => signIn(name.trim(), secret, code),
    onSuccess: onSignedIn,
    onError: (error) => {
      if (codeAsked(error)) setCode("");
    },
  });
  const asked = signing.isError && code === "" && codeOf(signing.error) === "second_factor_needed";
  const send = (event: FormEvent) => {
    event.preventDefault();
    signing.mutate();
  };
  return (
    <form onSubmit={send}>
      {signing.isError && !asked ? <SignInProblem error={signing.error} /> : null}
      <Field label={t("用户名", "User name")}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            name="username"
            autoComplete="username"
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
          />
        )}
      </Field>
      <Field label={t("密码", "Password")}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            name="password"
            // Who is signed out knows the name already.
            data-start={username === "" ? undefined : ""}
            type="password"
            autoComplete="current-password"
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
            required
          />
        )}
      </Field>
      {code === null ? null : (
        <Field
          label={t("数字码", "Code")}
          hint={t("验证器上的 6 位数字，或一个备用码", "The 6 digits of your authenticator, or a backup code")}
        >
          {(ids) => (
            <input
              {...ids}
              ref={(field) => (code === "" ? field?.focus() : undefined)}
              className="input"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              maxLength={40}
              onChange={(event) => setCode(event.target.value)}
              required
            />
          )}
        </Field>
      )}
      <Button type="submit" look="primary" busy={signing.isPending}>
        {t("登录", "Sign in")}
      </Button>
    </form>
  );
}

const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.body?.code : undefined);
const codeAsked = (error: unknown) => ["second_factor_needed", "second_factor_wrong"].includes(String(codeOf(error)));

/** A 401 here is a wrong name or password, not an ended session. */
function SignInProblem({ error }: { error: unknown }) {
  const spoken = error instanceof Error && "body" in error ? Object.assign(error, { status: 400 }) : error;
  return <ProblemBox error={spoken} />;
}

export function SignInPage({ title, onSignedIn }: { title: string; onSignedIn: (session: Session) => void }) {
  const t = useText();
  const { language, setLanguage } = useLanguage();
  const demo = useQuery(read(api.demo.readDemo, {}));
  const [picked, pick] = useState("");
  return (
    <main className="sign-in">
      <div className="row between">
        <h1>{title}</h1>
        <Button look="quiet" onClick={() => setLanguage(language === "zh" ? "en" : "zh")}>
          {language === "zh" ? "English" : "中文"}
        </Button>
      </div>
      <p className="quiet">
        {t("机关运行保障 · 填报、审核、对标", "Government operations support: reporting, review, benchmarking")}
      </p>
      {demo.data?.demo ? (
        <p>
          <Stamps texts={[t(SYNTHETIC)]} />
        </p>
      ) : null}
      <div className="card">
        <SignInForm
          key={picked}
          username={picked}
          password={picked === "" ? "" : (demo.data?.password ?? "")}
          onSignedIn={onSignedIn}
        />
        <IdentityEntrance />
        <Forgotten />
      </div>
      {demo.data?.demo ? <DemoAccounts demo={demo.data} onPick={pick} /> : null}
    </main>
  );
}
