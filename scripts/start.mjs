import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { env, load, root, runProgram } from "./install.mjs";

/** Starts everything and stays until Ctrl-C or until the platform ends; resolves to the exit code. */
export async function run() {
  const port = Number(process.env.PORT || 8080);
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stopping.abort());
  followNpm(stopping);

  const built = await runProgram("turbo", ["run", "build", "--output-logs=errors-only"]);
  if (built !== 0) throw new Error("网页未能构建，见上 / the web apps could not be built, see above");

  const { chooseHome, portBusy, startPlatformDatabase } = await load("packages/db/src/embedded-platform.ts");
  const home = chooseHome(root, process.env.DUIBIAO_DATA);
  await checkPort(port, portBusy);
  if (process.env.DATABASE_URL) return runPlatform({ PORT: String(port), DUIBIAO_DATA: home }, stopping.signal);

  const database = await startPlatformDatabase(home, (line) => console.log(line));
  try {
    return await runPlatform({ ...database.env, PORT: String(port), DUIBIAO_DATA: home }, stopping.signal);
  } finally {
    await database.stop();
    console.log(`已停止，数据保存在 ${home} / stopped, the data is kept in ${home}`);
  }
}

/** npm runs us through a shell; a signal to npm alone ends that shell and never reaches us. */
function followNpm(stopping) {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const shell = process.ppid;
  setInterval(() => process.ppid === shell || stopping.abort(), 500).unref();
}

/** Said before the database is started: a busy port is the commonest obstacle. */
function checkPort(port, portBusy) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", (error) => fail(error.code === "EADDRINUSE" ? portBusy(port, error) : error));
    probe.listen(port, process.env.HOST || "127.0.0.1", () => probe.close(done));
  });
}

/** The server in a process (group) of its own: Ctrl-C reaches us alone, and we ask it once to finish its requests. */
function runPlatform(settings, stop) {
  if (stop.aborted) return 0;
  console.log("启动平台 / starting the platform");
  const follow = new URL("follow-parent.mjs", import.meta.url).href;
  return new Promise((done, fail) => {
    const server = spawn(process.execPath, ["--import", follow, "--import", "tsx", "src/main.ts"], {
      cwd: join(root, "apps", "api"),
      env: { ...env, ...settings },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      detached: process.platform !== "win32",
    });
    stop.addEventListener("abort", () => {
      console.log("\n正在停止 / stopping");
      server.kill("SIGTERM");
    });
    server.once("error", fail);
    server.once("exit", (code, signal) => {
      if (signal && !stop.aborted)
        console.error(
          `平台进程被外部终止（${signal}），请重新运行 npm start，已确认的数据不会丢失。\n` +
            `The platform's process was ended from outside (${signal}): run npm start again, no acknowledged data is lost.`,
        );
      done(stop.aborted ? 0 : (code ?? 1));
    });
  });
}
