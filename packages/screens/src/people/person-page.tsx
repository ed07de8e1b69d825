import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api, call, read, type Answer } from "@duibiao/client";
import { Button, nameOf, showMoment, Tag, useLanguage, useText } from "@duibiao/ui";
import { DeputyTable } from "../deputy-table.tsx";
import { Loaded } from "../problem-box.tsx";
import { SessionTable } from "../session-table.tsx";
import { ChangeDialog } from "./change-dialog.tsx";
import { CodeShown } from "./code-shown.tsx";
import { PeopleFrame } from "./people-frame.tsx";
import { PostsCard } from "./posts-card.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { usePeopleRights } from "./rights.ts";
import { passwordStates } from "./words.ts";

export type Person = Answer<typeof api.users.readUser>;

/** One account: who it is, its posts, where it is signed in, and what its administrators may do. */
export function PersonPage() {
  const t = useText();
  const rights = usePeopleRights();
  const id = Number((useParams({ strict: false }) as { user: string }).user);
  const person = useQuery({ ...read(api.users.readUser, { params: { id } }), enabled: rights.any });
  return (
    <PeopleFrame
      title={person.data ? <span translate="no">{person.data.name}</span> : t("账号", "Account")}
      crumbs={[
        <Link key="all" to="/people">
          {t("账号", "Accounts")}
        </Link>,
      ]}
    >
      <Loaded of={person}>
        {(data) => (
          <div className="person-parts">
            <Facts person={data} />
            <PostsCard person={data} />
            <Deputies person={data} />
            <Sessions person={data} />
          </div>
        )}
      </Loaded>
    </PeopleFrame>
  );
}

type Deed = "change" | "reset" | "disable" | "sessions" | "factor";

function Facts({ person }: { person: Person }) {
  const t = useText();
  const { language } = useLanguage();
  const rights = usePeopleRights();
  const [deed, begin] = useState<Deed | null>(null);
  const own = person.id === rights.me;
  return (
    <section className="card">
      <h2>{t("账号信息", "Account")}</h2>
      <dl className="facts">
        <dt>{t("用户名", "User name")}</dt>
        <dd>{person.username}</dd>
        <dt>{t("单位或地区", "Unit or region")}</dt>
        <dd>{person.place}</dd>
        <dt>{t("电话", "Phone")}</dt>
        <dd>{person.phone || t("未填", "not given")}</dd>
        <dt>{t("状态", "State")}</dt>
        <dd>
          {person.disabledAt === null ? (
            <Tag>{t(nameOf(passwordStates, person.password))}</Tag>
          ) : (
            <Tag tone="error">✕ {t("已停用", "Disabled")}</Tag>
          )}
        </dd>
        <dt>{t("第二因素", "Second factor")}</dt>
        <dd>{person.secondFactor ? t("已启用", "on") : t("未启用", "off")}</dd>
        <dt>{t("开设时间", "Opened")}</dt>
        <dd>{showMoment(person.createdAt, language)}</dd>
      </dl>
      {rights.accounts && !own && person.disabledAt === null ? (
        <p className="row">
          <Button onClick={() => begin("change")}>{t("更改信息", "Change")}</Button>
          <Button onClick={() => begin("reset")}>{t("重置密码", "Reset password")}</Button>
          <Button onClick={() => begin("sessions")}>{t("结束全部登录", "End all sessions")}</Button>
          {person.secondFactor ? (
            <Button onClick={() => begin("factor")}>{t("停用第二因素", "End the second factor")}</Button>
          ) : null}
          <Button look="danger" onClick={() => begin("disable")}>
            {t("停用账号", "Disable")}
          </Button>
        </p>
      ) : null}
      {own ? (
        <p className="quiet">
          {t("自己的账号由其他管理员办理。", "Your own account is another administrator's to manage.")}
        </p>
      ) : null}
      {deed === null ? null : <Deeds deed={deed} person={person} onClose={() => begin(null)} />}
    </section>
  );
}

function Deeds({ deed, person, onClose }: { deed: Deed; person: Person; onClose: () => void }) {
  const t = useText();
  const params = { id: person.id };
  if (deed === "change") return <ChangeDialog person={person} onClose={onClose} />;
  if (deed === "reset")
    return (
      <ReasonDialog
        title={t("重置密码", "Reset password")}
        deed={t("生成一次性密码", "Make a one-time code")}
        act={(reason) => call(api.users.resetUser, { params, body: { reason } })}
        result={(account) => <CodeShown account={account} />}
        onClose={onClose}
      >
        <p>
          {t(
            "原密码立即作废，全部登录结束；已填内容不受影响。",
            "The old password is void at once and all sessions end; nothing typed is touched.",
          )}
        </p>
      </ReasonDialog>
    );
  if (deed === "factor")
    return (
      <ReasonDialog
        title={t("停用第二因素", "End the second factor")}
        deed={t("停用", "End it")}
        act={(reason) => call(api.secondFactor.endUserSecondFactor, { params, body: { reason } })}
        onClose={onClose}
      >
        <p>
          {t(
            "手机和备用码都丢失时用。先核对是本人；全部登录结束，其凭密码登录后可重新设置。",
            "For a lost phone and lost backup codes. Make sure that it is the person; all sessions end, and they set it up anew after signing in.",
          )}
        </p>
      </ReasonDialog>
    );
  if (deed === "sessions")
    return (
      <ReasonDialog
        title={t("结束全部登录", "End all sessions")}
        deed={t("结束登录", "End them")}
        act={(reason) => call(api.users.endUserSessions, { params, body: { reason } })}
        onClose={onClose}
      />
    );
  return (
    <ReasonDialog
      title={t(`停用 ${person.name} 的账号`, `Disable ${person.name}`)}
      deed={t("停用账号", "Disable")}
      act={(reason) => call(api.users.disableUser, { params, body: { reason } })}
      onClose={onClose}
    >
      <p>
        {t(
          "全部登录立即结束，不能再登录；其填报、签署、审核的记录保留。",
          "All sessions end at once and nobody signs in with it again; what the person entered, signed and reviewed stays.",
        )}
      </p>
    </ReasonDialog>
  );
}

function Deputies({ person }: { person: Person }) {
  const t = useText();
  const rights = usePeopleRights();
  const [withdrawing, withdraw] = useState<number | null>(null);
  const deputies = useQuery(read(api.deputies.listUserDeputies, { params: { id: person.id } }));
  return (
    <section className="card">
      <h2>{t("代理", "Deputies")}</h2>
      <Loaded of={deputies}>
        {({ items }) => (
          <DeputyTable
            items={items}
            last={({ id }) =>
              rights.posts ? (
                <Button small onClick={() => withdraw(id)}>
                  {t("撤销代理", "Withdraw")}
                </Button>
              ) : null
            }
          />
        )}
      </Loaded>
      {withdrawing === null ? null : (
        <ReasonDialog
          title={t("撤销代理", "Withdraw the deputy")}
          deed={t("撤销", "Withdraw")}
          act={(reason) => call(api.deputies.withdrawDeputy, { params: { id: withdrawing }, body: { reason } })}
          onClose={() => withdraw(null)}
        />
      )}
    </section>
  );
}

function Sessions({ person }: { person: Person }) {
  const t = useText();
  const sessions = useQuery(read(api.users.listUserSessions, { params: { id: person.id } }));
  return (
    <section className="card">
      <h2>{t("现在的登录", "Signed in now")}</h2>
      <Loaded of={sessions}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t("现在没有登录。", "Not signed in anywhere.")}</p>
          ) : (
            <SessionTable sessions={items} />
          )
        }
      </Loaded>
    </section>
  );
}
