import { useText } from "@duibiao/ui";

type Administrator = { name: string; phone: string };

const place = "duibiao.administrators";

/** Kept on the computer when somebody signs in, so that its sign-in page can say whom to call without being told a user name. */
export function keepAdministrators(administrators: readonly Administrator[]): void {
  try {
    localStorage.setItem(place, JSON.stringify(administrators.slice(0, 5)));
  } catch {
    // Without storage the page says it in general words.
  }
}

function kept(): Administrator[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(value)
      ? value.filter(
          (one): one is Administrator =>
            typeof one?.name === "string" && typeof one?.phone === "string" && one.name !== "",
        )
      : [];
  } catch {
    return [];
  }
}

/** What to do when the password is forgotten. Nothing is asked of the server: it would tell who has an account. */
export function Forgotten() {
  const t = useText();
  const administrators = kept();
  return (
    <details className="forgotten">
      <summary>{t("忘记密码？", "Forgotten your password?")}</summary>
      <ol>
        <li>
          {administrators.length > 0
            ? t("给本机上次登录者的系统管理员打电话：", "Call the system administrator of whoever signed in here last:")
            : t(
                "给本级（或上级）机关事务部门的系统管理员打电话，号码见开户通知或一次性密码条；",
                "Call the system administrator of your bureau or of the one above; the number stands on the notice or slip that came with your account;",
              )}
          {administrators.map(({ name, phone }) => (
            <strong key={name} className="nowrap">
              {" "}
              {name} {phone || t("（未留电话）", "(no number given)")}
            </strong>
          ))}
        </li>
        <li>
          {t(
            "管理员核对您本人后，念给您 12 位数字的一次性密码（分三组）；",
            "Having made sure that it is you, they read out a one-time code of 12 digits in three groups;",
          )}
        </li>
        <li>
          {t(
            "在「密码」处输入这 12 位数字登录（空格可不输），随后设置自己的新密码。数字 24 小时内有效，只能用一次。",
            "Sign in with the 12 digits as password (spaces do not matter), then choose your own. They are good for 24 hours and one use.",
          )}
        </li>
      </ol>
      <p className="quiet">
        {t(
          "本机上已填、未保存的内容不会丢失，用新密码登录后自动继续保存。管理员不会问您的密码。",
          "What was typed on this computer and not yet saved is kept and saved after you sign in. No administrator ever asks for your password.",
        )}
      </p>
    </details>
  );
}
