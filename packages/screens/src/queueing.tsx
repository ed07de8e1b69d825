import { useSyncExternalStore } from "react";
import { queueing } from "@duibiao/client";
import { useText } from "@duibiao/ui";

/** Said over everything while the server has no room and this page waits for its moment. */
export function Queueing() {
  const t = useText();
  const until = useSyncExternalStore(queueing.subscribe, queueing.until);
  if (until === null) return null;
  const seconds = Math.max(1, Math.ceil((until - Date.now()) / 1000));
  return (
    <p className="notice notice-away" role="status">
      {t(
        `此刻办理的人多，正在排队，约 ${seconds} 秒后自动再送；已填内容都在，请不要关闭页面`,
        `Many are at work now: you are in the queue, and it is sent again by itself in about ${seconds} s. What you typed is kept; leave the page open`,
      )}
    </p>
  );
}
