import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Text } from "@duibiao/indicators";
import type { Role } from "./policy.ts";
import { deedWords, roleWords, stateWords, thingOf, type DeedWord, type StateWord, type ThingAsked } from "./words.ts";

type Details = Record<string, unknown>;

/** Something a caller did wrong, or that the platform cannot do now. Becomes problem+json in app.ts, nowhere else. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly details: Details;

  constructor(status: ContentfulStatusCode, code: string, zh: string, en: string, details: Details = {}) {
    super(en);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.zh = zh;
    this.en = en;
    this.details = details;
  }
}

/** The one catalogue of what can go wrong for a caller. */
export const problems = {
  badRequest: (issues: { path: string; zh: string; en: string }[]) =>
    new Problem(
      400,
      "bad_request",
      "请求内容有误，请按所列位置修改",
      "The request is not right; mend the places listed",
      { issues },
    ),
  notJson: () => new Problem(400, "not_json", "请求体不是有效的 JSON", "The body is not valid JSON"),
  keyMissing: () =>
    new Problem(
      400,
      "idempotency_key_missing",
      "缺少 Idempotency-Key 请求头（16–100 个字符）",
      "An Idempotency-Key header (16 to 100 characters) is needed",
    ),
  signedOut: () =>
    new Problem(
      401,
      "signed_out",
      "未登录或登录已失效，请重新登录；已填内容不会丢失",
      "Not signed in, or the session has ended; sign in again, nothing typed is lost",
    ),
  tokenVoid: () =>
    new Problem(
      401,
      "token_void",
      "令牌无效：没有这个令牌，或它已到期、已收回，或账号已停用；请核对令牌，或在「账号」页另建一个",
      "The token is void: there is none like it, it has expired or was taken back, or its owner's account is closed; look at what you send, or make another on the page Account",
    ),
  loginFailed: () => new Problem(401, "login_failed", "用户名或密码不正确", "User name or password is wrong"),
  oneTimeVoid: () =>
    new Problem(
      401,
      "one_time_void",
      "这个一次性密码已用过或已过期，请给管理员打电话，请其重新生成",
      "This one-time code was used or has expired; call your administrator for another",
    ),
  mustChange: () =>
    new Problem(
      403,
      "must_change_password",
      "您使用的是一次性密码，请先修改密码",
      "You signed in with a one-time password; choose your own first (PUT /api/v1/password)",
    ),
  secondFactorNeeded: () =>
    new Problem(
      401,
      "second_factor_needed",
      "请输入验证器上的 6 位数字，或一个备用码",
      "Enter the 6 digits of your authenticator, or a backup code",
    ),
  secondFactorWrong: () =>
    new Problem(
      401,
      "second_factor_wrong",
      "数字不正确或已用过：请等下一组数字再输入；手机丢失时用备用码，或请管理员停用第二因素",
      "Wrong or used already: wait for the next digits; without the phone use a backup code, or have your administrator end the second factor",
    ),
  secondFactorMissing: () =>
    new Problem(
      403,
      "second_factor_missing",
      "您的岗位须使用第二因素登录，请先设置验证器",
      "Your post needs a second factor; set up an authenticator first (POST /api/v1/second-factor/begin)",
    ),
  identityUnreachable: () =>
    new Problem(
      503,
      "identity_unreachable",
      "统一身份认证现在连不上，请用密码登录，或稍后再试",
      "The office's sign-in service cannot be reached; sign in with the password, or try again later",
    ),
  wrongPassword: () =>
    new Problem(
      422,
      "wrong_password",
      "现密码不正确，没有作任何修改",
      "The present password is wrong; nothing was changed",
    ),
  crossSite: () => new Problem(403, "cross_site", "拒绝来自其他站点的写操作", "Writes from another site are refused"),
  forbidden: (action: string) =>
    new Problem(
      403,
      "forbidden",
      "您的岗位不能办理这项操作，请由负责该地区、有此权限的人办理",
      "Your post does not allow this; somebody whose post covers the region and the deed must do it",
      { action },
    ),
  tokenScope: (action: string) =>
    new Problem(
      403,
      "forbidden",
      `这枚令牌没有获准「${action}」，或其所有人的任职已不允许；请所有人在「我的账号—接口令牌」核对操作范围，需要时另制一枚`,
      `This token was not made for "${action}", or its owner's posts no longer allow it; its owner looks under My account, API tokens, and makes another where needed`,
      { action },
    ),
  ownWork: () =>
    new Problem(
      403,
      "own_work",
      "不能审核自己填报、签署、报送或已在上一环节审核的内容，请由他人办理",
      "Nobody approves what they entered, signed, submitted or already passed; a second person must do it",
    ),
  secondReview: (details: Details) =>
    new Problem(
      409,
      "second_review",
      "本机构要求这份报送先经第二人复核；请由复核人在审核台复核，再由另一人审核通过",
      "Your bureau asks a second review of this submission first; a second reviewer gives it at the review desk, then another person accepts",
      details,
    ),
  ownAccount: () =>
    new Problem(
      403,
      "own_account",
      "不能管理自己的账号和任职，请由他人办理",
      "Nobody manages their own account or posts; somebody else must do it",
    ),
  secondAdministrator: () =>
    new Problem(
      403,
      "second_administrator",
      "须由两位管理员办理，其中一位是安全保密管理员：一人提名，另一人确认",
      "This takes two administrators, one of them a security administrator: one proposes, the other confirms",
    ),
  adminReset: () =>
    new Problem(
      403,
      "administrator_reset",
      "三员的密码只能由上级或平台的系统管理员重置",
      "An administrator's password is reset only by a system administrator of a region above or of the platform",
    ),
  dutiesApart: (held: readonly Role[], wanted: Role) =>
    new Problem(
      422,
      "duties_apart",
      `三员分立：已任${held.map((role) => roleWords[role].zh).join("、")}，不能再任${roleWords[wanted].zh}`,
      `Duties stay apart: holding ${held.map((role) => roleWords[role].en).join(", ")}, this person cannot also be ${roleWords[wanted].en}`,
      { held, wanted },
    ),
  unreviewed: (details: Details) =>
    new Problem(
      403,
      "unreviewed",
      "市级尚未审核这份内容，上级只能看到报送进度；请等市级审核通过，或请市级开放未审数据",
      "The city has not reviewed this; tiers above see its progress only. Wait for the city, or ask it to open its figures",
      details,
    ),
  notFound: (what: ThingAsked) =>
    new Problem(
      404,
      "not_found",
      `没有找到所要的${thingOf(what).zh}，或它不在您的管辖范围内；请从列表重新打开`,
      `The ${thingOf(what).en} was not found, or lies outside your jurisdiction; open it from its list`,
      { what },
    ),
  noRoute: () => new Problem(404, "no_route", "没有这个接口地址", "There is no such address"),
  method: () => new Problem(405, "method_not_allowed", "该地址不支持此方法", "This address does not take that method"),
  keyBusy: () =>
    new Problem(
      409,
      "idempotency_key_busy",
      "同一请求正在处理，请稍后用同一键重试",
      "The same request is being handled; retry with the same key shortly",
    ),
  state: (state: StateWord, action: DeedWord, details: Details = {}) =>
    new Problem(
      409,
      "wrong_state",
      `当前状态为「${stateWords[state].zh}」，不能${deedWords[action].zh}；请刷新后按现状办理`,
      `It is ${stateWords[state].en}, so one cannot ${deedWords[action].en}; reload and go by its present state`,
      { state, action, ...details },
    ),
  releaseState: (from: Text, to: Text, details: Details) =>
    new Problem(
      409,
      "wrong_state",
      `评估结果现为「${from.zh}」，不能转为「${to.zh}」；请刷新后按现状办理`,
      `The release is ${from.en} and cannot become ${to.en}; reload and go by its present state`,
      details,
    ),
  conflict: (zh: string, en: string, details: Details = {}) => new Problem(409, "conflict", zh, en, details),
  openObjections: ({ zh, en }: Text, details: Details) =>
    new Problem(
      409,
      "open_objections",
      `${zh}，不能发布：请先答复，采纳的请改正后重新评估、另起一版；确需发布的，写明理由，理由随结果公开`,
      `${en}: reply first, and evaluate anew what was upheld; or publish over them with a reason, which is shown with the release`,
      details,
    ),
  stale: (details: Details = {}) =>
    new Problem(
      412,
      "content_changed",
      "内容已变化，请重新查看后再操作",
      "The content has changed since you saw it; look again and repeat",
      details,
    ),
  tooLarge: (limit: string) =>
    new Problem(413, "too_large", `请求体超过上限 ${limit}`, `The body is larger than ${limit}`),
  mediaType: (wanted: string) => new Problem(415, "media_type", `请求体应为 ${wanted}`, `The body must be ${wanted}`),
  keyReused: () =>
    new Problem(
      422,
      "idempotency_key_reused",
      "同一 Idempotency-Key 已用于不同内容的请求",
      "This Idempotency-Key was used for a different request",
    ),
  rule: (zh: string, en: string, details: Details = {}) => new Problem(422, "rule", zh, en, details),
  gates: (details: Details) =>
    new Problem(
      422,
      "gates",
      "还不能报送：有必填、强制性校验、说明、佐证或签署尚未完成",
      "Cannot submit yet: required answers, block rules, explanations, evidence or signatures are open",
      details,
    ),
  workbookUnreadable: ({ zh, en }: { zh: string; en: string }) => new Problem(422, "workbook_unreadable", zh, en),
  workbookRefused: (details: Details) =>
    new Problem(
      422,
      "workbook_refused",
      "工作簿中有不能接受的行或单元格，整份没有导入；请按所列位置修改后重新上传",
      "Some rows or cells of the workbook cannot be taken, so none of it was imported; mend the places listed and upload it again",
      details,
    ),
  pushRefused: (details: Details) =>
    new Problem(
      422,
      "push_refused",
      "有不能接受或冲突的单元格，整批没有写入；请按逐格结论处理，或用 partial=true 只写入能接受的",
      "Some cells were refused or in conflict, so none was written; go by the verdicts, or write the good ones with partial=true",
      details,
    ),
  slowDown: (seconds: number) =>
    new Problem(
      429,
      "slow_down",
      `尝试过于频繁，请 ${seconds} 秒后再试`,
      `Too many attempts; try again in ${seconds} seconds`,
      { retryAfter: seconds },
    ),
  fault: () =>
    new Problem(
      500,
      "fault",
      "系统内部错误，已记录；请稍后重试",
      "An internal fault, recorded; please try again later",
    ),
  busy: (details: Details = {}) =>
    new Problem(
      503,
      "busy",
      "系统繁忙或数据库暂不可用，请稍后用同一键重试；未确认的内容没有写入",
      "Busy, or the database is away; retry with the same key shortly, nothing unacknowledged was stored",
      details,
    ),
} as const;
