import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, call } from "@duibiao/client";
import { Alert, Button, Field, useText } from "@duibiao/ui";
import { ProblemBox } from "./problem-box.tsx";

/** Three steps: the password once more; the picture for the authenticator; its digits back. Then the backup codes, this once. */
export function SecondFactorSetUp({ onDone }: { onDone: () => void }) {
  const t = useText();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const beginning = useMutation({
    mutationFn: () => call(api.secondFactor.beginSecondFactor, { body: { password } }),
  });
  const confirming = useMutation({
    mutationFn: () => call(api.secondFactor.confirmSecondFactor, { body: { code } }),
  });
  const send = (act: () => void) => (event: FormEvent) => {
    event.preventDefault();
    act();
  };
  if (confirming.data) return <Codes codes={confirming.data.codes} onDone={onDone} />;
  if (beginning.data)
    return (
      <form onSubmit={send(confirming.mutate)}>
        {confirming.isError ? <ProblemBox error={confirming.error} /> : null}
        <p>
          {t(
            "用手机上的验证器（如各品牌手机自带的动态口令、微软或谷歌身份验证器，能离线使用）扫描，或手工输入密钥：",
            "Scan with an authenticator on the phone (any that knows TOTP; it works without network), or type the secret:",
          )}
        </p>
        <Squares text={beginning.data.uri} />
        <p>
          <code className="secret">{beginning.data.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}</code>
        </p>
        <Field label={t("验证器上的 6 位数字", "The 6 digits that it shows")}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              maxLength={12}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" busy={confirming.isPending}>
          {t("确认启用", "Confirm")}
        </Button>
      </form>
    );
  return (
    <form onSubmit={send(beginning.mutate)}>
      {beginning.isError ? <ProblemBox error={beginning.error} /> : null}
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
      <Button type="submit" look="primary" busy={beginning.isPending}>
        {t("下一步", "Next")}
      </Button>
    </form>
  );
}

/** A picture of squares (QR code) that carries the text; loaded when it is needed. */
function Squares({ text }: { text: string }) {
  const t = useText();
  const drawn = useQuery({
    queryKey: ["squares", text],
    queryFn: async () => {
      const { encode } = await import("uqr");
      const { data, size } = encode(text, { border: 2 });
      const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
      return { size, path: dark.join("") };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (drawn.data === undefined) return null;
  const { size, path } = drawn.data;
  return (
    <svg
      className="squares"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t("验证器扫描用的二维码；不能扫描时请输入下面的密钥", "Code to scan; type the secret below instead")}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function Codes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useText();
  return (
    <>
      <Alert
        tone="warning"
        title={t(
          "已启用。备用码只显示这一次，请抄下或打印，妥善保管",
          "It is on. Backup codes are shown this once: keep them",
        )}
      >
        {t(
          "手机不在身边时，每个备用码可代替数字码登录一次。全部用完又丢失手机时，请系统管理员停用第二因素。",
          "Without the phone each of them opens once. When both are gone, a system administrator ends the second factor.",
        )}
      </Alert>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p className="row">
        <Button onClick={() => print()}>{t("打印", "Print")}</Button>
        <Button look="primary" onClick={onDone}>
          {t("已保管好", "I keep them")}
        </Button>
      </p>
    </>
  );
}
