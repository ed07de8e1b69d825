import { z } from "zod";
import { tier } from "./fields.ts";
import { operation } from "./operation.ts";
import { role } from "./posts.ts";

export const listRoles = operation({
  id: "roles.list",
  method: "get",
  path: "/roles",
  action: "user.read",
  reach: "reference",
  summary: { zh: "各岗位能办什么（取自权限表）", en: "What each role may do (read from the policy table)" },
  response: z.object({
    items: z.array(
      z.object({
        role,
        deeds: z.array(
          z.object({
            operation: z.string(),
            zh: z.string(),
            en: z.string(),
            write: z.boolean(),
            /** Only at these tiers; null: at any. */
            tiers: z.array(tier).nullable(),
            /** Only a post for the whole platform. */
            platform: z.boolean(),
          }),
        ),
      }),
    ),
  }),
});
