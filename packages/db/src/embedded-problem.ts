/**
 * Why the platform cannot start, as one sentence in each language: what is wrong, where, and what to do.
 */
export type StartProblemCode =
  | "no-binaries"
  | "in-use"
  | "port-busy"
  | "disk-full"
  | "read-only"
  | "unreachable"
  | "wrong-version"
  | "server-failed";

/** Thrown by everything that happens before the server answers. `zh` and `en` say the same. */
export class StartProblem extends Error {
  override readonly name = "StartProblem";
  readonly code: StartProblemCode;
  readonly zh: string;
  readonly en: string;

  constructor(code: StartProblemCode, zh: string, en: string, cause?: unknown) {
    super(`${zh}\n${en}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.zh = zh;
    this.en = en;
  }
}

export function portBusy(port: number, cause?: unknown): StartProblem {
  return new StartProblem(
    "port-busy",
    `端口 ${port} 已被其他程序占用：请关闭该程序，或换一个端口（环境变量 PORT）后重试。`,
    `Port ${port} is already used by another program: close that program or choose another port (variable PORT), then start again.`,
    cause,
  );
}

export function diskFull(folder: string, cause?: unknown): StartProblem {
  return new StartProblem(
    "disk-full",
    `磁盘已满，无法写入 ${folder}：请清理该磁盘，或用环境变量 DUIBIAO_DATA 指定另一个数据目录。已保存的数据不受影响。`,
    `The disk is full and ${folder} cannot be written: free some space there or point DUIBIAO_DATA at another folder. Stored data is not affected.`,
    cause,
  );
}

export function readOnly(folder: string, cause?: unknown): StartProblem {
  return new StartProblem(
    "read-only",
    `没有写入权限：${folder} 是只读的或属于其他用户。请修改其权限，或用环境变量 DUIBIAO_DATA 指定另一个数据目录。`,
    `No permission to write: ${folder} is read-only or belongs to another user. Change its permissions or point DUIBIAO_DATA at another folder.`,
    cause,
  );
}

export function inUse(folder: string, pid: number): StartProblem {
  return new StartProblem(
    "in-use",
    `数据目录 ${folder} 正被另一个对标平台（进程 ${pid}）使用：请先停止它，或用环境变量 DUIBIAO_DATA 指定另一个数据目录。`,
    `The data folder ${folder} is in use by another copy of the platform (process ${pid}): stop it first or point DUIBIAO_DATA at another folder.`,
  );
}

export function unreachable(folder: string, closed: string): StartProblem {
  return new StartProblem(
    "unreachable",
    `以 root 启动时数据库以普通用户运行，但它无法进入 ${closed}，因此不能使用 ${folder}。请用环境变量 DUIBIAO_DATA 指定其他用户可以进入的目录，例如 /var/lib/duibiao/data。`,
    `Started as root, the database runs as an ordinary user, and that user cannot enter ${closed}, so ${folder} cannot be used. Point DUIBIAO_DATA at a folder that others may enter, such as /var/lib/duibiao/data.`,
  );
}

/** A file-system error as a problem of `folder`; anything else comes back unchanged. */
export function fileProblem(error: unknown, folder: string): unknown {
  if (error instanceof StartProblem) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(folder, error);
  if (code === "EROFS" || code === "EACCES" || code === "EPERM") return readOnly(folder, error);
  return error;
}

/** What PostgreSQL's own output says about a failed start; the last lines are kept where nothing is recognized. */
export function serverProblem(output: string, dataDir: string, port: number): StartProblem {
  if (/No space left on device|Disk quota exceeded/.test(output)) return diskFull(dataDir, output);
  if (/could not bind|could not create any TCP\/IP sockets|Address already in use/.test(output))
    return portBusy(port, output);
  if (/database files are incompatible|initialized by PostgreSQL version/.test(output))
    return new StartProblem(
      "wrong-version",
      `${dataDir} 中的数据来自另一个版本的 PostgreSQL：请用原版本导出后再导入，或指定另一个数据目录（DUIBIAO_DATA）。`,
      `The data in ${dataDir} was made by another version of PostgreSQL: export it with that version and import it here, or choose another data folder (DUIBIAO_DATA).`,
      output,
    );
  if (/Read-only file system|Permission denied|Operation not permitted/.test(output)) return readOnly(dataDir, output);
  const tail = output.trim().split("\n").slice(-6).join("\n");
  return new StartProblem(
    "server-failed",
    `数据库未能启动（数据目录 ${dataDir}），数据库给出的原因如下，请据此处理或联系管理员：\n${tail}`,
    `The database did not start (data folder ${dataDir}). Its reason is given above; act on it or pass it to your administrator.`,
    output,
  );
}
