import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, read, type Answer } from "@duibiao/client";
import { Alert, Button, DataTable, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { channelWords, type NoticeChannel } from "../notices/words.ts";
import { Loaded, ProblemBox } from "../problem-box.tsx";
import { AuditFrame } from "./audit-frame.tsx";
import { useAuditRights } from "./rights.ts";

type Deliveries = Answer<typeof api.deliveries.listDeliveries>;
type Channel = Deliveries["channels"][number];
type Letter = Deliveries["items"][number];

/** 站外发送: how each channel does, and 死信: what could not be delivered, with a way to send it again. */
export function DeliveriesPage() {
  const t = useText();
  const rights = useAuditRights();
  const client = useQueryClient();
  const deliveries = useQuery({ ...read(api.deliveries.listDeliveries, {}), enabled: rights.deliveries });
  const retrying = useMutation({
    mutationFn: (channel: NoticeChannel) => call(api.deliveries.retryDeliveries, { body: { channel } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [api.deliveries.listDeliveries.id] }),
  });
  return (
    <AuditFrame of="deliveries" title={t("站外发送", "Deliveries")}>
      <p className="quiet">
        {t(
          "通知都在站内收件箱；本页看其站外发送。失败后隔 1、2、4……分钟再试，九次不成列为未送达。不显示地址、标题和内容。",
          "Every notice stands in the inbox; this page is about its way outside. What fails is tried again after 1, 2, 4 ... minutes and given up after nine attempts. Addresses, titles and texts are not shown.",
        )}
      </p>
      {retrying.isError ? <ProblemBox error={retrying.error} /> : null}
      {retrying.isSuccess ? (
        <Alert
          tone="success"
          title={t(`已重新排队 ${retrying.data.queued} 条`, `${retrying.data.queued} put back into the queue`)}
        />
      ) : null}
      <Loaded of={deliveries}>
        {({ channels, items, next }) =>
          channels.length === 0 ? (
            <Alert
              title={t(
                "本平台未接通站外渠道：由运维以 NOTICE_ 开头的环境变量接通。",
                "This platform has no channels outside: they are connected by environment variables that begin with NOTICE_.",
              )}
            />
          ) : (
            <>
              <h2>{t("渠道", "Channels")}</h2>
              <Channels channels={channels} onRetry={rights.retry ? (channel) => retrying.mutate(channel) : null} />
              <h2>{t("未送达", "Given up")}</h2>
              <Letters items={items} more={next !== null} />
            </>
          )
        }
      </Loaded>
    </AuditFrame>
  );
}

type ChannelsProps = { channels: Channel[]; onRetry: ((channel: NoticeChannel) => void) | null };

function Channels({ channels, onRetry }: ChannelsProps) {
  const t = useText();
  const { language } = useLanguage();
  const count = (key: "waiting" | "retrying" | "failed", zh: string, en: string): Column<Channel> => ({
    key,
    header: { zh, en },
    type: "number",
    width: "s",
    value: (channel) => channel[key],
  });
  const columns: Column<Channel>[] = [
    {
      key: "channel",
      header: { zh: "渠道", en: "Channel" },
      width: "l",
      head: true,
      value: ({ channel }) => t(channelWords[channel]),
    },
    {
      key: "connected",
      header: { zh: "接通", en: "Connected" },
      width: "s",
      value: ({ connected }) => (connected ? t("已接通", "yes") : t("未接通", "no")),
    },
    count("waiting", "待发", "Waiting"),
    count("retrying", "其中重试中", "of these again"),
    count("failed", "未送达", "Given up"),
    {
      key: "sent",
      header: { zh: "最近送达", en: "Last delivered" },
      width: "l",
      value: ({ lastSentAt }) => (lastSentAt === null ? null : showMoment(lastSentAt, language)),
    },
    {
      key: "fault",
      header: { zh: "最近失败原因", en: "Latest fault" },
      width: "fill",
      value: ({ lastFault }) => lastFault || null,
    },
    ...(onRetry === null
      ? []
      : [
          {
            key: "retry",
            header: { zh: "处理", en: "Do" },
            width: "m",
            screenOnly: true,
            value: () => null,
            cell: ({ channel, failed }: Channel) =>
              failed === 0 ? null : (
                <Button small onClick={() => onRetry(channel)}>
                  {t("重新发送", "Send again")}
                </Button>
              ),
          } as const,
        ]),
  ];
  return (
    <DataTable
      title={t("渠道", "Channels")}
      columns={columns}
      rows={channels}
      rowKey={({ channel }) => channel}
      empty={t("没有渠道。", "No channels.")}
    />
  );
}

function Letters({ items, more }: { items: Letter[]; more: boolean }) {
  const t = useText();
  const { language } = useLanguage();
  const columns: Column<Letter>[] = [
    {
      key: "person",
      header: { zh: "收件人", en: "To" },
      width: "l",
      head: true,
      value: ({ person }) => `${person.name} ${person.username}`,
    },
    {
      key: "channel",
      header: { zh: "渠道", en: "Channel" },
      width: "m",
      value: ({ channel }) => t(channelWords[channel]),
    },
    {
      key: "attempts",
      header: { zh: "次数", en: "Attempts" },
      type: "number",
      width: "s",
      value: ({ attempts }) => attempts,
    },
    { key: "fault", header: { zh: "原因", en: "Why" }, width: "fill", value: ({ fault }) => fault },
    { key: "at", header: { zh: "放弃于", en: "Given up" }, width: "l", value: ({ at }) => showMoment(at, language) },
  ];
  return (
    <DataTable
      title={t("未送达", "Given up")}
      columns={columns}
      rows={items}
      rowKey={({ noticeId, person, channel }) => `${noticeId}/${person.id}/${channel}`}
      empty={t("没有未送达的。", "Nothing was given up.")}
      footer={more ? t("，更早的未列出", "; earlier ones are not listed") : null}
    />
  );
}
