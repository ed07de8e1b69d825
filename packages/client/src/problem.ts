/** A fault as the server tells it (problem+json): a stable code, the sentence in both languages, details by code. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly body: { code: string; zh: string; en: string } & Record<string, unknown>;

  constructor(status: number, body: ApiProblem["body"]) {
    super(`${body.zh} / ${body.en}`);
    this.name = "ApiProblem";
    this.status = status;
    this.body = body;
  }
}

/** Nothing readable came back: the network, a proxy, or a server that is starting; or a line on which a file takes more than a minute. */
export const noAnswer = (status = 0) =>
  new ApiProblem(
    status,
    status === 408
      ? {
          code: "too_slow",
          zh: "网络太慢，一分钟内没有传完，服务器没有收到：请把文件压缩得小一些，或换到快一些的网络后重新选择",
          en: "The line is too slow: it was not through within a minute, and the server has nothing; make the file smaller, or choose it again on a faster line",
        }
      : {
          code: "no_answer",
          zh: "服务器没有应答，可能是网络中断或服务正在重启：请稍候重试，已保存的内容不会丢失",
          en: "The server did not answer; the network may be down or the server restarting: try again in a moment, nothing saved is lost",
        },
  );

/** What the person is told, whatever was thrown. */
export function textOf(error: unknown): { zh: string; en: string } {
  if (error instanceof ApiProblem) {
    const { zh, en, issues } = error.body;
    if (!Array.isArray(issues)) return { zh, en };
    const places = issues as { path: string; zh: string; en: string }[];
    const told = (language: "zh" | "en") => places.map((issue) => `${issue.path} ${issue[language]}`);
    return { zh: `${zh}：${told("zh").join("；")}`, en: `${en}: ${told("en").join("; ")}` };
  }
  return {
    zh: `页面出错：${String(error)}。请刷新页面后重试`,
    en: `The page failed: ${String(error)}. Reload the page and try again`,
  };
}

export const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;

/** Whether trying the same again may help: no answer, busy, restarting. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500);
