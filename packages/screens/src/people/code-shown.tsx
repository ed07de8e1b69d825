import { Alert, useText } from "@duibiao/ui";

/** A one-time code, as large as it is read out; nobody sees it again. */
export function CodeShown({ account }: { account: { name: string; username: string; password: string } }) {
  const t = useText();
  return (
    <>
      <p>
        {account.name} <span className="quiet">{account.username}</span>
      </p>
      <p className="code-shown" aria-label={t("一次性密码", "One-time code")}>
        {account.password}
      </p>
      <Alert tone="warning" title={t("只显示这一次，请现在念给本人", "Shown this once: read it out to the person now")}>
        {t(
          "先核对对方是本人，再分三组念数字，请对方复述。24 小时内有效，只能用一次，登录后须设置自己的密码。",
          "Make sure that it is the person, read the digits in their three groups, have them repeated. Good for 24 hours and one use; an own password must then be chosen.",
        )}
      </Alert>
    </>
  );
}
