import { Link } from "@tanstack/react-router";
import { beijingDay, useText } from "@duibiao/ui";
import { postText } from "./people/words.ts";
import { useSession } from "./session.ts";

/** Said this many days ahead. */
const ahead = 14;

/** A post that soon ends, or works on after its last day: said on every page, and it stops nothing. */
export function EndingPosts() {
  const t = useText();
  const { posts, administrators } = useSession();
  const soon = beijingDay(new Date(Date.now() + ahead * 86_400_000));
  const ending = posts.filter(({ validTo, deputyFor }) => deputyFor === null && validTo !== null && validTo <= soon);
  if (ending.length === 0) return null;
  const whom = administrators.map(({ name, phone }) => `${name} ${phone}`.trim()).join(t("、", ", "));
  return (
    <p className="notice no-print" role="status">
      {t("任职将到期或已到期：", "A post ends or has ended: ")}
      {ending.map((post) => postText(post, t)).join(t("；", "; "))}
      {t(
        `。填报、签署、报送照常；请联系管理员延长${whom === "" ? "" : `（${whom}）`}。`,
        `. Reporting, signing and submitting go on as usual; ask your administrator to extend it${whom === "" ? "" : ` (${whom})`}.`,
      )}
    </p>
  );
}

/** A password that was used for long: said on every page, and it stops nothing. */
export function OldPassword() {
  const t = useText();
  const { passwordDue } = useSession();
  const today = beijingDay(new Date());
  if (passwordDue == null || passwordDue > today) return null;
  return (
    <p className="notice no-print" role="status">
      {t("密码已使用 90 天以上，请到", "The password is older than 90 days; please change it under ")}{" "}
      <Link to="/account">{t("我的账号", "My account")}</Link>{" "}
      {t("修改。填报、签署、报送不受影响。", ". Reporting, signing and submitting go on as usual.")}
    </p>
  );
}
