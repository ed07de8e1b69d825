import { useEffect, useState } from "react";
import { showMoment } from "@duibiao/ui";
import { useSession, type Session } from "./session.ts";

/** 水印: who looked or took away, and when. The one sentence of screens, paper and files. */
export const watermarkOf = ({ name, username }: Session["user"], now: Date): string =>
  `${name} ${username} ${showMoment(now, "zh")}`;

/** Over a whole screen and every printed page; says nothing to screen readers, takes no click. */
export function Watermark() {
  const { user } = useSession();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const update = () => setNow(new Date());
    const timer = setInterval(update, 60_000);
    addEventListener("beforeprint", update);
    return () => {
      clearInterval(timer);
      removeEventListener("beforeprint", update);
    };
  }, []);
  return (
    <svg className="watermark" aria-hidden="true">
      <defs>
        <pattern id="watermark" width="640" height="210" patternUnits="userSpaceOnUse" patternTransform="rotate(-22)">
          <text x="10" y="60">
            {watermarkOf(user, now)}
          </text>
          <text x="330" y="165">
            {watermarkOf(user, now)}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#watermark)" />
    </svg>
  );
}
