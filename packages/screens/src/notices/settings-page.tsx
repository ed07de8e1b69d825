import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api, call, read, type Answer } from "@duibiao/client";
import { Alert, Button, Field, Page, showMoment, useLanguage, useText } from "@duibiao/ui";
import { Loaded, ProblemBox } from "../problem-box.tsx";
import { channelWords, kindWords, type NoticeChannel, type NoticeKind } from "./words.ts";

type Settings = Answer<typeof api.notices.readNoticeSettings>;
const query = read(api.notices.readNoticeSettings, {});

/** 通知方式: every notice stands in the inbox; over which other ways it also comes is each person's own choice. */
export function NoticeSettingsPage() {
  const t = useText();
  const settings = useQuery(query);
  return (
    <Page title={t("通知方式", "How I am told")} crumbs={[<Link to="/notices">{t("通知", "Notices")}</Link>]}>
      <Loaded of={settings}>{(data) => <Form settings={data} />}</Loaded>
    </Page>
  );
}

function Form({ settings }: { settings: Settings }) {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const { channels, failed } = settings;
  const [ways, setWays] = useState({ email: settings.email, wecom: settings.wecom, zwding: settings.zwding });
  const [off, setOff] = useState<ReadonlySet<string>>(new Set(settings.off));
  const [digest, setDigest] = useState(settings.digest);
  const saving = useMutation({
    mutationFn: () => call(api.notices.changeNoticeSettings, { body: { ...ways, off: [...off], digest } }),
    onSuccess: () => client.invalidateQueries(query),
  });
  function toggle(key: string) {
    const next = new Set(off);
    if (!next.delete(key)) next.add(key);
    setOff(next);
  }
  if (channels.length === 0)
    return (
      <Alert
        title={t(
          "本平台未接通站外渠道：通知只在站内收件箱中",
          "This platform has no channels outside: notices stand in the inbox only",
        )}
      />
    );
  const addresses = [
    { way: "email", type: "email", zh: "邮箱", en: "E-mail address" },
    { way: "wecom", type: "text", zh: "企业微信成员账号", en: "WeCom member account" },
    { way: "zwding", type: "text", zh: "浙政钉用户标识", en: "Zhezhengding account id" },
  ] as const;
  return (
    <form
      className="card stack"
      onChange={() => saving.reset()}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <p className="quiet">
        {t(
          "站外只发标题，不发内容和数值；详情登录后查看。地址留空即不发。",
          "Only the title leaves the platform, never text or figures; sign in to read more. Leave an address empty to get nothing there.",
        )}
        {channels.includes("webhook")
          ? t(
              "单位消息平台按您的用户名转发，不必填地址；不要的去掉勾选。",
              " The office's own message platform goes by your user name and needs no address; untick what you do not want.",
            )
          : null}
      </p>
      {failed.map((one) => (
        <Alert
          key={`${one.channel}${one.at}`}
          tone="warning"
          title={t(
            `${channelWords[one.channel].zh}未送达（${showMoment(one.at, language)}）：请核对地址`,
            `Not delivered by ${channelWords[one.channel].en} (${showMoment(one.at, language)}): check the address`,
          )}
        >
          {one.fault}
        </Alert>
      ))}
      {addresses
        .filter(({ way }) => channels.includes(way))
        .map(({ way, type, zh, en }) => (
          <Field key={way} label={t(zh, en)}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                type={type}
                value={ways[way]}
                onChange={({ target }) => setWays({ ...ways, [way]: target.value.trim() })}
              />
            )}
          </Field>
        ))}
      <label className="row">
        <input type="checkbox" checked={digest} onChange={({ target }) => setDigest(target.checked)} />
        {t("每日 08:00 汇总发送一次，不逐条发", "Once a day at 08:00, together, instead of each at once")}
      </label>
      <table className="plain">
        <caption>{t("哪些通知经哪些渠道发送", "Which notices come over which channels")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("类别", "Kind")}</th>
            {channels.map((channel) => (
              <th scope="col" key={channel}>
                {t(channelWords[channel])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {api.notices.noticeKinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(kindWords[kind])}</th>
              {channels.map((channel) => (
                <td key={channel}>
                  <Wanted kind={kind} channel={channel} off={off} onToggle={toggle} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {saving.isError ? <ProblemBox error={saving.error} /> : null}
      <div className="row">
        <Button type="submit" look="primary" busy={saving.isPending}>
          {t("保存", "Save")}
        </Button>
        <span role="status">{saving.isSuccess ? t("✓ 已保存", "✓ Saved") : null}</span>
      </div>
    </form>
  );
}

type WantedProps = {
  kind: NoticeKind;
  channel: NoticeChannel;
  off: ReadonlySet<string>;
  onToggle: (key: string) => void;
};

function Wanted({ kind, channel, off, onToggle }: WantedProps) {
  const t = useText();
  const key = `${channel}:${kind}`;
  return (
    <input
      type="checkbox"
      aria-label={`${t(kindWords[kind])} · ${t(channelWords[channel])}`}
      checked={!off.has(key)}
      onChange={() => onToggle(key)}
    />
  );
}
