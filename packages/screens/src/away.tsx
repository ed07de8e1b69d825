import { useSyncExternalStore } from "react";
import { showMoment, useLanguage, useText } from "@duibiao/ui";
import { awaySince, onAway } from "./kept.ts";

/** Said over every page while it shows what this computer keeps instead of what the server holds. */
export function Away() {
  const t = useText();
  const { language } = useLanguage();
  const since = useSyncExternalStore(onAway, awaySince);
  if (since === null) return null;
  const at = showMoment(new Date(since).toISOString(), language);
  return (
    <p className="notice notice-away" role="status">
      {t(
        `服务器没有应答：页面显示的是 ${at} 存在本机的内容，可继续填报，联网后自动送出；签署、报送和导入要等联网`,
        `The server does not answer: this is what the computer kept at ${at}. Go on filling in; it is sent when the network is back. Signing, submitting and importing wait until then`,
      )}
    </p>
  );
}
