import { z } from "zod";
import { operation } from "./operation.ts";

/** Public: what the sign-in page shows. Empty accounts unless the platform runs in demo mode. */
export const readDemo = operation({
  id: "demo.read",
  method: "get",
  path: "/demo",
  action: "session.own",
  reach: "public",
  summary: {
    zh: "登录页说明：是否演示环境、演示账号及其密码",
    en: "For the sign-in page: whether this is a demonstration, its accounts and their password",
  },
  response: z.object({
    demo: z.boolean(),
    password: z.string().nullable(),
    accounts: z.array(
      z.object({ username: z.string(), name: z.string(), role: z.string(), place: z.string(), tier: z.string() }),
    ),
  }),
});
