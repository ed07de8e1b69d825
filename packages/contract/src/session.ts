import { z } from "zod";
import { at, done, filled, line } from "./fields.ts";
import { operation } from "./operation.ts";
import { post } from "./posts.ts";

/** As typed, up to 200 characters: never trimmed, cut or normalised. */
const password = z.string().min(1).max(200);

const mySession = z.object({
  user: z.object({ id: z.number(), username: z.string(), name: z.string(), phone: z.string() }),
  posts: z.array(post),
  /** A one-time password was used: nothing but choosing an own password is possible. */
  mustChange: z.boolean(),
  /** Whether the account has a second factor, and whether nothing is possible before it is set up. */
  secondFactor: z.object({ on: z.boolean(), mustSetUp: z.boolean() }),
  /** Day from which the password should be another one: said, and nothing stops; null: it is a one-time code. */
  passwordDue: z.string().nullable(),
  /** Whom to call when the password is lost: kept by the computer for its sign-in page. */
  administrators: z.array(z.object({ name: z.string(), phone: z.string() })),
  /** Absolute end; without any request the session ends `idleSeconds` after the last one. */
  expiresAt: at,
  idleSeconds: z.number(),
});

export const startSession = operation({
  id: "session.start",
  method: "post",
  path: "/session",
  action: "session.own",
  reach: "public",
  summary: { zh: "登录", en: "Sign in" },
  body: z.strictObject({
    username: filled(64),
    password,
    /** Of an authenticator, or a backup code: once the account has a second factor. */
    code: line(40).optional(),
  }),
  response: mySession,
});

export const readSession = operation({
  id: "session.read",
  method: "get",
  path: "/session",
  action: "session.own",
  reach: "self",
  summary: { zh: "我的登录、任职", en: "My session and posts" },
  response: mySession,
});

export const endSession = operation({
  id: "session.end",
  method: "post",
  path: "/session/end",
  action: "session.own",
  reach: "public",
  summary: { zh: "退出登录（重复调用无害）", en: "Sign out (calling again does no harm)" },
  body: z.strictObject({}),
  response: done,
});

/** Not the token: the beginning of its hash. */
const sessionId = z.string().regex(/^[0-9a-f]{16}$/);

export const listSessions = operation({
  id: "sessions.list",
  method: "get",
  path: "/sessions",
  action: "session.own",
  reach: "self",
  summary: { zh: "我在各处的登录", en: "Where I am signed in" },
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        current: z.boolean(),
        source: z.string(),
        /** What the browser said of itself. */
        agent: z.string(),
        createdAt: at,
        lastSeenAt: at,
        expiresAt: at,
      }),
    ),
  }),
});

export const endOtherSession = operation({
  id: "sessions.end",
  method: "post",
  path: "/sessions/{id}/end",
  action: "session.own",
  reach: "self",
  summary: { zh: "结束我的一处登录", en: "End one of my sessions" },
  params: { id: sessionId },
  body: z.strictObject({}),
  response: done,
});

export const endOtherSessions = operation({
  id: "sessions.end-others",
  method: "post",
  path: "/sessions/end-others",
  action: "session.own",
  reach: "self",
  summary: { zh: "结束我的其他全部登录", en: "End all my other sessions" },
  body: z.strictObject({}),
  response: z.object({ ended: z.number() }),
});

export const changePassword = operation({
  id: "session.password",
  method: "put",
  path: "/password",
  action: "session.own",
  reach: "self",
  summary: { zh: "修改密码（其他登录随即结束）", en: "Change my password (all other sessions end)" },
  body: z.strictObject({
    /** Not asked right after a one-time code opened this session. */
    current: password.optional(),
    next: line(200),
  }),
  response: done,
});
